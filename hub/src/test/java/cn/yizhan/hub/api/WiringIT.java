package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How bays hang on their station's mains, registered and changed afterwards. */
@WithDatabase
class WiringIT {
  private static final String STATION = "/stations/pc-001";

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final DocumentCheck check;

  WiringIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.check = new DocumentCheck(database.vertx());
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/offices", Fixtures.office("kaiyuan"));
    JsonObject station = Fixtures.station("pc-001", "xinwang").put("breaker", 7040);
    station.getJsonArray("bays").getJsonObject(0).put("circuit", true);
    admin.post("/stations", station);
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static Answer patch(
      ApiClient client, String path, JsonObject body, @Nullable String ifMatch) {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    if (ifMatch != null) {
      headers.put("If-Match", ifMatch);
    }
    return client.send("PATCH", path, headers, BodyPublishers.ofString(body.encode()));
  }

  private static JsonObject bay(Answer station, int number) {
    JsonArray bays = station.json().getJsonArray("bays");
    return bays.getJsonObject(number - 1);
  }

  private long version() {
    return database.number("select config_version from station where code = 'pc-001'");
  }

  private long audited() {
    return database.number(
        "select count(*) from audit where action = 'station.wiring' and target = 'station/pc-001'");
  }

  @Test
  void whatIsChangedIsShownAuditedAndGoesDownWithTheNextVersion() {
    Answer before = admin.get(STATION);
    check.answers("getStation", before);
    assertEquals("\"1\"", before.header("etag"));
    assertEquals(true, bay(before, 1).getBoolean("circuit"));
    assertEquals(false, bay(before, 2).getBoolean("circuit"));

    Answer breaker = patch(admin, STATION, new JsonObject().put("breaker", 3520), "\"1\"");
    check.answers("changeStation", breaker);
    assertEquals(3520, breaker.json().getDouble("breaker"));
    assertEquals("\"2\"", breaker.header("etag"));

    Answer low = patch(admin, STATION + "/bays/2", new JsonObject().put("low", true), "\"2\"");
    check.answers("changeBay", low);
    assertEquals(true, bay(low, 2).getBoolean("low"));
    assertEquals(false, bay(low, 2).getBoolean("circuit"), "what is left out stays");
    patch(
        admin, STATION + "/bays/1", new JsonObject().put("circuit", false).put("low", false), "*");
    assertEquals(false, bay(admin.get(STATION), 1).getBoolean("circuit"));
    assertEquals(4, version());
    assertEquals(3, audited());
    assertEquals(
        "{\"low\": false, \"circuit\": true}",
        database
            .rows(
                "select (data->'before')::text from audit where action = 'station.wiring'"
                    + " order by id desc limit 1")
            .get(0)
            .getString(0));
  }

  @Test
  void whatIsSoAlreadyIsNoChange() {
    assertEquals(200, patch(admin, STATION, new JsonObject().put("breaker", 7040), null).status());
    assertEquals(
        200,
        patch(admin, STATION + "/bays/1", new JsonObject().put("circuit", true), null).status());
    assertEquals(1, version());
    assertEquals(0, audited());
  }

  @Test
  void whoReadAnotherVersionOrMayNotOrNamesNothingIsRefused() {
    JsonObject breaker = new JsonObject().put("breaker", 3520);
    problem(412, "stale", patch(admin, STATION, breaker, "\"7\""));
    problem(
        403, "forbidden", patch(web.client(Role.DISTRICT_MANAGER, null), STATION, breaker, null));
    problem(
        404, "not-found", patch(web.client(Role.SYSTEM_ADMIN, "kaiyuan"), STATION, breaker, null));
    problem(
        404,
        "not-found",
        patch(admin, STATION + "/bays/9", new JsonObject().put("low", true), null));
    problem(400, "invalid-request", patch(admin, STATION + "/bays/1", new JsonObject(), null));
    fault("body.breaker", patch(admin, STATION, new JsonObject().put("breaker", -1), null));
    assertEquals(1, version());
  }
}
