package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.PgUnprovenBook;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.hub.watch.Unproven;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restocks from the report to the proof, or to the alert that there is none, and its end. */
@WithDatabase
class RestocksIT {
  private static final String WATER = "/stations/pc-001/supplies/water/restocks";
  private static final String LIST = "/stations/pc-001/restocks";
  private static final String PHOTO = "ab".repeat(32);

  private final long now = System.currentTimeMillis();
  private int reviews;
  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final ApiClient worker;
  private final DocumentCheck check;

  RestocksIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.check = new DocumentCheck(database.vertx());
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/offices", Fixtures.office("kaiyuan"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    this.worker = web.client(Role.GRID_WORKER, "xinwang");
    database.rows("create table if not exists report_test partition of report default");
    database.rows(
        "insert into point (station, code, name, unit, kind)"
            + " select id, 1, 'supply/water/level', 'l', 'number' from station");
  }

  @AfterEach
  void close() {
    web.close();
  }

  private Instant ago(double hours) {
    return Instant.ofEpochMilli(now - Math.round(hours * 3_600_000));
  }

  private OffsetDateTime sql(double hours) {
    return ago(hours).atOffset(ZoneOffset.UTC);
  }

  private JsonObject restock(double ago) {
    return new JsonObject().put("amount", 20).put("at", ago(ago).toString());
  }

  private void level(double ago, double value) {
    database.rows(
        "insert into report (station, at, lane, epoch, seq, received, flags, points, \"values\")"
            + " select id, $1, 1, 1, 1, $1, 0, '{1}', array[$2::float8] from station",
        sql(ago), value);
  }

  private void photo() {
    Buffer digest = Buffer.buffer(HexFormat.of().parseHex(PHOTO));
    database.rows(
        "insert into photo (digest, type, content) values ($1, 'image/png', 'x')"
            + " on conflict do nothing",
        digest);
    database.rows(
        "insert into station_photo (station, digest, at, actor) select id, $1, now(), 't'"
            + " from station",
        digest);
  }

  /** Each a second later, as ends of an alert have times of their own. */
  private void review() {
    long reviewed = now + 1_000L * ++reviews;
    PgAlertFacts facts =
        new PgAlertFacts(
            AlertWriter.standard(new Style("PC", ZoneId.of("Asia/Shanghai"), null)),
            () -> reviewed,
            step -> {});
    PgUnprovenBook book =
        new PgUnprovenBook(database.pool(), new PgRuleBook(database.pool()), facts);
    Await.result(book.review(found -> Unproven.judge(found, reviewed)));
  }

  private List<String> alerts() {
    return database
        .rows("select rule || ' ' || subject || ' ' || condition from alert order by subject")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private String report(JsonObject body) {
    Answer made = worker.post(WATER, body);
    assertEquals(201, made.status(), made.raw().body());
    return made.json().getString("id");
  }

  private JsonObject only() {
    return worker.get(LIST).json().getJsonArray("items").getJsonObject(0);
  }

  @Test
  void aReportIsKeptWithTheLevelOfItsTimeShownTakenBackAndAudited() {
    level(5, 4);
    level(1, 30);
    photo();
    Answer made =
        worker.post(
            WATER, restock(2).put("photo", PHOTO).put("expires", "2027-03-31").put("note", "一桶"));
    check.answers("createRestock", made);
    assertEquals(4, made.json().getDouble("levelBefore"));
    assertEquals(PHOTO, made.json().getString("photo"));
    assertEquals("2027-03-31", made.json().getString("expires"));
    assertEquals(1, database.number("select count(*) from item where expires = '2027-03-31'"));
    database.rows(
        "insert into stock_count (id, station, item, at, level, actor)"
            + " select gen_random_uuid(), id, 'water', $1, 7, 't' from station",
        sql(0.5));
    assertEquals(7, worker.post(WATER, new JsonObject()).json().getDouble("levelBefore"));
    check.answers("listRestocks", worker.get(LIST));
    assertEquals(2, Fixtures.all(worker, LIST + "?limit=1", "id").size());
    String id = made.json().getString("id");
    Answer withdrawn = worker.post(LIST + "/" + id + "/withdraw");
    check.answers("withdrawRestock", withdrawn);
    assertNotNull(withdrawn.json().getString("withdrawn"));
    assertEquals(withdrawn.json(), worker.post(LIST + "/" + id + "/withdraw").json());
    assertEquals(1, Fixtures.all(worker, LIST + "?open=true", "id").size());
    assertEquals(3, database.number("select count(*) from audit where action like 'restock.%'"));
  }

  @Test
  void whatIsWrongOrNotOnesOwnIsRefused() {
    fault("body.at", worker.post(WATER, restock(-1)));
    fault("body.at", worker.post(WATER, restock(170)));
    fault("body.at", worker.post(WATER, new JsonObject().put("at", "x")));
    fault("body.photo", worker.post(WATER, restock(1).put("photo", PHOTO)));
    fault("body.expires", worker.post(WATER, restock(1).put("expires", "2027-02-30")));
    fault("body.amount", worker.post(WATER, new JsonObject().put("amount", 0)));
    problem(404, "not-found", worker.post(WATER.replace("water", "tea"), restock(1)));
    ApiClient other = web.client(Role.SYSTEM_ADMIN, "kaiyuan");
    problem(404, "not-found", other.post(WATER, restock(1)));
    problem(404, "not-found", other.get(LIST));
    problem(403, "forbidden", web.client(Role.VIEWER, null).post(WATER, restock(1)));
    String id = report(restock(1));
    problem(404, "not-found", other.post(LIST + "/" + id + "/withdraw"));
    assertNull(only().getString("withdrawn"));
  }

  @Test
  void aReportThatNothingProvesIsToldOfAfterTwoHoursUntilTheLevelRises() {
    level(5, 4);
    report(restock(1.99));
    review();
    assertEquals(List.of(), alerts());
    database.rows("update restock_report set at = $1", sql(2.01));
    review();
    review();
    assertEquals(List.of("R07 supply/water active"), alerts());
    assertEquals(
        "restock/water",
        database.rows("select reading ->> 'point' from alert").get(0).getString(0));
    level(0.5, 24);
    review();
    assertEquals(List.of("R07 supply/water cleared"), alerts());
    assertEquals("level", only().getString("proof"));
    assertEquals(ago(0.5), Instant.parse(only().getString("proven")));
  }

  @Test
  void whatIsProvenInTimeOrRoseShortlyBeforeRaisesNothing() {
    level(6, 4);
    level(4.5, 24);
    report(restock(3));
    review();
    assertEquals(List.of(), alerts());
    assertEquals("level", only().getString("proof"));
  }

  @Test
  void aCountProvesItWithAPhotoAlone() {
    report(restock(3));
    photo();
    database.rows(
        "insert into stock_count (id, station, item, at, level, actor)"
            + " select gen_random_uuid(), id, 'water', $1, 24, 't' from station",
        sql(2.5));
    review();
    assertEquals(List.of("R07 supply/water active"), alerts());
    database.rows("update stock_count set photo = (select digest from station_photo)");
    review();
    assertEquals(List.of("R07 supply/water cleared"), alerts());
    assertEquals("count", only().getString("proof"));
  }

  @Test
  void itEndsWhenTheReportIsTakenBackAndWhenALaterOneIsProven() {
    String mistyped = report(restock(3));
    review();
    assertEquals(List.of("R07 supply/water active"), alerts());
    worker.post(LIST + "/" + mistyped + "/withdraw");
    review();
    assertEquals(List.of("R07 supply/water cleared"), alerts());
    report(restock(5));
    String later = report(restock(4));
    review();
    assertEquals(List.of("R07 supply/water active"), alerts());
    database.rows(
        "update restock_report set proven = now(), proof = 'level' where id::text = $1", later);
    review();
    assertEquals(List.of("R07 supply/water cleared"), alerts());
  }

  @Test
  void anOverrideGivesMoreTime() {
    Answer longer =
        admin.post(
            "/overrides",
            new JsonObject()
                .put("name", "slow")
                .put("rule", "R07")
                .put("station", "pc-001")
                .put("thresholds", new JsonObject().put("provenWithin", 14_400))
                .put("reason", "counted once a day"));
    assertEquals(201, longer.status(), longer.raw().body());
    report(restock(3));
    review();
    assertEquals(List.of(), alerts());
    database.rows("update restock_report set at = $1", sql(4));
    review();
    assertEquals(List.of("R07 supply/water active"), alerts());
  }
}
