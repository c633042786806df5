package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An office sees only its own, whatever it asks; the questions come out of the document. */
@WithDatabase
class ScopeIT {
  /** What belongs to no office. */
  private static final Set<String> COMMON =
      Set.of("getDocument", "getMe", "listRules", "getWebhookSchema", "getCalendar");

  /** Served by others than the routes of the document. */
  private static final Set<String> ELSEWHERE = Set.of("followOverview");

  /** What has to be asked for. */
  private static final Map<String, String> QUERIES =
      Map.of("exportRoster", "?from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z");

  private static final Map<String, String> OF_B =
      Map.ofEntries(
          Map.entry("office", "office-b"),
          Map.entry("station", "station-b"),
          Map.entry("item", "water"),
          Map.entry("alert", StationRows.alert("station-b").toString()),
          Map.entry("photo", StationRows.photo("station-b")),
          Map.entry("endpoint", StationRows.endpoint("station-b").toString()),
          Map.entry("delivery", "msg_station-b"),
          Map.entry("command", StationRows.order("station-b").toString()),
          Map.entry("notice", StationRows.order("station-b").toString()),
          Map.entry("silence", StationRows.order("station-b").toString()));

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient ofA;
  private final ApiClient ofB;
  private final ApiClient ofAll;

  ScopeIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.ofAll = web.client(Role.SYSTEM_ADMIN, null);
    for (String one : List.of("a", "b")) {
      ofAll.post("/offices", Fixtures.office("office-" + one));
      ofAll.post("/stations", Fixtures.station("station-" + one, "office-" + one));
      StationRows.fill(database, "station-" + one);
    }
    this.ofA = web.client(Role.SYSTEM_ADMIN, "office-a");
    this.ofB = web.client(Role.SYSTEM_ADMIN, "office-b");
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void nothingOfAnotherOfficeIsShownByAnyOperationThatReads() {
    for (Operation operation : new DocumentCheck(database.vertx()).contract().operations()) {
      String id = operation.getOperationId();
      if (!operation.getHttpMethod().equals(HttpMethod.GET) || ELSEWHERE.contains(id)) {
        continue;
      }
      String path = pathOfB(operation);
      Answer own = ofB.get(path);
      assertEquals(200, own.status(), id + ": " + own.raw().body());
      Answer other = ofA.get(path);
      if (operation.getOpenAPIPath().contains("{")) {
        problem(404, "not-found", other);
      } else if (!COMMON.contains(id)) {
        assertEquals(200, other.status(), id);
        assertTrue(shows(own, "b"), id + " is to show office b its own: " + own.raw().body());
        assertTrue(shows(other, "a"), id + " is to show office a its own");
        assertFalse(shows(other, "b"), id + " shows office a what is of b");
        assertTrue(shows(ofAll.get(path), "b"), id);
      }
    }
  }

  @Test
  void aFilterDoesNotLeadOutOfTheScope() {
    for (String path :
        List.of(
            "/stations?office=office-b",
            "/alerts?office=office-b",
            "/alerts?station=station-b",
            "/deliveries?office=office-b",
            "/deliveries?alert=" + StationRows.alert("station-b"),
            "/gaps?station=station-b",
            "/rejections?station=station-b")) {
      assertEquals(0, ofA.get(path).json().getJsonArray("items").size(), path);
      assertEquals(1, ofB.get(path).json().getJsonArray("items").size(), path);
    }
  }

  @Test
  void nothingOfAnotherOfficeIsChanged() {
    problem(404, "not-found", ofA.post("/stations", Fixtures.station("pc-009", "office-b")));
    problem(404, "not-found", ofA.post("/stations/station-b/secret"));
    problem(404, "not-found", ofA.post("/stations/station-b/disable"));
    problem(404, "not-found", ofA.post("/stations/station-b/enable"));
    problem(404, "not-found", ofA.post("/endpoints/" + OF_B.get("endpoint") + "/disable"));
    problem(404, "not-found", ofA.post("/endpoints/" + OF_B.get("endpoint") + "/test"));
    JsonObject endpoint = new JsonObject().put("kind", "webhook").put("url", "https://a.example/");
    problem(404, "not-found", ofA.post("/offices/office-b/endpoints", endpoint));
    problem(403, "forbidden", ofA.post("/offices", Fixtures.office("office-c")));
    JsonObject token = new JsonObject().put("name", "t").put("role", "viewer");
    problem(403, "forbidden", ofA.post("/tokens", token));
    problem(404, "not-found", ofA.post("/tokens", token.copy().put("office", "office-b")));
    assertEquals(201, ofA.post("/tokens", token.copy().put("office", "office-a")).status());
    String ofBToken =
        ofB.get("/tokens").json().getJsonArray("items").getJsonObject(0).getString("id");
    problem(404, "not-found", ofA.post("/tokens/" + ofBToken + "/revoke"));
    assertEquals(200, ofB.get("/offices/office-b").status());
  }

  private static String pathOfB(Operation operation) {
    String path = operation.getOpenAPIPath();
    for (Map.Entry<String, String> part : OF_B.entrySet()) {
      path = path.replace("{" + part.getKey() + "}", part.getValue());
    }
    assertFalse(path.contains("{"), "say in this test what of office b is at " + path);
    return path + QUERIES.getOrDefault(operation.getOperationId(), "");
  }

  private static boolean shows(Answer answer, String office) {
    String body = answer.raw().body();
    return body.contains("office-" + office) || body.contains("station-" + office);
  }
}
