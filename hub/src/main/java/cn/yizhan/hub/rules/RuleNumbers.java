package cn.yizhan.hub.rules;

import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.Threshold;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The numbers of one rule at one station: what is in force and what is planned.
 *
 * @param inForce by the catalogue's names, in its units; without those registered with the subject
 * @param planned the same from later event times on, milliseconds
 */
public record RuleNumbers(
    Map<String, Double> inForce, NavigableMap<Long, Map<String, Double>> planned) {

  /** Keeps copies. */
  public RuleNumbers {
    inForce = Map.copyOf(inForce);
    planned = Collections.unmodifiableNavigableMap(new TreeMap<>(planned));
  }

  /**
   * The numbers of a rule.
   *
   * @param now what counts from later on is planned, milliseconds
   */
  public static RuleNumbers of(Rule rule, Profile profile, long now) {
    Map<String, Double> inForce = numbers(rule, profile.thresholds());
    NavigableMap<Long, Map<String, Double>> planned = new TreeMap<>();
    Map<String, Double> before = inForce;
    for (Map.Entry<Long, Thresholds> each : profile.course().tailMap(now, false).entrySet()) {
      Map<String, Double> changed = numbers(rule, each.getValue());
      if (!changed.equals(before)) {
        planned.put(each.getKey(), changed);
        before = changed;
      }
    }
    return new RuleNumbers(inForce, planned);
  }

  private static Map<String, Double> numbers(Rule rule, Thresholds thresholds) {
    Map<String, Double> numbers = new TreeMap<>();
    for (Map.Entry<String, Threshold> each : rule.thresholds().entrySet()) {
      Double other = thresholds.override(rule.id(), each.getKey());
      Double value = other == null ? each.getValue().value() : other;
      if (value != null) {
        numbers.put(each.getKey(), value);
      }
    }
    return numbers;
  }
}
