package cn.yizhan.hub.alerts;

import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.Golden;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What offices receive about deadlines is fixed by golden files. */
class EscalationBodyTest {
  private static final long EVENT = Instant.parse("2026-11-23T06:02:21.100Z").toEpochMilli();
  private static final long NOW = Instant.parse("2026-11-23T06:02:21.300Z").toEpochMilli();
  private static final UUID ID = UUID.fromString("0b6f3f0a-6a53-3f0e-9d1e-5f3a3d1d7c11");
  private static final Style STYLE =
      new Style("PC", ZoneId.of("Asia/Shanghai"), "https://hub.example.org");
  private static final Rule HEAT = RuleCatalogue.standard().rule("S02");
  private static final Place PLACE =
      new Place(
          new Place.Station(
              "pc-001",
              "东关小哥驿站",
              "full",
              "东关街1号",
              "0355-0000000",
              new Place.Point(36.2, 113.1, "gcj02")),
          new Place.Office("sbs", "水泊寺街道", "140402"),
          "东关社区",
          "第三网格");

  private static Alert hot() {
    Fact fact =
        new Fact(
            "k",
            new Matter("S02", 1, "bay/3"),
            Change.RAISED,
            Severity.CRITICAL,
            EVENT,
            Telling.LIVE,
            new Finding("bay/3/temperature", 68.2, "Cel", 65, 5),
            new EdgeAction("cut", true, true, 180.0));
    return Lifecycle.begin(fact, HEAT, ID, "PC-1123-007", NOW).alert();
  }

  private static Alert taken(Alert alert) {
    Deed deed = new Deed("王网格", NOW + 60_000);
    return ((Handled.Done) new Action.Acknowledge().on(alert, HEAT, deed)).step().alert();
  }

  private static void golden(String name, Step step, Notice notice, long after) throws IOException {
    Golden.webhook(name, WebhookBody.of(step, notice, PLACE, HEAT, STYLE, NOW + after));
  }

  private static Step step(Alert alert, Escalation escalation) {
    Notice notice = escalation.reminder() ? Notice.REMINDED : Notice.ESCALATED;
    return new Step(alert.next(), "escalated", notice, escalation);
  }

  private static Escalation.To leader(@Nullable String name, @Nullable String mobile) {
    return new Escalation.To("grid-leader", new Label("网格长", "grid leader"), name, mobile);
  }

  @Test
  void nobodyHasAcknowledgedAndTheDeadlineHasPassed() throws IOException {
    Escalation missed =
        new Escalation(
            DeadlineKind.ACKNOWLEDGE, 2, leader("李四", "13800000002"), NOW + 300_000, false, NOW);
    golden("escalated-s02", step(hot(), missed), Notice.ESCALATED, 420_000);
  }

  @Test
  void theDeadlineIsNearAndNobodyIsOnTheRoster() throws IOException {
    Escalation near =
        new Escalation(DeadlineKind.RESOLVE, 1, leader(null, null), NOW + 7_200_000, false, NOW);
    Alert taken = taken(hot());
    golden("escalated-s02-near", step(taken, near), Notice.ESCALATED, 5_400_000);
  }

  @Test
  void whoeverHasTakenItOnIsReminded() throws IOException {
    Escalation idle =
        new Escalation(
            DeadlineKind.RESOLVE, 0, leader("李四", null), NOW + 7_200_000, true, NOW + 60_000);
    Alert taken = taken(hot());
    golden("reminded-s02", step(taken, idle), Notice.REMINDED, 3_660_000);
  }
}
