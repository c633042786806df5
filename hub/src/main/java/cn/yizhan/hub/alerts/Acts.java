package cn.yizhan.hub.alerts;

import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.EdgeAct;
import cn.yizhan.protocol.rule.EdgeScope;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.Severity;
import org.jspecify.annotations.Nullable;

/** Sentences about what a station does about a danger by itself. */
final class Acts {
  private static final Label NOTHING = new Label("", "");

  private Acts() {}

  /** What it did. An act this hub has no words for is called a cut. */
  static Label of(EdgeAction action) {
    String how =
        action.confirmed()
            ? (action.latched() ? "latched" : "done")
            : (action.latched() ? "orderedLatched" : "ordered");
    Label said = Words.act(action.action(), how);
    Label plain =
        said == null ? Words.act(action.action(), action.confirmed() ? "done" : "ordered") : said;
    return plain == null ? of(cut(action)) : plain;
  }

  private static EdgeAction cut(EdgeAction action) {
    return new EdgeAction(
        EdgeAct.CUT.word(), action.latched(), action.confirmed(), action.reactionMs());
  }

  /**
   * That it has not yet said what it did; nothing when it does nothing, or perhaps nothing: which
   * bays are mounted low is the station's own knowledge.
   *
   * @param edge what the rule has it do, null for nothing
   * @param severity severity of the condition
   */
  static Label unknown(Rule.@Nullable Edge edge, Severity severity) {
    if (edge == null || !edge.against(severity) || edge.scope() == EdgeScope.LOW) {
      return NOTHING;
    }
    Label unknown = Words.act(edge.action().word(), "unknown");
    return unknown == null ? NOTHING : unknown;
  }
}
