package cn.yizhan.hub.rules;

import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event by which a station says what it did about a danger: {@code safety.cut}, {@code
 * safety.stop}, {@code safety.shed}, {@code safety.siren}, {@code safety.limit}, {@code
 * safety.stuck} when the hardware does not obey, {@code safety.latched} or {@code safety.reset}.
 *
 * @param type the event's type without its first word
 * @param rule id of the rule that made it act
 * @param subject what it acted on
 * @param at when
 * @param data the event's data
 */
record SafetyAct(String type, String rule, String subject, long at, Map<String, Object> data) {
  private static final String CUT = "cut";
  private static final String FAMILY = "safety.";

  /** Acts that say less of a danger than that the power is off. */
  private static final Set<String> LESSER = Set.of("siren", "stuck");

  /** The act in the event, or null when it is an event of another sort. */
  static @Nullable SafetyAct of(StationEvent event) {
    String rule = event.rule();
    if (rule == null || !event.type().startsWith(FAMILY)) {
      return null;
    }
    int version = rule.indexOf('@');
    return new SafetyAct(
        event.type().substring(FAMILY.length()),
        version < 0 ? rule : rule.substring(0, version),
        event.subject(),
        event.at(),
        event.data());
  }

  /** True when somebody on site has said that it is over. */
  boolean reset() {
    return type.equals("reset");
  }

  boolean latched() {
    return !reset() && (type.equals("latched") || flag("latched"));
  }

  /**
   * What was done, known from this event and the one before. A siren, or a relay that does not
   * obey, takes nothing back of a cut.
   */
  EdgeAction action(@Nullable EdgeAction before) {
    String word = word(before);
    if (before != null && before.action().equals(CUT) && LESSER.contains(word)) {
      return word.equals("stuck") && !before.confirmed()
          ? new EdgeAction(word, before.latched(), false, null)
          : before;
    }
    Double reaction = number("reactionMs");
    EdgeAction same = before != null && before.action().equals(word) ? before : null;
    EdgeAction other = same == null && !reset() ? before : null;
    return new EdgeAction(
        word,
        latched() || (other != null && other.latched()),
        flag("confirmed") || (same != null && same.confirmed()),
        reaction != null ? reaction : same == null ? null : same.reactionMs());
  }

  private String word(@Nullable EdgeAction before) {
    if (data.get("action") instanceof String word && word.length() <= 32) {
      return word;
    }
    return switch (type) {
      case "stop", "shed", "siren", "limit", "stuck" -> type;
      case "latched", "reset" -> before == null ? CUT : before.action();
      default -> CUT;
    };
  }

  /** The severity of the level whose limit was broken, else the worst one the rule knows. */
  Severity severity(Judge judge) {
    List<Map.Entry<Severity, Finding>> levels = judge.levels(rule, subject, at);
    Map.Entry<Severity, Finding> level = level(levels);
    return level != null ? level.getKey() : levels.get(0).getKey();
  }

  /** The reading the station acted on, or null when it does not tell. */
  @Nullable Finding reading(Judge judge) {
    Double value = number("value");
    Double limit = number("limit");
    Map.Entry<Severity, Finding> level = level(judge.levels(rule, subject, at));
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
