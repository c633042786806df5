package cn.yizhan.hub.alerts;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.Golden;
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

/** The bodies that offices receive are fixed by golden files. */
class WebhookBodyTest {
  private static final long EVENT = Instant.parse("2026-11-23T06:02:21.100Z").toEpochMilli();
  private static final long NOW = Instant.parse("2026-11-23T06:02:21.300Z").toEpochMilli();
  private static final UUID ID = UUID.fromString("0b6f3f0a-6a53-3f0e-9d1e-5f3a3d1d7c11");
  private static final Style STYLE =
      new Style("PC", ZoneId.of("Asia/Shanghai"), "https://hub.example.org");
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
  private static final Place BARE =
      new Place(
          new Place.Station("pc-002", "演示爱心角", "love-corner", null, null, null),
          new Place.Office("xw", "新旺街道", null),
          null,
          null);
  private static final EdgeAction CUT = new EdgeAction("cut", true, true, 180.0);

  private static Fact fact(
      String rule,
      String subject,
      Severity severity,
      @Nullable Finding finding,
      @Nullable EdgeAction action) {
    return new Fact(
        "k",
        new Matter(rule, 1, subject),
        Change.RAISED,
        severity,
        EVENT,
        Telling.LIVE,
        finding,
        action);
  }

  private static Alert taken(Alert alert) {
    Rule rule = RuleCatalogue.standard().rule(alert.matter().rule());
    Deed deed = new Deed("王网格", NOW + 60_000);
    return ((Handled.Done) new Action.Acknowledge().on(alert, rule, deed)).step().alert();
  }

  private static Alert begun(Fact fact) {
    return Lifecycle.begin(fact, rule(fact), ID, "PC-1123-007", NOW).alert();
  }

  private static Rule rule(Fact fact) {
    return RuleCatalogue.standard().rule(fact.matter().rule());
  }

  private static void golden(String name, Notice notice, Alert alert, Place place)
      throws IOException {
    Rule rule = RuleCatalogue.standard().rule(alert.matter().rule());
    String body = WebhookBody.of(notice, alert, place, rule, STYLE, NOW);
    Golden.webhook(name, body);
  }

  private static Fact heat() {
    Finding finding = new Finding("bay/3/temperature", 68.2, "Cel", 65, 5);
    return fact("S02", "bay/3", Severity.CRITICAL, finding, CUT);
  }

  @Test
  void anOverheatedBayThatWasCut() throws IOException {
    golden("raised-s02", Notice.RAISED, begun(heat()), PLACE);
  }

  @Test
  void aFastRiseNotYetConfirmedAtAStationOfWhichLittleIsRegistered() throws IOException {
    Finding finding = new Finding("bay/3/temperature", 12.34567, "Cel/min", 10, 0);
    EdgeAction ordered = new EdgeAction("cut", true, false, null);
    Fact rise = fact("S02", "bay/3", Severity.CRITICAL, finding, ordered);
    golden("raised-s02-rise", Notice.RAISED, begun(rise), BARE);
  }

  @Test
  void smokeOfWhichTheStationHasNotSaidWhatItDid() throws IOException {
    Finding finding = new Finding("room/smoke", 1, null, 1, 0);
    Fact smoke = fact("S01", "station", Severity.CRITICAL, finding, null);
    golden("raised-s01", Notice.RAISED, begun(smoke), PLACE);
  }

  @Test
  void smokeOfATestOnSite() throws IOException {
    Finding finding = new Finding("room/smoke", 1, null, 1, 0);
    Fact smoke = fact("S01", "station", Severity.CRITICAL, finding, null);
    Step step = TestMode.marked(Lifecycle.begin(smoke, rule(smoke), ID, "PC-1123-007", NOW));
    golden("raised-s01-test", Notice.RAISED, step.alert(), PLACE);
  }

  @Test
  void aSupplyBelowItsMinimum() throws IOException {
    Finding finding = new Finding("supply/water/level", 4, "l", 5, 0);
    Fact low = fact("R01", "supply/water", Severity.MINOR, finding, null);
    golden("raised-r01", Notice.RAISED, begun(low), PLACE);
  }

  @Test
  void aStationThatIsNotHeard() throws IOException {
    Finding finding = new Finding("station/offline", 600, "s", 600, 0);
    Fact silent = fact("A01", "station", Severity.MINOR, finding, null);
    golden("raised-a01", Notice.RAISED, begun(silent), PLACE);
  }

