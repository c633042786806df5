package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Deadlines of alerts, by the database's clock: a test makes time pass by moving what is stored.
 */
@WithDatabase
class PgDeadlinesIT {
  private static final Actor DISTRICT = new Actor("token:test", Role.DISTRICT_MANAGER, null);

  private final TestDatabase db;
  private final AlertFixture given;
  private final DeadlineFixture deadlines;

  PgDeadlinesIT(TestDatabase db) {
    this.db = db;
    this.given = new AlertFixture(db);
    this.deadlines = new DeadlineFixture(db, given);
  }

  @BeforeEach
  void aStation() {
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
  }

  private UUID raised() {
    given.apply(given.raised(AlertFixture.START));
    return given.alert().getUUID("id");
  }

  private static Fact fact(String rule, String subject, Change change, Severity severity) {
    return new Fact(
        rule + change,
        new Matter(rule, 1, subject),
        change,
        severity,
        AlertFixture.START,
        Telling.LIVE,
        null,
        null);
  }

  private List<String> running() {
    return db.rows("select kind from deadline where stopped is null order by kind").stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void anAlertBeginsWithItsDeadlinesCountedByTheDatabase() {
    raised();
    assertEquals(List.of("acknowledge", "resolve"), running());
    Row row =
        db.rows(
                "select extract(epoch from due - start)::float8, abs(extract(epoch from now() -"
                    + " start))::float8 from deadline where kind = 'acknowledge'")
            .get(0);
    assertEquals(300, row.getDouble(0), 0.001);
    assertTrue(row.getDouble(1) < 600, "not by the hub's clock, which is set to another day");
  }

  @Test
  void acknowledgingStopsTheDeadlineInItsOwnTransaction() {
    UUID id = raised();
    db.rows("alter table audit add constraint refused check (action <> 'alert.acknowledge')");
    try {
      Await.failure(given.book.handle(DISTRICT, id, new Action.Acknowledge(), null));
      assertEquals(List.of("acknowledge", "resolve"), running());
    } finally {
      db.rows("alter table audit drop constraint refused");
    }
    Await.result(given.book.handle(DISTRICT, id, new Action.Acknowledge(), null));
    assertEquals(List.of("resolve"), running());
    deadlines.pass("30 minutes");
    deadlines.take();
    assertEquals(List.of("alert.raised", "alert.acknowledged"), given.queued());
  }

  @Test
  void whatIsClosedRefutedOrATestHasNoDeadlines() {
    UUID id = raised();
    for (String state :
        List.of(
            "work = 'closed'", "condition = 'refuted'", "test = true", "retrospective = true")) {
      db.rows("update deadline set stopped = null");
      db.rows(
          "update alert set work = 'new', condition = 'active', test = false, retrospective = false");
      db.rows("update alert set " + state);
      deadlines.changed(id);
      assertEquals(List.of(), running(), state);
    }
    db.rows("update alert set work = 'recheck-due', retrospective = false");
    deadlines.changed(id);
    assertEquals(List.of("recheck"), running());
    db.rows("update alert set work = 'in-progress'");
    deadlines.changed(id);
    assertEquals(List.of("resolve"), running(), "not fixed: it goes on where it was");
  }

  @Test
  void whatIsOverAndNeedsNoRecheckIsResolved() {
    given.apply(fact("A01", "station", Change.RAISED, Severity.MAJOR));
    assertEquals(List.of("acknowledge", "resolve"), running());
    given.apply(fact("A01", "station", Change.CLEARED, Severity.MAJOR));
    assertEquals(List.of("acknowledge"), running());
  }

  @Test
  void aMissIsAnAlertOfItsOwnThatPagesNobodyAndEndsWithTheAcknowledgement() {
    UUID id = raised();
    deadlines.pass("6 minutes");
    deadlines.take();
    deadlines.record();
    deadlines.record();
    List<Row> misses = db.rows("select * from alert where rule = 'P01'");
    assertEquals(1, misses.size());
    assertEquals("bay/3", misses.get(0).getString("subject"));
    assertEquals("critical", misses.get(0).getString("severity"));
    assertEquals("active", misses.get(0).getString("condition"));
    assertNull(misses.get(0).getOffsetDateTime("acknowledge_due"));
    assertEquals(List.of("alert.raised", "alert.escalated"), given.queued());
    Await.result(given.book.handle(DISTRICT, id, new Action.Acknowledge(), null));
    deadlines.record();
    assertEquals(
        "cleared", db.rows("select condition from alert where rule = 'P01'").get(0).getString(0));
    assertEquals(List.of("alert.raised", "alert.escalated", "alert.acknowledged"), given.queued());
    deadlines.record();
    assertEquals(0, db.number("select count(*) from deadline where record is not null"));
  }

  @Test
  void anotherEpisodeHasItsOwnDeadlineAndTheMissOfTheOneBeforeEnds() {
    raised();
    deadlines.pass("6 minutes");
    deadlines.take();
    deadlines.record();
    given.clock.addAndGet(600_000);
    given.apply(given.cleared(AlertFixture.START + 1), given.raised(AlertFixture.START + 2));
    assertEquals(
        0, db.number("select count(*) from deadline where missed is not null or step > 0"));
    deadlines.record();
    assertEquals(
        "cleared", db.rows("select condition from alert where rule = 'P01'").get(0).getString(0));
  }

  @Test
  void theMissGoesOnWhileAnotherAlertOfTheSubjectIsOverdue() {
    UUID heat = raised();
    given.apply(fact("S03", "bay/3", Change.RAISED, Severity.MAJOR));
    deadlines.pass("20 minutes");
    deadlines.take();
    deadlines.record();
    assertEquals(1, db.number("select count(*) from alert where rule = 'P01'"));
    Await.result(given.book.handle(DISTRICT, heat, new Action.Acknowledge(), null));
    deadlines.record();
    assertEquals(
        "active", db.rows("select condition from alert where rule = 'P01'").get(0).getString(0));
  }

  @Test
  void minorAlertsOfAnOfficeAreResolvedInWorkingTime() {
    given.clock.set(Instant.parse("2026-11-27T08:30:00Z").toEpochMilli());
    given.apply(fact("A05", "station", Change.RAISED, Severity.MINOR));
    Row alert = given.alert();
    // 24 hours of work from Friday 16:30 are 1 h, 9 h and 9 h, and 5 h on Wednesday
    assertEquals("2026-12-02T05:30Z", alert.getOffsetDateTime("resolve_due").toString());
    assertEquals("2026-11-27T12:30Z", alert.getOffsetDateTime("acknowledge_due").toString());
    assertTrue(
        deadlines
            .bodies()
            .get(0)
            .encode()
            .contains("\"resolve\":\"2026-12-02T13:30:00.000+08:00\""));
  }
}
