package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.hub.alerts.Cause;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What makes of alerts about stock a request for a restock, and ends it. */
@WithDatabase
class RestockNewsIT {
  private static final UUID SUPPLIER = UUID.fromString("5f9b0c1e-3f57-4a59-9d3c-08a1b6c8f001");
  private static final Actor OFFICER = new Actor("token:test", Role.DUTY_OFFICER, null);

  private final TestDatabase db;
  private final AlertFixture given;

  RestockNewsIT(TestDatabase db) {
    this.db = db;
    this.given = new AlertFixture(db);
  }

  @BeforeEach
  void aStationWithWaterAndTwoSystemsOneOfWhichAsksForRestocks() {
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    db.rows(
        "insert into endpoint (id, office, kind, url, secret, pepper, events)"
            + " values ($1, $2, 'webhook', 'https://example.org/s', $3, 1::smallint, '{restock}')",
        SUPPLIER,
        given.office,
        Buffer.buffer("x"));
    db.rows(
        "insert into item (station, code, unit, capacity, minimum) values ($1, 'water', 'l', 40, 5)",
        given.station);
  }

  private static Fact fact(String rule, Change change, double level, long at, Telling telling) {
    return new Fact(
        rule + "/supply/water/" + change.word() + '/' + at,
        new Matter(rule, 1, "supply/water"),
        change,
        Severity.MINOR,
        at,
        telling,
        new Finding("supply/water/level", level, "l", 5, 0),
        null);
  }

  /** What the rule finds that many minutes after the start. */
  private Fact found(String rule, Change change, double level, int minute) {
    long at = AlertFixture.START + minute * 60_000L;
    given.clock.set(at);
    return fact(rule, change, level, at, Telling.LIVE);
  }

  private List<Row> told() {
    return db.rows("select * from outbox where subject is not null order by ordinal");
  }

  private List<String> types() {
    return told().stream().map(row -> row.getString("type")).toList();
  }

  private static JsonObject data(Row row) {
    return new JsonObject(row.getString("body")).getJsonObject("data");
  }

  @Test
  void theFirstAlertRequestsAndTheEndOfTheLastEndsIt() {
    given.apply(found("R01", Change.RAISED, 4, 0));
    given.apply(found("R03", Change.RAISED, 0, 5));
    given.apply(found("R03", Change.CLEARED, 4.5, 6));
    assertEquals(List.of("restock.requested"), types());
    given.apply(found("R03", Change.RAISED, 0, 7));
    given.apply(found("R01", Change.CLEARED, 6, 8));
    assertEquals(List.of("restock.requested"), types());
    given.apply(found("R03", Change.CLEARED, 38, 9));

    assertEquals(List.of("restock.requested", "restock.done"), types());
    for (Row row : told()) {
      assertEquals(SUPPLIER, row.getUUID("endpoint"));
      assertEquals("station/pc-001", row.getString("subject"));
    }
    JsonObject requested = data(told().get(0));
    JsonObject done = data(told().get(1));
    assertEquals(4, requested.getDouble("level"));
    assertEquals(36, requested.getDouble("quantity"));
    assertEquals("R01", requested.getJsonObject("alert").getString("rule"));
    assertEquals(requested.getJsonObject("alert"), done.getJsonObject("alert"));
    assertEquals(requested.getString("requested"), done.getString("requested"));
    assertEquals("2026-11-23T14:11:21.300+08:00", done.getString("done"));
    assertEquals(38, done.getDouble("level"));
  }

  @Test
  void theSameAgainIsAnotherRequestAndAFactFoundAgainIsNone() {
    Fact first = found("R01", Change.RAISED, 4, 0);
    given.apply(first);
    given.apply(first);
    given.apply(found("R01", Change.CLEARED, 30, 5));
    given.apply(first);
    given.apply(found("R01", Change.RAISED, 3, 10));

    assertEquals(List.of("restock.requested", "restock.done", "restock.requested"), types());
    assertNotEquals(told().get(0).getString("id"), told().get(2).getString("id"));
  }

