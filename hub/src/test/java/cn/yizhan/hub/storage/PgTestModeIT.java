package cn.yizhan.hub.storage;

import static cn.yizhan.hub.storage.TestModeFixture.at;
import static cn.yizhan.hub.storage.TestModeFixture.ended;
import static cn.yizhan.hub.storage.TestModeFixture.started;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of alerts while a test is made on site, and to whom. Minutes. */
@WithDatabase
class PgTestModeIT {
  private final TestDatabase db;
  private final TestModeFixture on;
  private final AlertFixture given;

  PgTestModeIT(TestDatabase db) {
    this.db = db;
    this.on = new TestModeFixture(db);
    this.given = on.given;
  }

  @BeforeEach
  void aStation() {
    on.aStationOfAnOfficeWithAnEndpointForTestsAndOneForTheRest();
  }

  @Test
  void anAlertOfATestIsToldToTheTesterAndClosesByItself() {
    on.says(started(0, 30));
    on.happens(on.raised(5), given.cleared(at(6)));
    assertEquals(0, on.review(9));
    on.says(ended(10));
    assertEquals(1, on.review(10));
    Row alert = given.alert();
    assertTrue(alert.getBoolean("test"));
    assertEquals("closed", alert.getString("work"));
    assertEquals("test", alert.getString("cause"));
    assertEquals(List.of("raised", "cleared", "closed"), given.history());
    assertEquals(List.of("closed"), on.reviewed.stream().map(Step::what).toList());
    assertEquals(List.of("alert.raised", "alert.cleared"), on.told(true));
    assertEquals(List.of(), on.told(false));
    assertEquals(
        List.of(
            "station:pc-001 test.start station/pc-001 王工 null",
            "station:pc-001 test.end station/pc-001 王工 told"),
        on.audited());
    assertEquals(0, on.review(11));
  }

  @Test
  void whatHappenedBeforeTheTestIsRealAlthoughItComesAfterItsBeginning() {
    on.says(started(10, 40));
    given.clock.set(at(11));
    given.apply(given.fact(Change.RAISED, Severity.CRITICAL, at(9), Telling.LIVE));
    assertFalse(given.alert().getBoolean("test"));
    assertEquals(List.of("alert.raised"), on.told(false));
    assertEquals(List.of(), on.told(true));
  }

  @Test
  void whatWasToldBeforeTheTestIsKnownStaysReal() {
    on.happens(on.raised(11));
    on.says(started(10, 40));
    on.happens(given.cleared(at(12)));
    assertEquals(0, on.review(60));
    assertFalse(given.alert().getBoolean("test"));
    assertEquals(List.of("alert.raised", "alert.cleared"), on.told(false));
  }

  @Test
  void aRealAlertStaysRealInATestOfTheSameThing() {
    on.happens(on.raised(-5));
    on.says(started(0, 30));
    on.happens(given.cleared(at(1)), on.raised(2), given.cleared(at(3)));
    on.says(ended(4));
    assertEquals(0, on.review(10));
    assertFalse(given.alert().getBoolean("test"));
    assertEquals("new", given.alert().getString("work"));
    assertEquals(List.of(), on.told(true));
    assertEquals(4, on.told(false).size());
    Row inTest = db.rows("select data from alert_history order by revision").get(2);
    assertTrue(inTest.getJsonObject("data").getBoolean("test"));
  }

  @Test
  void aTestReopensNoRealAlertAndWhatIsRealNoTest() {
    on.happens(on.raised(-50), given.cleared(at(-40)));
    given.closed(at(-30));
    on.says(started(0, 30));
    on.happens(on.raised(5), given.cleared(at(6)));
    on.says(ended(7));
    assertEquals(1, on.review(7));
    on.happens(on.raised(20));
    assertEquals(
        List.of("true closed", "false active"),
        db.rows("select * from alert order by event_time").stream()
            .map(
                row ->
                    row.getBoolean("test")
                        + " "
                        + (row.getString("work").equals("closed")
                            ? "closed"
                            : row.getString("condition")))
            .sorted(java.util.Comparator.comparing((String word) -> word.contains("active")))
            .toList());
    assertEquals(List.of("alert.raised", "alert.cleared", "alert.reopened"), on.told(false));
  }

  @Test
  void anOfficeWithoutAnEndpointForTestsIsNotToldAndTheHistorySaysSo() {
    db.rows("delete from endpoint where tester");
    on.says(started(0, 30));
    on.happens(on.raised(5));
    assertEquals(0, db.number("select count(*) from outbox"));
    assertEquals(
        "nobody",
        db.rows("select data from alert_history").get(0).getJsonObject("data").getString("told"));
  }

  @Test
  void whatWasOverBeforeItBecameKnownIsOfItsTestHoweverLate() {
    on.says(started(0, 30), ended(10));
    given.clock.set(at(300));
    given.apply(
        given.fact(Change.RAISED, Severity.CRITICAL, at(5), Telling.RETROSPECTIVE),
        given.fact(Change.CLEARED, Severity.CRITICAL, at(6), Telling.RETROSPECTIVE));
    assertTrue(given.alert().getBoolean("test"));
    assertEquals(List.of(), on.told(false));
    assertEquals(List.of("alert.recorded"), on.told(true));
    assertEquals(1, on.review(300));
  }

  @Test
  void whatHoldsStillWhenItBecomesKnownLongAfterItsTestIsReal() {
    on.says(started(0, 30), ended(10));
    given.clock.set(at(13));
    given.apply(given.fact(Change.RAISED, Severity.CRITICAL, at(5), Telling.DELAYED));
    assertFalse(given.alert().getBoolean("test"));
    assertEquals(List.of("alert.raised"), on.told(false));
  }

  @Test
  void dashboardsAndTheCountOfOpenAlertsLeaveTestsOut() {
    on.says(started(0, 30));
    on.happens(on.raised(5));
    assertEquals(0, db.number("select count(*) from dashboard_alerts"));
    assertEquals(Map.of(), Await.result(new PgOpenAlerts(db.pool()).get()));
    on.says(ended(10));
    on.review(12);
    assertEquals(1, db.number("select count(*) from dashboard_open_alerts"));
  }
}
