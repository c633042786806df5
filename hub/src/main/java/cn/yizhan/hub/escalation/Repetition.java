package cn.yizhan.hub.escalation;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Threshold;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often an alert of a rule about a subject began (rule P04).
 *
 * @param rule id of the rule
 * @param subject what it was about
 * @param raised when it began, epoch milliseconds, the earliest first
 */
public record Repetition(String rule, String subject, List<Long> raised) {
  /** Id of the rule about repetitions. */
  public static final String RULE = "P04";

  /** Begins the point of a finding; the rule that repeats follows. */
  public static final String POINT = "alerts/";

  /**
   * What is to be told of one place.
   *
   * @param repetitions of all rules and subjects there
   * @param open since when repetitions are told, by subject
   * @param thresholds thresholds in force there
   * @param now epoch milliseconds
   */
  public static List<Fact> judge(
      List<Repetition> repetitions, Map<String, Long> open, Thresholds thresholds, long now) {
    double count = number("count", thresholds);
    double window = number("window", thresholds);
    List<Fact> facts = new ArrayList<>();
    Set<String> repeating = new HashSet<>();
    for (Repetition each : repetitions) {
      List<Long> recent =
          each.raised().stream().filter(at -> at > now - window * 1000 && at <= now).toList();
      if (recent.size() >= count && repeating.add(each.subject())) {
        long last = recent.get(recent.size() - 1);
        if (!open.containsKey(each.subject())) {
          Finding finding = new Finding(POINT + each.rule(), recent.size(), null, count, window);
          facts.add(fact(each.subject(), Change.RAISED, each.rule() + '/' + last, last, finding));
        }
      }
    }
    open.forEach(
        (subject, since) -> {
          if (!repeating.contains(subject)) {
            facts.add(fact(subject, Change.CLEARED, String.valueOf(since), now, null));
          }
        });
    return facts;
  }

  private static Fact fact(
      String subject, Change change, String identity, long at, @Nullable Finding finding) {
    return new Fact(
        RULE + '/' + subject + '/' + change.word() + '/' + identity,
        new Matter(RULE, RuleCatalogue.standard().rule(RULE).version(), subject),
        change,
        Severity.MAJOR,
        at,
        Telling.LIVE,
        finding,
        null);
  }

  private static double number(String name, Thresholds thresholds) {
    Double override = thresholds.override(RULE, name);
    if (override != null) {
      return override;
    }
    Rule rule = RuleCatalogue.standard().rule(RULE);
    Threshold threshold = Objects.requireNonNull(rule.thresholds().get(name), name);
    return Objects.requireNonNull(threshold.value(), name);
  }
}