  @Test
  void whatWasOverBeforeItBecameKnownAsksForNothing() {
    long past = AlertFixture.START - 3_600_000;
    given.apply(
        fact("R01", Change.RAISED, 4, past, Telling.RETROSPECTIVE),
        fact("R01", Change.CLEARED, 30, past + 60_000, Telling.RETROSPECTIVE));

    assertEquals(1, db.number("select count(*) from alert"));
    assertEquals(List.of(), types());
  }

  @Test
  void aTestAsksForNothingUntilItTurnsOutToBeReal() {
    TestModeFixture on = new TestModeFixture(db);
    on.given.station = given.station;
    on.says(TestModeFixture.started(0, 30));
    given.apply(found("R01", Change.RAISED, 4, 5));
    assertTrue(given.alert().getBoolean("test"));
    assertEquals(List.of(), types());
    on.says(TestModeFixture.ended(10));
    assertEquals(1, on.review(13));

    assertEquals(List.of("restock.requested"), types());
  }

  @Test
  void aSilenceKeepsPeopleFromBeingToldAndNotWhoBringsSupplies() {
    db.rows(
        "insert into silence (id, office, rule, reason, owner, starts, ends, created_by)"
            + " values (gen_random_uuid(), $1, 'R01', 'r', 'o', now() - interval '1 hour', now() + interval '1 hour',"
            + " 'test')",
        given.office);
    given.apply(found("R01", Change.RAISED, 4, 0));

    assertEquals(List.of("restock.requested"), types());
    assertEquals(0, db.number("select count(*) from outbox where alert is not null"));
  }

  @Test
  void aFalseAlarmEndsTheRequest() {
    given.apply(found("R01", Change.RAISED, 4, 0));
    Action close = new Action.Close(Cause.FALSE_ALARM, "the sensor hung");
    Await.result(given.book.handle(OFFICER, given.alert().getUUID("id"), close, null));

    assertEquals(List.of("restock.requested", "restock.done"), types());
    assertEquals(
        Instant.ofEpochMilli(AlertFixture.START),
        OffsetDateTime.parse(data(told().get(1)).getString("done")).toInstant());
  }

  @Test
  void whatIsRolledBackBecauseABatchWaitedForItIsDoneAfterTheBatch() {
    given.apply(found("R01", Change.RAISED, 4, 0));
    UUID alert = given.alert().getUUID("id");
    Action close = new Action.Close(Cause.FALSE_ALARM, "the sensor hung");
    AtomicReference<Future<?>> closing = new AtomicReference<>(Future.succeededFuture());
    Await.result(
        db.pool()
            .withTransaction(
                batch ->
                    batch
                        .query("select 1 from restock for update")
                        .execute()
                        .onSuccess(
                            locked -> closing.set(given.book.handle(OFFICER, alert, close, null)))
                        .compose(locked -> aWaitingOne(batch))
                        .compose(waits -> batch.query(LOCK_ALERTS).execute().mapEmpty()))
            // on a slow machine it is the batch that is rolled back, which ends the wait, too
            .recover(
                e -> PgFailures.deadlock(e) ? Future.succeededFuture() : Future.failedFuture(e))
            .compose(done -> closing.get()));

    assertEquals(List.of("restock.requested", "restock.done"), types());
  }

  private static final String LOCK_ALERTS = "select 1 from alert for update";

  /** Done once a session waits for a lock. */
  private Future<?> aWaitingOne(SqlConnection batch) {
    return batch
        .query("select 1 from pg_locks where not granted")
        .execute()
        .compose(rows -> rows.size() > 0 ? Future.succeededFuture() : aWaitingOne(batch));
  }

  @Test
  void anItemOfNoRegisterIsToldOfAsFarAsItIsKnown() {
    db.rows("delete from item");
    given.apply(found("R01", Change.RAISED, 4, 0));

    JsonObject requested = data(told().get(0));
    assertEquals(4, requested.getDouble("level"));
    assertTrue(requested.containsKey("quantity"));
    assertEquals(null, requested.getValue("quantity"));
  }
}
