package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgConsumption;
import cn.yizhan.hub.storage.PgCoverBook;
import cn.yizhan.hub.storage.PgOddUseBook;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.PgStationStore;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From three weeks of stored levels to days, the reorder point, and the alerts R02 and R04. */
@WithDatabase
class ForecastIT {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String COVER = "R02";
  private static final String ODD = "R04";
  private static final long DAY = 86_400_000L;

  /** 0.4 l an hour since local midnight three weeks ago, filled up each third midnight. */
  private static final String LEVELS =
      """
      do $$
      declare
        s integer := (select id from station where code = 'pc-001');
        t timestamptz := date_trunc('day', now(), 'Asia/Shanghai') - interval '20 days';
      begin
        create table if not exists report_test partition of report default;
        insert into point (station, code, name, unit, kind, words) values
          (s, 1, 'supply/water/level', 'l', 'number', '{}'),
          (s, 2, 'room/people', 'count', 'number', '{}');
        insert into epoch (station, code, name) values (s, 1, 'E1');
        insert into report (station, at, lane, epoch, seq, received, flags, points, "values")
        select s, t + n * interval '1 h', 1, 1, n + 1, t + n * interval '1 h', 0, '{2,1}',
          array[3, 40 - 0.4 * (n % 72)]
        from generate_series(0, 21 * 24) n;
      end $$""";

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final AtomicLong clock = new AtomicLong(System.currentTimeMillis());
  private final PgAlertFacts alerts;

  ForecastIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    this.alerts =
        new PgAlertFacts(
            AlertWriter.standard(new Style("PC", SHANGHAI, null)), clock::get, step -> {});
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    Await.result(database.pool().query(LEVELS).execute());
  }

  @AfterEach
  void close() {
    web.close();
  }

  private PgConsumption consumption() {
    return new PgConsumption(database.pool(), SHANGHAI, clock::get);
  }

  private void level(double level) {
    database.rows(
        """
        insert into latest (station, saved, points, "values", ats)
        select id, now(), '{1}', array[$1::float8], array[now()] from station
        on conflict (station) do update set "values" = excluded."values", ats = excluded.ats""",
        level);
  }

  private void reviewCover() {
    Await.result(
        new PgCoverBook(database.pool(), new PgRuleBook(database.pool()), alerts)
            .review(
                all ->
                    all.stream()
                        .flatMap(
                            each ->
                                each.judge(clock.get()).stream()
                                    .map(fact -> new StationFact(each.station(), fact)))
                        .toList()));
  }

  private void reviewUse() {
    Await.result(
        new PgOddUseBook(database.pool(), new PgRuleBook(database.pool()), alerts)
            .review(
                all ->
                    all.stream()
                        .flatMap(
                            each ->
                                each.judge(clock.get()).stream()
                                    .map(fact -> new StationFact(each.station(), fact)))
                        .toList()));
  }

  private List<String> told(String rule) {
    return database
        .rows(
            """
            select h.what || ' ' || a.severity as told
            from alert_history h join alert a on a.id = h.alert
            where a.rule = $1 order by h.alert, h.revision""",
            rule)
        .stream()
        .map(row -> row.getString("told"))
        .toList();
  }

  private JsonObject forecast() {
    return admin.get("/stations/pc-001/supplies/water/forecast").json();
  }

  @Test
  void storedLevelsMakeDaysAReorderPointAndAnAlertThatEndsWithARestock() {
    DocumentCheck check = new DocumentCheck(database.vertx());
    Answer unknown = admin.get("/stations/pc-001/supplies/water/forecast");
    check.answers("getForecast", unknown);
    assertNull(unknown.json().getValue("daily"));
    // two hubs at once
    Await.result(Future.all(consumption().review(), consumption().review()));
    assertEquals(0, Await.result(consumption().review()), "nothing is due any more");

    String days = "/stations/pc-001/supplies/water/consumption";
    check.answers("listConsumption", admin.get(days));
    List<String> known = Fixtures.all(admin, days + "?limit=7", "known");
    assertEquals(57, known.size());
    assertEquals(20, known.stream().filter("1.0"::equals).count());
    // what fell by midnight when it was filled up is not seen; neither is what was before the first
    boolean first = true;
    for (Row day :
        database.rows("select used, restocked from consumption_day where known = 1 order by day")) {
      double used = day.getDouble("used");
      assertTrue(
          Math.abs(used - (day.getDouble("restocked") > 0 || first ? 9.2 : 9.6)) < 0.01, "" + used);
      first = false;
    }

    level(25);
    JsonObject forecast = forecast();
    assertEquals(20, forecast.getInteger("days"));
    double daily = forecast.getDouble("daily");
    double sigma = forecast.getDouble("sigma");
    assertEquals(9.48, daily, 0.03);
    double point = daily * 2 + 1.644854 * sigma * Math.sqrt(2);
    assertEquals(Math.ceil(point * 10) / 10, forecast.getDouble("reorderPoint"), 1e-9);
    assertEquals("sensor", forecast.getJsonObject("level").getString("source"));
    assertEquals(25 / daily, forecast.getJsonObject("coverDays").getDouble("p50"), 1e-6);
    check.answers("getForecast", admin.get("/stations/pc-001/supplies/water/forecast"));

    JsonObject override =
        new JsonObject()
            .put("name", "more days")
            .put("rule", COVER)
            .put("station", "pc-001")
            .put("thresholds", new JsonObject().put("days", 40))
            .put("reason", "test");
    Answer made = admin.post("/overrides", override);
    assertEquals(201, made.status(), made.raw().body());
    reviewCover();
    assertEquals(List.of(), told(COVER));
    admin.post("/overrides/" + made.json().getInteger("id") + "/withdraw");
    reviewCover();
    reviewCover();
    assertEquals(List.of("raised major"), told(COVER));
    level(40);
    reviewCover();
    assertEquals(List.of("raised major", "cleared major"), told(COVER));
  }

  @Test
  void theHubJudgesByTheReorderPointAndTheStationIsNotToldOfIt() {
    int station = (int) database.number("select id from station");
    PgStationStore store =
        new PgStationStore(database.pool(), 1, stations -> Future.succeededFuture(Map.of()));
    long version = database.number("select config_version from station");
    Await.result(consumption().review());
    var found =
        Objects.requireNonNull(Await.result(store.registrations(List.of(station))).get(station));
    double point = forecast().getDouble("reorderPoint");
    assertTrue(point > 4.5);
    assertEquals(point, found.profile().items().get(0).minimum());
    assertEquals(1, found.stock());
    assertEquals(1, Await.result(store.standings(List.of(station))).get(0).stock());
    assertEquals(version, found.version());

    database.rows("update consumption_run set due = now(), whole = null");
    database.rows("update consumption_day set computed = 'epoch'");
    database.rows("update item_forecast set computed = 'epoch'");
    Await.result(consumption().review());
    assertEquals(
        0,
        database.number("select count(*) from consumption_day where computed <> 'epoch'"),
        "the same levels give the same days");
    assertEquals(
        0, database.number("select count(*) from item_forecast where computed <> 'epoch'"));
    assertEquals(1, database.number("select stock_version from station"));
  }

  @Test
  void aDayFarFromUsualIsToldUntilALaterDayIsUsual() {
    database.rows(
        """
        insert into report (station, at, lane, epoch, seq, received, flags, points, "values")
        select id, date_trunc('day', now(), 'Asia/Shanghai') - interval '30 minutes', 1, 1, 9001,
          now(), 1, '{1}', '{1}' from station""");
    Await.result(consumption().review());
    reviewUse();
    reviewUse();
    assertEquals(List.of("raised minor"), told(ODD));
    clock.addAndGet(DAY);
    database.rows("update consumption_run set due = now()");
    Await.result(consumption().review());
    reviewUse();
    assertEquals(List.of("raised minor", "cleared minor"), told(ODD));
  }

  @Test
  void whatPeopleCountMakesDaysToo() {
    database.rows("update item set counting = 'hand'");
    database.rows(
        """
        insert into stock_count (id, station, item, at, level, actor)
        select gen_random_uuid(), id, 'water',
          date_trunc('day', now(), 'Asia/Shanghai') - n * interval '5 days', 10 + n * 5, 'grid'
        from station, generate_series(0, 5) n""");
    Await.result(consumption().review());
    assertEquals(25, database.number("select count(*) from consumption_day where known = 1"));
    assertEquals(1, forecast().getDouble("daily"), 1e-9);
    assertEquals("count", forecast().getJsonObject("level").getString("source"));
  }

  @Test
  void whatIsNotThereIsNotFoundAndATextThatIsNoCursorIsRefused() {
    for (String part : List.of("forecast", "consumption")) {
      problem(404, "not-found", admin.get("/stations/pc-001/supplies/tea/" + part));
      problem(404, "not-found", admin.get("/stations/pc-009/supplies/water/" + part));
    }
    String after = Cursor.write(List.of("yesterday"));
    assertEquals(
        400, admin.get("/stations/pc-001/supplies/water/consumption?after=" + after).status());
  }
}
