package cn.yizhan.hub.api;

import cn.yizhan.hub.config.Nearest;
import cn.yizhan.hub.rules.Replay;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.config.ThresholdCheck;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a changed rule can be tried on what is stored; says all that is wrong at once. */
public final class TrialCheck {
  /** Longest time that is looked at in one go. */
  public static final Duration LONGEST = Duration.ofDays(31);

  private static final double LARGEST = 1e9;

  private TrialCheck() {}

  /**
   * What is wrong.
   *
   * @param id id of the rule
   * @param changes changed thresholds by their names
   * @param from the beginning, milliseconds; null when it is not known
   * @param to the end, exclusive; null when it is not known
   */
  public static List<ConfigFault> faults(
      String id, Map<String, Double> changes, @Nullable Long from, @Nullable Long to) {
    List<ConfigFault> faults = new ArrayList<>();
    Rule rule = RuleCatalogue.standard().find(id);
    if (rule == null) {
      List<String> known = RuleCatalogue.standard().rules().stream().map(Rule::id).toList();
      faults.add(
          new ConfigFault(
              "rule", "there is no rule " + id + ", did you mean " + Nearest.to(id, known) + "?"));
    } else {
      if (!Replay.possible(rule)) {
        faults.add(
            new ConfigFault(
                "rule", id + " is not judged on what a station reports and cannot be replayed"));
      }
      thresholds(rule, changes, faults);
    }
    if (from != null && to != null) {
      if (to <= from) {
        faults.add(new ConfigFault("to", "expected a time after from"));
      } else if (to - from > LONGEST.toMillis()) {
        faults.add(
            new ConfigFault("to", "expected at most " + LONGEST.toDays() + " days after from"));
      }
    }
    return faults;
  }

  private static void thresholds(Rule rule, Map<String, Double> changes, List<ConfigFault> faults) {
    List<String> known = List.copyOf(new TreeSet<>(rule.thresholds().keySet()));
    new TreeMap<>(changes)
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                faults.add(
                    new ConfigFault(
                        "thresholds." + name,
                        "rule "
                            + rule.id()
                            + " has no such threshold, did you mean "
                            + Nearest.to(name, known)
                            + "? It has "
                            + String.join(", ", known)));
              } else if (!Double.isFinite(value) || value < 0 || value > LARGEST) {
                faults.add(new ConfigFault("thresholds." + name, "expected 0 to 1e9"));
              }
            });
    if (faults.isEmpty()) {
      faults.addAll(impossible(Map.of(rule.id(), changes)));
    }
  }

  /** What cannot be about thresholds together with those they leave alone. */
  public static List<ConfigFault> impossible(Map<String, Map<String, Double>> overrides) {
    return ThresholdCheck.faults(overrides).stream()
        .map(
            fault ->
                new ConfigFault(
                    fault.place().replaceFirst("^rules\\.[^.]*", "thresholds"), fault.detail()))
        .toList();
  }
}
