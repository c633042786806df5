package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithDatabase
class PgAlertFactsIT {
  private final TestDatabase db;
  private final AlertFixture given;

  PgAlertFactsIT(TestDatabase db) {
    this.db = db;
    this.given = new AlertFixture(db);
  }

  @BeforeEach
  void aStation() {
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
  }

  @Test
  void aRaiseMakesAnAlertWithHistoryAndOneNotificationForEachEnabledEndpoint() {
    given.apply(given.raised(AlertFixture.START - 5000));
    Row alert = given.alert();
    assertEquals("PC-1123-001", alert.getString("number"));
    assertEquals("critical", alert.getString("severity"));
    assertEquals("active", alert.getString("condition"));
    assertEquals("new", alert.getString("work"));
    assertEquals(
        AlertFixture.START + 300_000, Times.fromSql(alert.getOffsetDateTime("acknowledge_due")));
    assertEquals(AlertFixture.START - 5000, Times.fromSql(alert.getOffsetDateTime("event_time")));
    assertEquals(68.2, alert.getJsonObject("reading").getDouble("value"));
    assertEquals(List.of("raised"), given.history());
    assertEquals(List.of("alert.raised"), given.queued());
    Row notification = db.rows("select id, body from outbox").get(0);
    assertTrue(notification.getString("id").matches("msg_[0-9a-f]{32}"));
    assertEquals(
        "PC-1123-001",
        new JsonObject(notification.getString("body")).getJsonObject("data").getString("number"));
  }

  @Test
  void aFactAppliedAgainChangesNothing() {
    given.apply(given.raised(AlertFixture.START), given.cleared(AlertFixture.START + 1000));
    given.apply(given.raised(AlertFixture.START), given.cleared(AlertFixture.START + 1000));
    assertEquals(List.of("raised", "cleared"), given.history());
    assertEquals(2, given.queued().size());
  }

  @Test
  void eachChangeIsCountedOnceWhenItIsCommitted() {
    given.apply(given.raised(AlertFixture.START), given.cleared(AlertFixture.START + 1000));
    given.apply(given.raised(AlertFixture.START), given.cleared(AlertFixture.START + 1000));
    assertEquals(List.of("raised", "cleared"), given.committed.stream().map(Step::what).toList());
  }

  @Test
  void aFailureLeavesNothingAndTheFactCanBeAppliedAgain() {
    Await.failure(
        db.pool()
            .withTransaction(
                tx ->
                    given
                        .facts
                        .apply(
                            tx,
                            List.of(
                                new StationFact(given.station, given.raised(AlertFixture.START))))
                        .compose(done -> Future.failedFuture("commit refused"))));
    assertEquals(0, db.number("select count(*) from alert"));
    assertEquals(List.of(), given.committed);
    given.apply(given.raised(AlertFixture.START));
    assertEquals("PC-1123-001", given.alert().getString("number"));
    assertEquals(1, given.queued().size());
  }

  @Test
  void anOfficeAsAWholeHasAlertsOfItsOwnThatEndAsOthersDo() {
    Fact raised = ofOffice(given.raised(AlertFixture.START));
    Fact cleared = ofOffice(given.cleared(AlertFixture.START + 1000));
    for (int repeated = 0; repeated < 2; repeated++) {
      Await.result(
          db.pool()
              .withTransaction(
                  tx ->
                      given.facts.applyToOffices(
                          tx,
                          List.of(
                              new OfficeFact(given.office, raised),
                              new OfficeFact(given.office, cleared)))));
    }
    Row alert = given.alert();
    assertEquals("cleared", alert.getString("condition"));
    assertEquals(null, alert.getInteger("station"));
    assertEquals(List.of("raised", "cleared"), given.history());
    JsonObject told =
        new JsonObject(db.rows("select body from outbox order by ordinal").get(0).getString("body"))
            .getJsonObject("data");
    assertEquals(null, told.getJsonObject("station"));
    assertEquals("sbs", told.getJsonObject("subject").getString("id"));
  }

  private static Fact ofOffice(Fact fact) {
    Matter matter = new Matter(fact.matter().rule(), fact.matter().version(), "office");
    return new Fact(
        "office/" + fact.key(),
        matter,
        fact.change(),
        fact.severity(),
        fact.at(),
        fact.telling(),
        fact.reading(),
        fact.edgeAction());
  }

  @Test
  void aTestersEndpointIsToldOfNothingThatIsNoTest() {
    db.rows("update endpoint set tester = true");
    given.apply(given.raised(AlertFixture.START));
    assertEquals(List.of(), given.queued());
  }

  @Test
  void numbersRiseThroughTheDayAndBeginAgainOnTheNext() {
    given.apply(given.raised(AlertFixture.START));
    int other = given.station("pc-002");
    given.clock.set(Instant.parse("2026-11-23T15:59:59Z").toEpochMilli());
    Await.result(given.applied(other, given.raised(AlertFixture.START)));
    given.clock.set(Instant.parse("2026-11-23T16:00:00Z").toEpochMilli());
    int third = given.station("pc-003");
    Await.result(given.applied(third, given.raised(AlertFixture.START)));
    assertEquals(
        List.of("PC-1123-001", "PC-1123-002", "PC-1124-001"),
        db.rows("select number from alert order by detected_time").stream()
            .map(row -> row.getString(0))
            .toList());
  }

