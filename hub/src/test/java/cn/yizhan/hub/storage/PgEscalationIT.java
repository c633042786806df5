package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps of escalation, over several hubs, failures and outages. */
@WithDatabase
class PgEscalationIT {
  private static final Actor DISTRICT = new Actor("token:test", Role.DISTRICT_MANAGER, null);

  private final TestDatabase db;
  private final AlertFixture given;
  private final DeadlineFixture deadlines;

  PgEscalationIT(TestDatabase db) {
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

  @Test
  void aStepNamesWhoIsOnDutyAndIsKeptInTheHistory() {
    deadlines.duty("grid-leader", "李四", "13800000002");
    raised();
    deadlines.take();
    assertEquals(List.of("alert.raised"), given.queued());
    deadlines.pass("151 seconds");
    deadlines.take();
    deadlines.pass("150 seconds");
    deadlines.take();
    deadlines.take();
    assertEquals(List.of("alert.raised", "alert.escalated", "alert.escalated"), given.queued());
    JsonObject body = deadlines.bodies().get(2);
    JsonObject escalation = body.getJsonObject("data").getJsonObject("escalation");
    assertEquals("acknowledge", escalation.getString("kind"));
    assertEquals(2, escalation.getInteger("step"));
    assertEquals("李四", escalation.getJsonObject("to").getString("name"));
    assertEquals("grid-leader", escalation.getJsonObject("to").getString("role"));
    String text = body.getJsonObject("data").getJsonObject("text").getString("zh");
    assertTrue(text.startsWith("【督办】【紧急】"), text);
    assertTrue(text.contains("请网格长李四（13800000002）立即签收。"), text);
    JsonObject first = deadlines.bodies().get(1).getJsonObject("data");
    assertTrue(first.getJsonObject("text").getString("zh").contains("请网格员（值班表无人）尽快签收。"));
    assertEquals(List.of("raised", "escalated", "escalated"), given.history());
    assertEquals(
        List.of("raised", "escalated", "escalated"),
        given.committed.stream().map(Step::what).toList());
  }

  @Test
  void afterALongOutageOnlyTheStepOfNowIsToldAndTheOthersAreRecorded() {
    raised();
    deadlines.pass("20 minutes");
    deadlines.take();
    assertEquals(List.of("alert.raised", "alert.escalated"), given.queued());
    JsonObject data =
        db.rows("select data from alert_history where what = 'escalated'").get(0).getJsonObject(0);
    assertEquals("leader-on-duty", data.getString("to"));
    assertEquals(
        List.of("grid-worker", "grid-leader", "community", "duty-officer"),
        data.getJsonArray("passedOver").getList());
    assertTrue(data.getBoolean("overdue"));
  }

  @Test
  void twoHubsAtOnceTakeEachStepOnce() {
    for (int i = 0; i < 12; i++) {
      int station = given.station("pc-1" + i);
      Await.result(given.applied(station, given.raised(AlertFixture.START)));
    }
    deadlines.pass("151 seconds");
    DeadlineFixture other = new DeadlineFixture(db, given);
    Await.result(
        Future.all(
            deadlines.book.take(), other.book.take(), deadlines.book.take(), other.book.take()));
    assertEquals(12, db.number("select count(*) from outbox where type = 'alert.escalated'"));
    assertEquals(12, db.number("select count(*) from alert_history where what = 'escalated'"));
    deadlines.pass("30 minutes");
    Await.result(Future.all(deadlines.book.take(), other.book.take()));
    Await.result(Future.all(deadlines.book.record(), other.book.record()));
    assertEquals(24, db.number("select count(*) from outbox where type = 'alert.escalated'"));
    assertEquals(12, db.number("select count(*) from alert where rule = 'P01'"));
  }

  @Test
  void aHubThatDiesOverAStepHasNotTakenIt() {
    raised();
    deadlines.pass("151 seconds");
    db.rows("alter table outbox add constraint refused check (type <> 'alert.escalated')");
    try {
      deadlines.take();
      assertEquals(List.of("alert.raised"), given.queued());
      assertEquals(List.of("raised"), given.history());
      assertEquals(0, db.number("select sum(step) from deadline"));
    } finally {
      db.rows("alter table outbox drop constraint refused");
    }
    db.rows("update deadline set next_at = now() where next_at is not null");
    new DeadlineFixture(db, given).take();
    assertEquals(List.of("alert.raised", "alert.escalated"), given.queued());
  }

  @Test
  void oneThatCannotBeTakenKeepsNoOtherWaiting() {
    raised();
    int other = given.station("pc-002");
    Await.result(given.applied(other, given.raised(AlertFixture.START)));
    deadlines.pass("151 seconds");
    db.rows(
        "alter table alert_history add constraint refused check (what <> 'escalated' or alert <>"
            + " '"
            + db.rows("select id from alert where station = $1", given.station).get(0).getUUID(0)
            + "') not valid");
    try {
      deadlines.take();
      assertEquals(1, db.number("select count(*) from outbox where type = 'alert.escalated'"));
    } finally {
      db.rows("alter table alert_history drop constraint refused");
    }
  }

  @Test
  void whoeverHasTakenItOnAndDoesNothingIsReminded() {
    deadlines.duty("grid-worker", "赵六", "13800000004");
    UUID id = raised();
    Await.result(given.book.handle(DISTRICT, id, new Action.Acknowledge(), null));
    deadlines.pass("61 minutes");
    deadlines.take();
    assertEquals(List.of("alert.raised", "alert.acknowledged", "alert.escalated"), given.queued());
    JsonObject data = deadlines.bodies().get(2).getJsonObject("data");
    assertTrue(data.getJsonObject("escalation").getBoolean("reminder"));
    String text = data.getJsonObject("text").getString("zh");
    assertTrue(text.startsWith("【催办】【紧急】"), text);
    assertTrue(text.contains("签收后已1小时1分钟无进展"), text);
    assertNotNull(data.getJsonObject("deadlines").getString("resolve"));
    assertEquals("reminded", given.history().get(2));
  }

  @Test
  void whatComesAgainAndAgainIsToldOnce() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      given.clock.addAndGet(3_600_000);
      given.apply(
          given.raised(AlertFixture.START + 2L * i),
          given.cleared(AlertFixture.START + 2L * i + 1));
      ids.add(given.alert().getUUID("id"));
      db.rows("update alert_history set at = now() - interval '1 day' where what = 'raised'");
    }
    assertEquals(ids.get(0), ids.get(2));
    Await.result(Future.all(deadlines.book.repetitions(), deadlines.book.repetitions()));
    Await.result(deadlines.book.repetitions());
    Row alert = db.rows("select * from alert where rule = 'P04'").get(0);
    assertEquals("major", alert.getString("severity"));
    List<JsonObject> bodies = deadlines.bodies();
    JsonObject told = bodies.get(bodies.size() - 1).getJsonObject("data");
    assertEquals("P04", told.getString("rule"));
    assertTrue(
        told.getJsonObject("text").getString("zh").contains("过热7天内3次"),
        told.getJsonObject("text").getString("zh"));
    assertNotEquals("P04", bodies.get(bodies.size() - 2).getJsonObject("data").getString("rule"));
    db.rows("update alert_history set at = now() - interval '8 days'");
    Await.result(deadlines.book.repetitions());
    assertEquals(
        "cleared", db.rows("select condition from alert where rule = 'P04'").get(0).getString(0));
  }

  @Test
  void theTimeOfWhatNobodyWasToldBeginsWhenTheyAreTold() {
    raised();
    db.rows("update alert set untold = 'silence/1'");
    deadlines.pass("20 minutes");
    deadlines.take();
    deadlines.record();
    assertEquals(List.of("alert.raised"), given.queued());
    assertEquals(1, db.number("select count(*) from alert"), "nobody misses what he was not told");
    db.rows("update alert set untold = null");
    deadlines.pass("151 seconds");
    deadlines.take();
    assertEquals(List.of("alert.raised", "alert.escalated"), given.queued());
    assertEquals(
        1,
        deadlines
            .bodies()
            .get(1)
            .getJsonObject("data")
            .getJsonObject("escalation")
            .getInteger("step"));
  }
}
