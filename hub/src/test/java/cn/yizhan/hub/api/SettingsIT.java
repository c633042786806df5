package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deadbands and display texts of stations and offices. */
@WithDatabase
class SettingsIT {
  private static final String STATION = "/stations/pc-001/settings";
  private static final String OFFICE = "/offices/xinwang/settings";

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final DocumentCheck check;

  SettingsIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.check = new DocumentCheck(database.vertx());
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    for (String office : List.of("xinwang", "kaiyuan")) {
      admin.post("/offices", Fixtures.office(office));
    }
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    admin.post("/stations", Fixtures.station("pc-002", "xinwang"));
    admin.post("/stations", Fixtures.station("pc-003", "kaiyuan"));
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static JsonObject settings(String point, double deadband) {
    return new JsonObject()
        .put("deadbands", new JsonObject().put(point, deadband))
        .put("reason", "fewer reports");
  }

  private static Answer put(
      ApiClient client, String path, JsonObject body, @Nullable String ifMatch) {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    if (ifMatch != null) {
      headers.put("If-Match", ifMatch);
    }
    return client.send("PUT", path, headers, BodyPublishers.ofString(body.encode()));
  }

  private Answer put(String path, JsonObject body) {
    return put(admin, path, body, null);
  }

  private long version(String station) {
    return database.number("select config_version from station where code = $1", station);
  }

  @Test
  void anOfficesSettingsHoldAtItsStationsUnlessTheySayOtherwise() {
    Answer none = admin.get(STATION);
    check.answers("getStationSettings", none);
    assertEquals("\"0\"", none.header("etag"));
    JsonObject office =
        settings("bay/{n}/power", 10)
            .put(
                "texts",
                new JsonObject()
                    .put("idle", new JsonObject().put("zh", "欢迎").put("en", "Welcome")));
    office.getJsonObject("deadbands").put("mains/power", 50);
    check.answers("putOfficeSettings", put(OFFICE, office));
    check.answers("putStationSettings", put(STATION, settings("mains/power", 20)));
    JsonObject inForce = admin.get(STATION).json().getJsonObject("inForce");
    assertEquals(
        new JsonObject().put("bay/{n}/power", 10).put("mains/power", 20),
        inForce.getJsonObject("deadbands"));
    assertEquals("欢迎", inForce.getJsonObject("texts").getJsonObject("idle").getString("zh"));
    assertEquals(
        new JsonObject(),
        admin.get("/stations/pc-003/settings").json().getJsonObject("inForce").getValue("texts"));
    assertEquals(3, version("pc-001"), "by the office's change and by its own");
    assertEquals(2, version("pc-002"));
    assertEquals(1, version("pc-003"));
  }

  @Test
  void everyVersionIsKeptWithWhoAndWhyAndAnEarlierOneCanBeRestored() {
    put(STATION, settings("mains/power", 20));
    put(STATION, settings("mains/power", 30));
    Answer restored = admin.post(STATION + "/rollback", new JsonObject().put("version", 1));
    check.answers("restoreStationSettings", restored);
    assertEquals(3, restored.json().getInteger("version"));
    assertEquals(1, restored.json().getInteger("restored"));
    assertEquals(
        20, restored.json().getJsonObject("deadbands").getDouble("mains/power"), "as it was");
    admin.post(STATION + "/rollback", new JsonObject().put("version", 0));
    Answer history = admin.get(STATION + "/history");
    check.answers("listStationSettings", history);
    JsonArray items = history.json().getJsonArray("items");
    assertEquals(
        List.of(4, 3, 2, 1),
        items.stream().map(item -> ((JsonObject) item).getInteger("version")).toList());
    assertEquals("token:system-admin", items.getJsonObject(3).getString("createdBy"));
    assertEquals("fewer reports", items.getJsonObject(3).getString("reason"));
    assertEquals(new JsonObject(), items.getJsonObject(0).getJsonObject("deadbands"));
    assertEquals(
        List.of("4", "3", "2", "1"), Fixtures.all(admin, STATION + "/history?limit=1", "version"));
    assertEquals(5, version("pc-001"));
    assertEquals(
        List.of("settings.put", "settings.put", "settings.restore", "settings.restore"),
        database
            .rows(
                "select action from audit where action like 'settings.%'"
                    + " and target = 'station/pc-001' order by id")
            .stream()
            .map(row -> row.getString(0))
            .toList());
    problem(
        400,
        "invalid-request",
        admin.post(STATION + "/rollback", new JsonObject().put("version", 9)));
    check.answers("listOfficeSettings", admin.get(OFFICE + "/history"));
    check.answers(
        "restoreOfficeSettings",
        admin.post(OFFICE + "/rollback", new JsonObject().put("version", 0)));
  }

  @Test
  void whoReadAnotherVersionIsRefused() {
    Answer first = put(admin, STATION, settings("mains/power", 20), "\"0\"");
    assertEquals("\"1\"", first.header("etag"), first.raw().body());
    problem(412, "stale", put(admin, STATION, settings("mains/power", 30), "\"0\""));
    assertEquals(200, put(admin, STATION, settings("mains/power", 30), "\"1\"").status());
    assertEquals(200, put(admin, STATION, settings("mains/power", 40), "*").status());
    problem(
        412,
        "stale",
        admin.send(
            "POST",
            STATION + "/rollback",
            Map.of("Content-Type", "application/json", "If-Match", "\"1\""),
            BodyPublishers.ofString("{\"version\":1}")));
    assertEquals(3, admin.get(STATION).json().getInteger("version"));
  }

  @Test
  void everyFaultIsNamedAndABadOneNeverLeaves() {
    JsonObject bad = settings("mains/powr", 1);
    bad.getJsonObject("deadbands").put("bay/{n}/state", 1).put("mains/power", -1);
    bad.put(
        "texts",
        new JsonObject().put("idle", new JsonObject().put("zh", "充".repeat(61)).put("en", "x")));
    Answer answer = put(STATION, bad);
    problem(400, "invalid-request", answer);
    assertEquals(
        List.of(
            "body.deadbands.bay/{n}/state",
            "body.deadbands.mains/power",
            "body.deadbands.mains/powr",
            "body.texts.idle.zh"),
        answer.json().getJsonArray("errors").stream()
            .map(error -> ((JsonObject) error).getString("place"))
            .toList());
    assertEquals(1, version("pc-001"));
    problem(400, "invalid-request", put(STATION, new JsonObject()));
    problem(400, "invalid-request", put(STATION, settings("mains/power", 1).put("bays", 1)));
  }

  @Test
  void onlyWhoConfiguresChangesAndNobodyInAnotherOffice() {
    problem(
        403,
        "forbidden",
        put(web.client(Role.GRID_LEADER, null), STATION, settings("mains/power", 1), null));
    ApiClient other = web.client(Role.SYSTEM_ADMIN, "kaiyuan");
    for (String path : List.of(STATION, OFFICE)) {
      problem(404, "not-found", put(other, path, settings("mains/power", 1), null));
      problem(404, "not-found", other.post(path + "/rollback", new JsonObject().put("version", 0)));
    }
    assertEquals(0, database.number("select count(*) from setting"));
  }
}