  @Test
  void oneAlertThatIsNotClosedForEachSubject() {
    given.apply(
        given.raised(AlertFixture.START),
        given.cleared(AlertFixture.START + 1000),
        given.raised(AlertFixture.START + 2000));
    Row alert = given.alert();
    assertEquals("active", alert.getString("condition"));
    assertEquals(3, alert.getInteger("revision"));
    assertEquals(List.of("alert.raised", "alert.cleared", "alert.raised"), given.queued());
  }

  @Test
  void whatComesBackIsToBeTakenOnAnewAndTheHistoryKeepsWhoHadTakenItOn() {
    given.apply(given.fact(Change.RAISED, Severity.CRITICAL, AlertFixture.START, Telling.DELAYED));
    UUID id = given.alert().getUUID("id");
    Actor actor = new Actor("token:test", Role.DISTRICT_MANAGER, null);
    Await.result(given.book.handle(actor, id, new Action.Acknowledge(), null));
    given.apply(given.cleared(AlertFixture.START + 1000));
    given.clock.addAndGet(3_600_000);
    long later = given.clock.get();
    given.apply(given.raised(later - 500));
    Row alert = given.alert();
    assertEquals("new", alert.getString("work"));
    assertEquals(false, alert.getBoolean("delayed"));
    assertEquals(later, Times.fromSql(alert.getOffsetDateTime("detected_time")));
    assertEquals(later + 300_000, Times.fromSql(alert.getOffsetDateTime("acknowledge_due")));
    assertEquals(null, alert.getString("acknowledged_by"));
    assertEquals(List.of("raised", "acknowledged", "cleared", "raised"), given.history());
    assertEquals(
        1,
        db.number(
            "select count(*) from alert_history where what = 'acknowledged' and actor = $1",
            "token:test"));
    Await.result(given.book.handle(actor, id, new Action.Acknowledge(), null));
    assertEquals("acknowledged", given.alert().getString("work"));
  }

  @Test
  void openAlertsAreCountedBySeverityWithoutThoseClosedOrOnlyRecorded() {
    given.apply(given.raised(AlertFixture.START));
    given.apply(
        given.fact(
            Change.RAISED, Severity.MAJOR, AlertFixture.START - 90_000, Telling.RETROSPECTIVE));
    PgOpenAlerts open = new PgOpenAlerts(db.pool());
    assertEquals(Map.of(Severity.CRITICAL, 1L), Await.result(open.get()));
    given.closed(AlertFixture.START);
    assertEquals(Map.of(), Await.result(open.get()));
  }

  @Test
  void worseningAndWhatTheStationDidAreToldOnTheSameAlert() {
    given.apply(given.fact(Change.RAISED, Severity.MAJOR, AlertFixture.START, Telling.LIVE));
    EdgeAction cut = new EdgeAction("cut", true, true, 180.0);
    given.apply(
        given.fact(Change.WORSENED, Severity.CRITICAL, AlertFixture.START + 1, Telling.LIVE),
        new Fact(
            "acted",
            new Matter("S02", 1, "bay/3"),
            Change.ACTED,
            Severity.MAJOR,
            AlertFixture.START + 2,
            Telling.LIVE,
            null,
            cut));
    Row alert = given.alert();
    assertEquals("critical", alert.getString("severity"));
    assertEquals(180.0, alert.getJsonObject("edge_action").getDouble("reactionMs"));
    assertEquals(List.of("alert.raised", "alert.worsened", "alert.updated"), given.queued());
    assertEquals(List.of("raised", "worsened", "edge-action"), given.history());
  }

  @Test
  void theSameWithinThreeDaysOfClosingReopensAndLaterIsAnotherAlert() {
    given.apply(given.raised(AlertFixture.START), given.cleared(AlertFixture.START + 1000));
    given.closed(AlertFixture.START + 5000);
    given.clock.set(AlertFixture.START + 5000 + 3 * 86_400_000L - 1);
    given.apply(given.raised(AlertFixture.START + 6000));
    assertEquals("new", given.alert().getString("work"));
    assertEquals(List.of("raised", "cleared", "reopened"), given.history());
    given.closed(AlertFixture.START + 5000);
    given.clock.set(AlertFixture.START + 5000 + 3 * 86_400_000L);
    given.apply(given.raised(AlertFixture.START + 7000));
    assertEquals(2, db.number("select count(*) from alert"));
  }

  @Test
  void whatWasOverBeforeItBecameKnownIsRecordedBesideTheOpenAlertAndToldOnce() {
    given.apply(given.raised(AlertFixture.START));
    given.apply(
        given.fact(
            Change.RAISED, Severity.MAJOR, AlertFixture.START - 90_000, Telling.RETROSPECTIVE),
        given.fact(
            Change.CLEARED, Severity.MAJOR, AlertFixture.START - 60_000, Telling.RETROSPECTIVE));
    Row past = db.rows("select * from alert where retrospective").get(0);
    assertEquals("cleared", past.getString("condition"));
    assertEquals(null, past.getOffsetDateTime("acknowledge_due"));
    assertEquals(
        "active",
        db.rows("select * from alert where not retrospective").get(0).getString("condition"));
    assertEquals(List.of("alert.raised", "alert.recorded"), given.queued());
  }

  @Test
  void aClearWithoutAnAlertChangesNothing() {
    given.apply(given.cleared(AlertFixture.START));
    assertEquals(0, db.number("select count(*) from alert"));
  }

  @Test
  void manyRaisesAtOnceGetOneNumberEach() {
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(given.applied(given.station("pc-1" + i), given.raised(AlertFixture.START)));
    }
    Await.result(Future.all(all));
    assertEquals(20, db.number("select count(distinct number) from alert"));
    assertEquals(20, db.number("select max(last) from alert_counter"));
  }
}
