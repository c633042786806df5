package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lanes in which the readings of rules travel; those of one case of a rule share one. */
final class RuleLanes {
  private static final Map<String, Set<Lane>> STANDARD = of(RuleCatalogue.standard());

  private RuleLanes() {}

  /** The lanes by id of the product's rules. */
  static Map<String, Set<Lane>> ofStandard() {
    return STANDARD;
  }

  /**
   * The lanes by rule id; rules about what the hub itself observes have none.
   *
   * @throws IllegalArgumentException when what one case asks about travels in two lanes
   */
  static Map<String, Set<Lane>> of(RuleCatalogue rules) {
    Map<String, Set<Lane>> lanes = new HashMap<>();
    for (Rule rule : rules.rules()) {
      Set<Lane> own = EnumSet.noneOf(Lane.class);
      rule.terms().map(term -> laneOf(term.pattern())).filter(Objects::nonNull).forEach(own::add);
      if (own.size() > 1) {
        throw new IllegalArgumentException(
            "the readings of rule " + rule.id() + " travel in two lanes");
      }
      if (!own.isEmpty()) {
        lanes.computeIfAbsent(rule.id(), id -> EnumSet.noneOf(Lane.class)).addAll(own);
      }
    }
    return Map.copyOf(lanes);
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
