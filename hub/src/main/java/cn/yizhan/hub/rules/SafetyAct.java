package cn.yizhan.hub.rules;

import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event by which a station says what it did about a danger: {@code safety.cut}, {@code
 * safety.latched} or {@code safety.reset}.
 *
 * @param rule id of the rule that made it act
 * @param subject what it acted on
 * @param at when
 * @param reset true when somebody took the latch off
 * @param data the event's data
 */
record SafetyAct(String rule, String subject, long at, boolean reset, Map<String, Object> data) {

  /** The act in the event, or null when it is an event of another sort. */
  static @Nullable SafetyAct of(StationEvent event) {
    if (event.rule() == null || !event.type().startsWith("safety.")) {
      return null;
    }
    int version = event.rule().indexOf('@');
    Map<String, Object> data = event.data();
    if (event.type().equals("safety.latched")) {
      data = new java.util.HashMap<>(data);
      data.put("latched", true);
    }
    return new SafetyAct(
        version < 0 ? event.rule() : event.rule().substring(0, version),
        event.subject(),
        event.at(),
        event.type().equals("safety.reset"),
        data);
  }

  boolean latched() {
    return !reset && flag("latched");
  }

  /** What was done, known from this event and the one before. */
  EdgeAction action(@Nullable EdgeAction before) {
    Double reaction = number("reactionMs");
    return new EdgeAction(
        data.get("action") instanceof String word && word.length() <= 32 ? word : "cut",
        latched(),
        flag("confirmed") || (before != null && before.confirmed()),
        reaction != null ? reaction : before == null ? null : before.reactionMs());
  }

  /** The severity of the level whose limit was broken, else the worst one the rule knows. */
  Severity severity(Judge judge) {
    List<Map.Entry<Severity, Finding>> levels = judge.levels(rule, subject);
    Map.Entry<Severity, Finding> level = level(levels);
    return level != null ? level.getKey() : levels.get(0).getKey();
  }

  /** The reading the station acted on, or null when it does not tell. */
  @Nullable Finding reading(Judge judge) {
    Double value = number("value");
    Double limit = number("limit");
    Map.Entry<Severity, Finding> level = level(judge.levels(rule, subject));
    if (value == null || limit == null || level == null) {
      return null;
    }
    Finding known = level.getValue();
    return new Finding(known.point(), value, known.unit(), limit, known.holdSeconds());
  }

  private Map.@Nullable Entry<Severity, Finding> level(List<Map.Entry<Severity, Finding>> levels) {
    Double limit = number("limit");
    for (Map.Entry<Severity, Finding> level : levels) {
      if (limit != null && Math.abs(level.getValue().limit() - limit) < 1e-9) {
        return level;
      }
    }
    return null;
  }

  private boolean flag(String name) {
    return Boolean.TRUE.equals(data.get(name));
  }

  private @Nullable Double number(String name) {
    return data.get(name) instanceof Double number ? number : null;
  }
}
