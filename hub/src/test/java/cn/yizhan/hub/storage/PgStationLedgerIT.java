package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import cn.yizhan.hub.ingest.Batch;
import cn.yizhan.hub.ingest.StationLedger.Outcome;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.CutProxy;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithDatabase
class PgStationLedgerIT {
  private static final int HUB = 1;
  private static final long NOW = System.currentTimeMillis();
  private static final Batch.Stand START = new Batch.Stand(0, 0);
  private static final Outcome STORED = new Outcome.Committed(Set.of());

  private final TestDatabase db;
  private final AlertFixture given;
  private final CutProxy proxy;
  private final Database way;

  PgStationLedgerIT(TestDatabase db) {
    this.db = db;
    this.given = new AlertFixture(db);
    DatabaseAddress direct = db.address();
    this.proxy = new CutProxy(direct.port());
    this.way =
        Database.open(
            db.vertx(),
            DatabaseAddress.local(
                proxy.port(), direct.database(), direct.user(), direct.password()),
            1);
  }

  @BeforeEach
  void aStationAndToday() {
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    hold(given.station);
    LocalDate today = LocalDate.ofEpochDay(Math.floorDiv(NOW, 86_400_000L));
    Await.result(
        new Partitions(db.vertx(), db.pool(), Clock.systemUTC())
            .ensure(List.of(today, today.plusDays(1))));
  }

  @AfterEach
  void close() {
    proxy.up();
    Await.result(way.close());
    proxy.close();
  }

  private void hold(int station) {
    db.rows(
        "insert into lane (station, lane, hub, generation)"
            + " select $1::int, n, $2::int, 1 from generate_series(0, 1) n",
        station,
        HUB);
  }

  private PgStationLedger ledger(PgStationLedger.Alerts alerts, Duration deadline) {
    return new PgStationLedger(db.vertx(), way, HUB, alerts, deadline);
  }

  private PgStationLedger ledger() {
    return ledger(given.facts::apply, Duration.ofSeconds(10));
  }

  private static Batch.Origin origin(int epoch, long seq) {
    return new Batch.Origin(Lane.DATA, epoch, seq, NOW);
  }

  private static Batch.Part part(int station, Batch.Move move, Batch.Row row, Batch.Extras extras) {
    return new Batch.Part(station, 1, List.of(move), List.of(row), extras);
  }

  private static Batch.Row empty(Batch.Origin origin, long at) {
    return new Batch.Row(origin, at, Batch.Flag.EMPTY, 0, new short[0], new double[0]);
  }

  private static Batch.Part first(int station, Batch.Extras extras) {
    return part(
        station,
        new Batch.Move(Lane.DATA, START, new Batch.Stand(1, 1)),
        empty(origin(1, 1), NOW),
        extras);
  }

  private static Batch.Extras facts(Fact... facts) {
    return new Batch.Extras(
        List.of(), List.of(), List.of(), List.of(facts), null, null, List.of(), null);
  }

  private long reports() {
    return db.number("select count(*) from report");
  }

  private long connections() {
    return db.number(
        "select count(*) from pg_stat_activity where application_name = 'yizhan-ingest'"
            + " and datname = current_database()");
  }

