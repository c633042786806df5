package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.util.HashMap;
import java.util.Map;

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
      for (Rule.Level level : rule.condition().levels()) {
        level.when().forEach(term -> note(rule.id(), term.point(), lanes));
      }
      rule.condition().clear().when().forEach(term -> note(rule.id(), term.point(), lanes));
    }
    return Map.copyOf(lanes);
  }

  private static void note(String rule, String pattern, Map<String, Lane> lanes) {
    for (PointType type : PointCatalogue.standard().types()) {
      if (type.pattern().equals(pattern)) {
        Lane other = lanes.put(rule, type.lane());
        if (other != null && other != type.lane()) {
          throw new IllegalArgumentException(
              "the readings of rule " + rule + " travel in two lanes");
        }
      }
    }
  }
}
