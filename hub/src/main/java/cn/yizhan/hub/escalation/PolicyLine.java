package cn.yizhan.hub.escalation;

import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.hub.alerts.Handling;
import cn.yizhan.protocol.rule.Severity;
import java.util.List;
import java.util.Set;

/**
 * What is done about some deadlines.
 *
 * @param severities of alerts of these severities, empty for all
 * @param kinds of these deadlines, empty for all
 * @param rules of alerts of these rules, empty for all
 * @param workingTime true when only working time counts; for safety rules every hour counts all the
 *     same
 * @param steps who is told when
 */
public record PolicyLine(
    Set<Severity> severities,
    Set<DeadlineKind> kinds,
    Set<String> rules,
    boolean workingTime,
    List<PolicyStep> steps) {

  /** Copies. */
  public PolicyLine {
    severities = Set.copyOf(severities);
    kinds = Set.copyOf(kinds);
    rules = Set.copyOf(rules);
    steps = List.copyOf(steps);
  }

  /** True when it is about that deadline of an alert of that severity and rule. */
  boolean about(Severity severity, DeadlineKind kind, String rule) {
    return (severities.isEmpty() || severities.contains(severity))
        && (kinds.isEmpty() || kinds.contains(kind))
        && (rules.isEmpty() || rules.contains(rule));
  }

  /** True when only working time counts towards the deadlines of that rule. */
  public boolean countsWorkingTime(String rule) {
    return workingTime && !safety(rule);
  }

  /** True for the rules about danger to life and property, S01 and so on. */
  static boolean safety(String rule) {
    return Handling.danger(rule);
  }
}
