package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.api.AlertWork.Outcome;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithDatabase
class PgAlertAcknowledgeIT {
  private static final Actor DISTRICT = new Actor("token:test", Role.DISTRICT_MANAGER, null);
  private final TestDatabase db;
  private final AlertFixture given;

  PgAlertAcknowledgeIT(TestDatabase db) {
    this.db = db;
    this.given = new AlertFixture(db);
  }

  @BeforeEach
  void aStation() {
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
  }

  @Test
  void acknowledgingIsAuditedToldAndDoneOnce() {
    given.apply(given.raised(AlertFixture.START));
    UUID id = given.alert().getUUID("id");
    given.clock.addAndGet(60_000);
    assertEquals(
        new Outcome.Done(),
        Await.result(given.book.handle(DISTRICT, id, new Action.Acknowledge(), 1)));
    assertEquals(
        new Outcome.Done(),
        Await.result(given.book.handle(DISTRICT, id, new Action.Acknowledge(), 1)));
    Row alert = given.alert();
    assertEquals("acknowledged", alert.getString("work"));
    assertEquals("token:test", alert.getString("acknowledged_by"));
    assertEquals(List.of("alert.raised", "alert.acknowledged"), given.queued());
    Row audit = db.rows("select * from audit").get(0);
    assertEquals("alert.acknowledge", audit.getString("action"));
    assertEquals("alert/" + id, audit.getString("target"));
    assertEquals(1, db.number("select count(*) from audit"));
    assertEquals(
        List.of("raised", "acknowledged"), given.committed.stream().map(Step::what).toList());
  }

  @Test
  void acknowledgingWhatWasReadAtAnotherRevisionIsStale() {
    given.apply(given.raised(AlertFixture.START), given.cleared(AlertFixture.START + 1));
    UUID id = given.alert().getUUID("id");
    assertEquals(
        new Outcome.Stale(),
        Await.result(given.book.handle(DISTRICT, id, new Action.Acknowledge(), 1)));
    assertEquals("new", given.alert().getString("work"));
    assertEquals(
        new Outcome.Done(),
        Await.result(given.book.handle(DISTRICT, id, new Action.Acknowledge(), null)));
  }

  @Test
  void anotherOfficesAlertIsMissingAndAClosedOneCannotBeAcknowledged() {
    given.apply(given.raised(AlertFixture.START));
    UUID id = given.alert().getUUID("id");
    Actor stranger = new Actor("token:other", Role.DUTY_OFFICER, given.office + 1);
    assertEquals(
        new Outcome.Missing(),
        Await.result(given.book.handle(stranger, id, new Action.Acknowledge(), null)));
    assertEquals(
        new Outcome.Missing(),
        Await.result(
            given.book.handle(DISTRICT, UUID.randomUUID(), new Action.Acknowledge(), null)));
    db.rows("update alert set work = 'closed', closed_time = now()");
    assertInstanceOf(
        Outcome.Refused.class,
        Await.result(given.book.handle(DISTRICT, id, new Action.Acknowledge(), null)));
    assertEquals(0, db.number("select count(*) from audit"));
  }

  @Test
  void aChangeWhoseAuditRowCannotBeWrittenFails() {
    given.apply(given.raised(AlertFixture.START));
    UUID id = given.alert().getUUID("id");
    db.rows("alter table audit add constraint refused check (action <> 'alert.acknowledge')");
    try {
      Await.failure(given.book.handle(DISTRICT, id, new Action.Acknowledge(), null));
      assertEquals("new", given.alert().getString("work"));
      assertNotEquals(2, given.queued().size());
    } finally {
      db.rows("alter table audit drop constraint refused");
    }
  }
}