  @Test
  void aConnectionThatComesTooLateWritesNothingAndServesTheNextBatch() {
    int other = given.station("pc-002");
    hold(other);
    PgStationLedger ledger = ledger(given.facts::apply, Duration.ofMillis(500));
    Batch late = new Batch(List.of(first(given.station, Batch.Extras.NONE)));
    proxy.freeze();
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Outcome.Unknown.class, Await.result(ledger.store(late)));
    }
    proxy.up();
    Await.until("a connection", () -> connections() > 0);
    Batch next = new Batch(List.of(first(other, Batch.Extras.NONE)));
    Await.until("the next batch", () -> STORED.equals(Await.result(ledger.store(next))));
    assertEquals(1, connections());
    assertEquals(1, reports(), "a batch given up was written all the same");
    assertEquals(STORED, Await.result(ledger.store(late)));
    assertEquals(2, reports());
    Await.result(ledger.close());
    Await.until("the connection to be given back", () -> connections() == 0);
  }

  @Test
  void aBatchStoredAgainKeepsNothingTwiceAlthoughItsLanesStayWhereTheyAre() {
    Rejection why = new Rejection(Rejection.Reason.NOT_JSON, "message", "expected JSON");
    Batch.Extras extras =
        new Batch.Extras(
            List.of(refusal(why), refusal(why)),
            List.of(
                new Batch.Gap(Lane.DATA, 1, 3, 5L, "missing", NOW),
                new Batch.Gap(Lane.DATA, 1, 7, null, "full", NOW)),
            List.of(
                new Batch.Event(
                    origin(0, 77), new StationEvent("e1", "door.open", NOW, "", null, Map.of()))),
            List.of(given.raised(NOW)),
            null,
            null,
            List.of(),
            null);
    Batch.Move stays = new Batch.Move(Lane.DATA, START, START);
    Batch batch = new Batch(List.of(part(given.station, stays, empty(origin(0, 77), NOW), extras)));
    PgStationLedger ledger = ledger();
    assertEquals(STORED, Await.result(ledger.store(batch)));
    assertEquals(STORED, Await.result(ledger.store(batch)));
    assertEquals(2, db.number("select count(*) from rejection"), "two equal messages, each once");
    assertEquals(2, db.number("select count(*) from gap"));
    assertEquals(1, db.number("select count(*) from station_event"));
    assertEquals(1, reports());
    assertEquals(1, db.number("select count(*) from outbox"));
    Await.result(ledger.close());
  }

  private static Batch.Refusal refusal(Rejection why) {
    return new Batch.Refusal(UUID.randomUUID(), "data", null, null, why, new byte[] {1}, NOW);
  }

  @Test
  void aFaultOfOursInAnAlertRefusesTheBatch() {
    PgStationLedger ledger =
        ledger(
            (tx, facts) -> {
              throw new IllegalStateException("a fault of ours");
            },
            Duration.ofSeconds(10));
    assertRefused(ledger, facts(given.raised(NOW)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"22003", "23514", "42P01", "P0001", "XX000", "0A000"})
  void whatTheDatabaseWouldRefuseAgainRefusesTheBatch(String state) {
    assertRefused(
        ledger((tx, facts) -> raise(tx, state), Duration.ofSeconds(10)), facts(given.raised(NOW)));
  }

  @Test
  void aDayThatIsNotThereRefusesTheBatch() {
    Batch.Row row = empty(origin(1, 1), NOW - Duration.ofDays(400).toMillis());
    Batch.Move move = new Batch.Move(Lane.DATA, START, new Batch.Stand(1, 1));
    PgStationLedger ledger = ledger();
    assertInstanceOf(
        Outcome.Refused.class,
        Await.result(
            ledger.store(new Batch(List.of(part(given.station, move, row, Batch.Extras.NONE))))));
    Await.result(ledger.close());
  }

  private void assertRefused(PgStationLedger ledger, Batch.Extras extras) {
    Batch batch = new Batch(List.of(first(given.station, extras)));
    assertInstanceOf(Outcome.Refused.class, Await.result(ledger.store(batch)));
    assertEquals(0, reports());
    Await.result(ledger.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "53100", "55P03", "57014", "57P01", "58030", "08006"})
  void whatPassesIsNotHeldAgainstTheBatch(String state) {
    PgStationLedger ledger = ledger((tx, facts) -> raise(tx, state), Duration.ofSeconds(10));
    Batch batch = new Batch(List.of(first(given.station, facts(given.raised(NOW)))));
    assertInstanceOf(Outcome.Unknown.class, Await.result(ledger.store(batch)));
    assertEquals(0, reports());
    Await.result(ledger.close());
  }

  private static Future<Runnable> raise(SqlConnection tx, String state) {
    return tx.query("do $$ begin raise exception 'as told' using errcode = '" + state + "'; end $$")
        .execute()
        .mapEmpty();
  }

  @Test
  void lanesAreLockedInTheOrderOfTheirStationsWhateverTheOrderInTheBatch() {
    int other = given.station("pc-002");
    hold(other);
    // read from the table, the first station comes last
    db.rows("update lane set epoch = 0 where station = $1", given.station);
    SqlConnection holder = Await.result(db.pool().getConnection());
    Await.result(holder.query("begin").execute());
    Await.result(
        holder
            .query("select from lane where station = " + given.station + " for update")
            .execute());
    PgStationLedger ledger = ledger();
    Future<Outcome> stored =
        ledger.store(
            new Batch(
                List.of(first(other, Batch.Extras.NONE), first(given.station, Batch.Extras.NONE))));
    Await.until(
        "the batch to wait for the first station",
        () ->
            db.number(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and application_name = 'yizhan-ingest'"
                        + " and datname = current_database()")
                == 1);
    db.rows("select from lane where station = $1 for update nowait", other);
    Await.result(holder.query("commit").execute());
    Await.result(holder.close());
    assertEquals(STORED, Await.result(stored));
    Await.result(ledger.close());
  }
}
