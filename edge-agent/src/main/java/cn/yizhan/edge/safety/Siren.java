package cn.yizhan.edge.safety;

import cn.yizhan.protocol.rule.EdgeAct;
import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the siren sounds: while a danger that calls for it holds, or is latched. */
final class Siren {
  /** Causes that are not latched, by rule and subject. */
  private final Map<String, Cause> causes = new HashMap<>();

  private boolean sounding;

  /** The siren is wanted for a cause that cuts nothing. */
  void raise(Cause cause) {
    causes.put(cause.rule() + "@" + cause.subject(), cause);
  }

  /** A condition is over. */
  void over(Judgement judgement) {
    causes.remove(judgement.rule().id() + "@" + judgement.subject());
  }

  /** Whether it sounds now. */
  boolean sounding() {
    return sounding;
  }

  /** Switches it when that has changed. */
  void decide(Latches latches, List<Action> actions) {
    boolean wanted =
        !causes.isEmpty() || latches.all().stream().anyMatch(latch -> wanted(latch.cause));
    if (wanted != sounding) {
      sounding = wanted;
      actions.add(new Action.Siren(wanted));
    }
  }

  private static boolean wanted(Cause cause) {
    Rule rule = RuleCatalogue.standard().find(cause.rule());
    Rule.Edge edge = rule == null ? null : rule.edge();
    return edge != null && (edge.siren() || edge.action() == EdgeAct.SIREN);
  }
}
