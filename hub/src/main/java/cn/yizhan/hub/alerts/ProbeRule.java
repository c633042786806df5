package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.JudgedBy;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rule of the alerts by which the hub tries its own alert path. It is in no catalogue: nobody
 * may change, silence or list it. Critical, for such alerts are what the path is for; without
 * deadlines, for nobody is to act.
 */
public final class ProbeRule {
  /** Its id. */
  public static final String ID = "X01";

  /** Its version. */
  public static final int VERSION = 1;

  private static final Rule RULE =
      new Rule(
          ID,
          VERSION,
          new Rule.Subject("office", null),
          new Rule.Condition(
              List.of(new Rule.Level(Severity.CRITICAL, Set.of(), List.of(), List.of(), null)),
              new Rule.Clear(List.of(), List.of(), null, false),
              JudgedBy.DELIVERY),
          Map.of(),
          null,
          new Rule.Deadlines(null, null, null),
          new Rule.Texts(
              new Label("告警通路自检", "test of the alert path"),
              List.of(new Label("无需处置", "nothing is to be done")),
              new Label("每小时一次", "once an hour")));

  private ProbeRule() {}

  /**
   * The rule of an alert: this one or one of the catalogue.
   *
   * @throws IllegalArgumentException when there is none of that id
   */
  public static Rule of(String id) {
    return id.equals(ID) ? RULE : RuleCatalogue.standard().rule(id);
  }
}
