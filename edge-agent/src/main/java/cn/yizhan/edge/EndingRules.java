package cn.yizhan.edge;

import cn.yizhan.protocol.rule.EdgeScope;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;

/** Which rules need nobody on site when they are over. */
final class EndingRules {
  private EndingRules() {}

  /** True when what held of the whole station, without a latch, is over for its bays too. */
  static boolean endForTheirBays(String id) {
    Rule rule = RuleCatalogue.standard().find(id);
    Rule.Edge edge = rule == null ? null : rule.edge();
    return edge != null && !edge.latch() && edge.scope() != EdgeScope.BAY;
  }
}
