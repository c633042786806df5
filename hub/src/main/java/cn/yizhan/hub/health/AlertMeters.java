package cn.yizhan.hub.health;

import cn.yizhan.hub.alerts.Step;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Figures of alerts; labels are words of the rule catalogue and of the alerts' history. */
public final class AlertMeters {
  /** What a history says of changes that come about in this release. */
  private static final List<String> CHANGES =
      List.of(
          "raised", "worsened", "edge-action", "cleared", "acknowledged", "escalated", "reminded");

  private final MeterRegistry registry;
  private volatile Map<Severity, Long> open = Map.of();

  /** Registers every figure, so that each is there before its first change. */
  public AlertMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Rule rule : RuleCatalogue.standard().rules()) {
      for (Rule.Level level : rule.condition().levels()) {
        CHANGES.forEach(change -> count(rule.id(), level.severity(), change, 0));
      }
    }
    for (Severity severity : Severity.values()) {
      Gauge.builder("yizhan.alerts.open", () -> open.get(severity))
          .tag("severity", severity.word())
          .register(registry);
    }
  }

  /** Counts a change of an alert; call it once, when the change is committed. */
  public void changed(Step step) {
    count(step.alert().matter().rule(), step.alert().state().severity(), step.what(), 1);
  }

  private void count(String rule, Severity severity, String change, int by) {
    registry
        .counter(
            "yizhan.alert.changes", "rule", rule, "severity", severity.word(), "change", change)
        .increment(by);
  }

  /** Shows how many alerts are open; severities left out have none. */
  public void open(Map<Severity, Long> counted) {
    Map<Severity, Long> all = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      all.put(severity, counted.getOrDefault(severity, 0L));
    }
    open = all;
  }

  /** Shows no number: how many are open is not known now. */
  public void unknown() {
    open = Map.of();
  }
}