  private static Alert changed(Change change, Severity severity, long after, Alert alert) {
    return changed(change, severity, after, null, null, alert);
  }

  private static Alert changed(
      Change change,
      Severity severity,
      long after,
      @Nullable Finding finding,
      @Nullable EdgeAction action,
      Alert alert) {
    Fact fact =
        new Fact(
            "c", alert.matter(), change, severity, EVENT + after, Telling.LIVE, finding, action);
    Step step = Lifecycle.change(fact, rule(fact), alert, 0, NOW + after);
    assertNotNull(step);
    return step.alert();
  }

  private static Fact warm(@Nullable EdgeAction action) {
    Finding finding = new Finding("bay/3/temperature", 56.4, "Cel", 55, 30);
    return fact("S02", "bay/3", Severity.MAJOR, finding, action);
  }

  @Test
  void aConditionThatIsOver() throws IOException {
    Alert over = changed(Change.CLEARED, Severity.CRITICAL, 900_000, begun(heat()));
    golden("cleared-s02", Notice.CLEARED, over, PLACE);
  }

  @Test
  void aDangerThatHasBecomeMoreSevereAfterSomebodyHasTakenItOn() throws IOException {
    Alert taken = taken(begun(warm(CUT)));
    Finding finding = new Finding("bay/3/temperature", 68.2, "Cel", 65, 5);
    Alert worse = changed(Change.WORSENED, Severity.CRITICAL, 120_000, finding, null, taken);
    golden("worsened-s02", Notice.WORSENED, worse, PLACE);
  }

  @Test
  void whatTheStationDidHasBecomeKnown() throws IOException {
    Alert acted = changed(Change.ACTED, Severity.MAJOR, 1_000, null, CUT, begun(warm(null)));
    golden("updated-s02", Notice.UPDATED, acted, PLACE);
  }

  @Test
  void aDangerThatComesBackAfterSomebodyHadTakenItOn() throws IOException {
    Alert taken = taken(begun(heat()));
    Alert over = changed(Change.CLEARED, Severity.CRITICAL, 900_000, taken);
    Finding finding = new Finding("bay/3/temperature", 57, "Cel", 55, 30);
    Alert back = changed(Change.RAISED, Severity.MAJOR, 3_600_000, finding, null, over);
    golden("raised-s02-again", Notice.RAISED, back, PLACE);
  }

  @Test
  void aDangerThatComesBackAfterTheAlertWasClosed() throws IOException {
    Alert taken = taken(begun(heat()));
    Alert over = changed(Change.CLEARED, Severity.CRITICAL, 900_000, taken);
    Alert.State state = over.state();
    Alert closed =
        new Alert(
            over.id(),
            over.number(),
            over.matter(),
            new Alert.State(
                state.severity(), state.condition(), Work.CLOSED, false, false, false, false),
            over.times(),
            over.evidence(),
            over.people(),
            over.revision() + 1);
    Finding finding = new Finding("bay/3/temperature", 57, "Cel", 55, 30);
    Alert back = changed(Change.RAISED, Severity.MAJOR, 3_600_000, finding, null, closed);
    golden("reopened-s02", Notice.REOPENED, back, PLACE);
  }

  @Test
  void anAlertSomebodyHasTakenOn() throws IOException {
    Alert taken = taken(begun(heat()));
    golden("acknowledged-s02", Notice.ACKNOWLEDGED, taken, PLACE);
  }

  @Test
  void anEpisodeOfYesterdayThatWasOverBeforeItBecameKnown() throws IOException {
    long then = EVENT - 86_400_000;
    Finding finding = new Finding("bay/3/power", 1480, "W", 1000, 10);
    Matter matter = new Matter("S03", 1, "bay/3");
    Telling late = Telling.RETROSPECTIVE;
    Fact raise = new Fact("r", matter, Change.RAISED, Severity.MAJOR, then, late, finding, null);
    Fact clear =
        new Fact("c", matter, Change.CLEARED, Severity.MAJOR, then + 20_000, late, null, null);
    Step step = Lifecycle.change(clear, rule(clear), begun(raise), 0, NOW);
    assertNotNull(step);
    golden("recorded-s03", Notice.RECORDED, step.alert(), PLACE);
  }
}
