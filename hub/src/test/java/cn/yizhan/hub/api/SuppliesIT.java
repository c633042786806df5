package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The register of a station's supplies, and what people count of them. */
@WithDatabase
class SuppliesIT {
  private static final String SUPPLIES = "/stations/pc-001/supplies";
  private static final String COUNTS = SUPPLIES + "/water/counts";

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final ApiClient worker;
  private final DocumentCheck check;

  SuppliesIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.check = new DocumentCheck(database.vertx());
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/offices", Fixtures.office("kaiyuan"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    this.worker = web.client(Role.GRID_WORKER, "xinwang");
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static JsonObject water(double minimum) {
    return new JsonObject().put("unit", "l").put("capacity", 40).put("minimum", minimum);
  }

  private static Answer put(ApiClient client, String item, JsonObject body) {
    return client.send(
        "PUT",
        SUPPLIES + "/" + item,
        Map.of("Content-Type", "application/json"),
        BodyPublishers.ofString(body.encode()));
  }

  private JsonObject shown(String item) {
    Answer answer = admin.get(SUPPLIES);
    check.answers("listSupplies", answer);
    return answer.json().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("item").equals(item))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject level(double level) {
    return new JsonObject().put("level", level);
  }

  private long version() {
    return database.number("select config_version from station where code = 'pc-001'");
  }

  private long audited(String action) {
    return database.number("select count(*) from audit where action = $1", action);
  }

  @Test
  void whatIsRegisteredOfAnItemIsAllOptionalButWhatItIs() {
    assertEquals(
        "sensor 2.0 1.0 0.95 null null",
        "%s %s %s %s %s %s"
            .formatted(
                shown("water").getString("counting"),
                shown("water").getDouble("leadDays"),
                shown("water").getDouble("reviewDays"),
                shown("water").getDouble("serviceLevel"),
                shown("water").getString("expires"),
                shown("water").getValue("reorderPoint")));
    JsonObject station = Fixtures.station("pc-002", "xinwang");
    station
        .getJsonArray("items")
        .getJsonObject(0)
        .put("leadDays", 0.5)
        .put("reviewDays", 7)
        .put("serviceLevel", 0.99)
        .put("counting", "hand")
        .put("expires", "2027-03-01");
    assertEquals(201, admin.post("/stations", station).status());
    JsonObject item =
        admin.get("/stations/pc-002/supplies").json().getJsonArray("items").getJsonObject(0);
    assertEquals(0.5, item.getDouble("leadDays"));
    assertEquals(7, item.getDouble("reviewDays"));
    assertEquals(0.99, item.getDouble("serviceLevel"));
    assertEquals("hand", item.getString("counting"));
    assertEquals("2027-03-01", item.getString("expires"));
    station
        .put("code", "pc-003")
        .getJsonArray("items")
        .getJsonObject(0)
        .put("expires", "2027-02-30");
    problem(400, "invalid-request", admin.post("/stations", station));
  }

  @Test
  void anItemIsAddedAndReplacedAndAuditedAndTheStationTold() {
    JsonObject tea = new JsonObject().put("unit", "count").put("capacity", 20).put("minimum", 4);
    Answer added = put(admin, "tea", tea.put("expires", "2027-03-01"));
    check.answers("putItem", added);
    assertEquals(201, added.status());
    assertEquals("2027-03-01", added.json().getString("expires"));
    assertEquals(2, version());

    Answer replaced = put(admin, "tea", tea.put("leadDays", 3).putNull("expires"));
    check.answers("putItem", replaced);
    assertEquals(200, replaced.status());
    assertNull(replaced.json().getString("expires"));
    assertEquals(3, replaced.json().getDouble("leadDays"));
    assertEquals(2, version(), "the station is not judged otherwise by that");
    put(admin, "tea", tea);
    assertEquals(2, audited("item.put"), "what is so already is no change");

    put(admin, "tea", tea.put("minimum", 5));
    put(admin, "tea", tea.put("counting", "hand"));
    assertEquals(4, version());
    assertEquals(
        List.of("sensor hand"),
        database
            .rows(
                "select (data->'before'->>'counting') || ' ' || (data->'now'->>'counting')"
                    + " from audit where action = 'item.put' order by id desc limit 1")
            .stream()
            .map(row -> row.getString(0))
            .toList());
    assertEquals(1, database.number("select count(*) from item where counting_since is not null"));
  }

