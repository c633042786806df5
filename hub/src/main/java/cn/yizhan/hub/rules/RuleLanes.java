package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lane in which all readings of a rule travel. */
final class RuleLanes {
  private static final Map<String, Lane> STANDARD = of(RuleCatalogue.standard());

  private RuleLanes() {}

  /** The lane by id of the product's rules. */
  static Map<String, Lane> ofStandard() {
    return STANDARD;
  }

  /**
   * The lane by rule id; rules about what the hub itself observes have none.
   *
   * @throws IllegalArgumentException when the readings of one rule travel in two lanes
   */
  static Map<String, Lane> of(RuleCatalogue rules) {
    Map<String, Lane> lanes = new HashMap<>();
    for (Rule rule : rules.rules()) {
      rule.terms().forEach(term -> note(rule.id(), term.pattern(), lanes));
    }
    return Map.copyOf(lanes);
  }

  private static void note(String rule, String pattern, Map<String, Lane> lanes) {
    Lane lane = laneOf(pattern);
    Lane other = lane == null ? null : lanes.put(rule, lane);
    if (other != null && other != lane) {
      throw new IllegalArgumentException("the readings of rule " + rule + " travel in two lanes");
    }
  }

  private static @Nullable Lane laneOf(String pattern) {
    if (pattern.equals(DeadMan.POINT)) {
      return Lane.EVENT;
    }
    for (PointType type : PointCatalogue.standard().types()) {
      if (type.pattern().equals(pattern)) {
        return type.lane();
      }
    }
    return null;
  }
}
