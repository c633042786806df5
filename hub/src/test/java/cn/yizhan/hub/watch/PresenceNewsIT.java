package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAbsenceBook;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgObservationBook;
import cn.yizhan.hub.storage.PgOutageBook;
import cn.yizhan.hub.storage.PgPresenceBook;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Systems that ask are told once of each station that goes or comes, whichever hub sees it. */
@WithDatabase
class PresenceNewsIT {
  private static final long START = Instant.parse("2026-11-23T06:00:00Z").toEpochMilli();
  private static final Style STYLE = new Style("PC", ZoneId.of("Asia/Shanghai"), null);
  private static final UUID ASKS = UUID.fromString("5f9b0c1e-3f57-4a59-9d3c-08a1b6c8f002");

  private final TestDatabase db;
  private final AtomicLong clock = new AtomicLong(START);
  private int office;
  private int station;

  PresenceNewsIT(TestDatabase db) {
    this.db = db;
  }

  @BeforeEach
  void aStationOnlineAndTwoSystemsOneOfWhichAsks() {
    db.clear();
    office = (int) db.number("insert into office (code, name) values ('o', 'o') returning id");
    station = station("pc-001");
    db.rows("insert into presence (station, online, since) values ($1, true, $2)", station, at(0));
    endpoint(ASKS, "{station}");
    endpoint(UUID.randomUUID(), "{restock}");
    endpoint(UUID.randomUUID(), "{}");
  }

  private int station(String code) {
    return (int)
        db.number(
            "insert into station (code, name, office, kind, expected_since)"
                + " values ($1, $1, $2, 'full', $3) returning id",
            code,
            office,
            at(0));
  }

  private void endpoint(UUID id, String events) {
    db.rows(
        "insert into endpoint (id, office, kind, url, secret, pepper, events)"
            + " values ($1, $2, 'webhook', 'https://example.org/', $3, 1::smallint,"
            + " $4::text::text[])",
        id,
        office,
        Buffer.buffer("x"),
        events);
  }

  private StationWatch watch() {
    PgRuleBook rules = new PgRuleBook(db.pool());
    PgAlertFacts alerts = new PgAlertFacts(AlertWriter.standard(STYLE), clock::get, step -> {});
    return new StationWatch(
            db.vertx(),
            new PgOutageBook(db.pool(), alerts),
            new PgAbsenceBook(db.pool(), rules, alerts),
            new PgObservationBook(db.pool(), rules, alerts),
            clock::get)
        .telling(book());
  }

  private PgPresenceBook book() {
    return new PgPresenceBook(
        db.pool(), new PgRuleBook(db.pool()), AlertWriter.standard(STYLE), clock::get);
  }

  private static OffsetDateTime at(long seconds) {
    return Instant.ofEpochMilli(START + seconds * 1000).atOffset(ZoneOffset.UTC);
  }

  private void presence(boolean online, long since) {
    db.rows("update presence set online = $1, since = $2", online, at(since));
  }

  /** Hubs that review at the same time, every five seconds up to then. */
  private void until(long seconds, StationWatch... hubs) {
    while (clock.get() < START + seconds * 1000) {
      clock.addAndGet(Math.min(5_000, START + seconds * 1000 - clock.get()));
      Await.result(Future.all(Arrays.stream(hubs).map(StationWatch::review).toList()));
    }
  }

  /** What was told: type, since when in seconds, how long away, and to whom it must have gone. */
  private List<String> told() {
    return db.rows("select * from outbox where subject is not null order by ordinal").stream()
        .map(PresenceNewsIT::words)
        .toList();
  }

  private static String words(Row row) {
    assertEquals(ASKS, row.getUUID("endpoint"));
    JsonObject data = new JsonObject(row.getString("body")).getJsonObject("data");
    assertEquals(
        "station/" + data.getJsonObject("station").getString("code"), row.getString("subject"));
    long since = OffsetDateTime.parse(data.getString("since")).toInstant().toEpochMilli();
    String away = data.containsKey("awaySeconds") ? " after " + data.getValue("awaySeconds") : "";
    return row.getString("type") + " since " + (since - START) / 1000 + away;
  }

  @Test
  void eachChangeIsToldOnceByTwoHubsThatReviewAtTheSameTimeAndAfterARestart() {
    StationWatch one = watch();
    StationWatch two = watch();
    until(5, one, two);
    assertEquals(List.of("station.online since 0 after null"), told());
    presence(false, 10);
    until(185, one, two);
    assertEquals(1, told().size());
    until(190, one, two);
    until(300, watch(), two);
    assertEquals("station.offline since 10", told().get(1));
    presence(true, 310);
    until(320, two, watch());
    assertEquals("station.online since 310 after 300", told().get(2));
    until(900, two, watch());
    assertEquals(3, told().size());
    assertEquals(0, db.number("select count(*) from alert"));
  }