  @Test
  void whoMayNotOrNamesNothingOrTheImpossibleIsRefused() {
    problem(403, "forbidden", put(worker, "water", water(5)));
    problem(404, "not-found", put(web.client(Role.SYSTEM_ADMIN, "kaiyuan"), "water", water(5)));
    fault("body.minimum", put(admin, "water", water(41)));
    problem(400, "invalid-request", put(admin, "water", water(5).put("leadDays", 0)));
    problem(400, "invalid-request", put(admin, "water", water(5).put("counting", "guess")));
    problem(400, "invalid-request", put(admin, "water", water(5).put("expires", "soon")));
    assertEquals(1, version());
    ApiClient viewer = web.client(Role.VIEWER, "xinwang");
    problem(403, "forbidden", viewer.post(COUNTS, level(3)));
    problem(404, "not-found", web.client(Role.GRID_WORKER, "kaiyuan").post(COUNTS, level(3)));
    problem(404, "not-found", worker.post(SUPPLIES + "/tea/counts", level(3)));
    problem(400, "invalid-request", worker.post(COUNTS, level(-1)));
    fault("body.level", worker.post(COUNTS, level(400.1)));
    Instant now = Instant.now();
    fault("body.at", worker.post(COUNTS, level(3).put("at", now.plusSeconds(150).toString())));
    fault("body.at", worker.post(COUNTS, level(3).put("at", now.minusSeconds(605_000).toString())));
    fault("body.photo", worker.post(COUNTS, level(3).put("photo", "0".repeat(64))));
    assertEquals(0, database.number("select count(*) from stock_count"));
  }

  @Test
  void aCountIsTheLevelUntilSomethingNewerIsKnown() {
    assertNull(shown("water").getJsonObject("level"));
    Instant earlier = Instant.now().minusSeconds(3600);
    check.answers("createCount", worker.post(COUNTS, level(12).put("at", earlier.toString())));
    check.answers("createCount", worker.post(COUNTS, level(7.5)));
    worker.post(COUNTS, level(30).put("at", earlier.minusSeconds(9).toString()));
    JsonObject known = shown("water").getJsonObject("level");
    assertEquals(7.5, known.getDouble("value"));
    assertEquals("hand", known.getString("source"));
    assertEquals(3, audited("stock.count"));

    Answer page = worker.get(COUNTS + "?limit=2");
    check.answers("listCounts", page);
    assertEquals(
        List.of("7.5", "12.0", "30.0"), Fixtures.all(worker, COUNTS + "?limit=2", "level"));

    database.rows(
        "insert into point (station, code, name, unit, kind, words)"
            + " select id, 1, 'supply/water/level', 'l', 'number', '{}' from station");
    database.rows(
        "insert into latest (station, saved, points, \"values\", ats)"
            + " select id, now(), '{1}', '{6.5}', array[now() + interval '1 second'] from station");
    known = shown("water").getJsonObject("level");
    assertEquals(6.5, known.getDouble("value"));
    assertEquals("sensor", known.getString("source"));
  }

  @Test
  void theExpirySeenWithTheLatestCountIsTheItems() {
    worker.post(COUNTS, level(9).put("expires", "2027-05-01"));
    assertEquals("2027-05-01", shown("water").getString("expires"));
    String earlier = Instant.now().minusSeconds(3600).toString();
    worker.post(COUNTS, level(9).put("expires", "2027-04-01").put("at", earlier));
    assertEquals("2027-05-01", shown("water").getString("expires"), "seen before");
    worker.post(COUNTS, level(9));
    assertEquals("2027-05-01", shown("water").getString("expires"), "nobody looked");
  }

  @Test
  void aPhotoOfTheStationGoesWithACount() {
    database.rows(
        "insert into photo (digest, type, content) values (sha256('x'), 'image/png', 'x')");
    String digest = database.rows("select encode(sha256('x'), 'hex')").get(0).getString(0);
    fault("body.photo", worker.post(COUNTS, level(0).put("photo", digest)));
    database.rows(
        "insert into station_photo (station, digest, at, actor)"
            + " select id, sha256('x'), now(), 'tester' from station");
    Answer counted = worker.post(COUNTS, level(0).put("photo", digest).put("note", "柜子空了"));
    check.answers("createCount", counted);
    assertEquals(digest, counted.json().getString("photo"));
    assertEquals("柜子空了", counted.json().getString("note"));
  }
}