  @Test
  void aStationThatIsAwayForLessThanTheGraceIsNoNews() {
    StationWatch watch = watch();
    until(5, watch);
    presence(false, 10);
    until(185, watch);
    presence(true, 186);
    until(600, watch);
    assertEquals(List.of("station.online since 0 after null"), told());
  }

  @Test
  void whatAnotherHubHasToldMeanwhileIsNotToldAgain() {
    StationWatch watch = watch();
    until(5, watch);
    presence(false, 10);
    until(200, watch);
    presence(true, 210);
    until(220, watch);
    PresenceNews stale = new PresenceNews(station, false, START + 10_000, null, 1);

    // it was read before the other one had told that the station went and came
    presence(false, 221);
    assertEquals(0, Await.result(book().review(stations -> List.of(stale))));

    assertEquals(3, told().size());
  }

  @Test
  void whatCouldNotBeQueuedWasNotTold() {
    StationWatch watch = watch();
    until(5, watch);
    db.rows("alter table outbox rename to outbox_away");
    presence(false, 10);
    until(300, watch);
    db.rows("alter table outbox_away rename to outbox");
    until(305, watch);
    assertEquals(List.of("station.online since 0 after null", "station.offline since 10"), told());
  }

  @Test
  void anOutageOfOurOwnStartsTheGraceAnew() {
    StationWatch watch = watch();
    until(5, watch);
    presence(false, 10);
    clock.set(START + 4_000_000);
    until(4_175, watch);
    assertEquals(1, told().size());
    presence(true, 4_176);
    until(4_300, watch);
    assertEquals(1, told().size());
  }

  @Test
  void ofStationsThatAreSuspendedPlannedClosedOrDisabledNothingIsTold() {
    StationWatch watch = watch();
    until(5, watch);
    for (String state : List.of("suspended", "planned", "closed")) {
      db.rows("update station set status = $1", state);
      presence(false, 10);
      until((clock.get() - START) / 1000 + 400, watch);
    }
    db.rows("update station set status = 'live', disabled = now()");
    until((clock.get() - START) / 1000 + 400, watch);
    assertEquals(1, told().size());
    db.rows("update station set disabled = null, expected_since = $1", at(2_000));
    until(2_175, watch);
    assertEquals(1, told().size());
    until(2_180, watch);
    assertEquals("station.offline since 2000", told().get(1));
  }

  @Test
  void aStationThatNeverCameIsMissedAndItsFirstConnectionEndsThat() {
    db.rows("delete from presence");
    StationWatch watch = watch();
    until(175, watch);
    assertEquals(List.of(), told());
    until(180, watch);
    db.rows(
        "insert into presence (station, online, since) values ($1, true, $2)", station, at(240));
    until(245, watch);
    assertEquals(List.of("station.offline since 0", "station.online since 240 after 240"), told());
  }

  @Test
  void theSessionsOfAHubThatWasKilledEndWithItsLease() {
    long now = db.number("select (extract(epoch from now()) * 1000)::bigint");
    clock.set(now);
    db.rows("update station set expected_since = to_timestamp(0)");
    db.rows("update presence set since = to_timestamp(1)");
    db.rows("insert into presence_told (station, online, since) values ($1, true, now())", station);
    long hub =
        db.number(
            "insert into hub (name, alive_until) values ('killed', now() + interval '1 hour')"
                + " returning id");
    db.rows("insert into lane (station, lane, hub) values ($1, 0, $2)", station, (int) hub);
    StationWatch watch = watch();
    clock.set(now + 400_000);
    Await.result(watch.review());
    assertEquals(List.of(), told());
    db.rows("update hub set alive_until = now()");
    for (int i = 0; i < 50; i++) {
      clock.addAndGet(5_000);
      Await.result(watch.review());
    }
    assertEquals(1, told().size());
    assertFalse(told().get(0).contains("since 0"), told().get(0));
  }

  @Test
  void allStationsCutOffAtOnceAreOneAlertForPeopleAndNewsForThoseWhoAsk() {
    for (int i = 2; i <= 188; i++) {
      station("pc-" + i);
    }
    db.rows(
        "insert into presence (station, online, since) select id, true, $1 from station"
            + " on conflict do nothing",
        at(0));
    StationWatch watch = watch();
    until(5, watch);
    assertEquals(188, told().size());
    until(600, watch);
    presence(false, 600);
    until(785, watch);
    assertEquals(2 * 188, told().size());
    assertEquals(188, db.number("select count(*) from outbox where type = 'station.offline'"));
    assertEquals(1, db.number("select count(*) from alert where rule = 'A02'"));
    assertEquals(3, db.number("select count(*) from outbox where alert is not null"));
  }
}
