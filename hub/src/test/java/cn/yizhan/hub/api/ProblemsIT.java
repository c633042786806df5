package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.access.Secret;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithDatabase
class ProblemsIT {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;

  ProblemsIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void everyOperationButTheDocumentWantsAToken() {
    assertEquals(200, web.stranger().get("/openapi.json").status());
    for (Operation operation : new DocumentCheck(database.vertx()).contract().operations()) {
      if (!operation.getOperationId().equals("getDocument")) {
        Answer answer =
            web.stranger()
                .send(
                    operation.getHttpMethod().name(),
                    operation.getOpenAPIPath().replaceAll("\\{\\w+}", "x"),
                    Map.of(),
                    BodyPublishers.noBody());
        problem(401, "unauthenticated", answer);
        assertEquals("Bearer", answer.header("www-authenticate"));
      }
    }
    problem(401, "unauthenticated", web.client(new Secret("yzt_wrong")).get("/offices"));
    problem(401, "unauthenticated", web.client(new Secret("yzb_wrong")).get("/offices"));
  }

  @Test
  void aRoleThatDoesNotPermitAnOperationIsRefused() {
    ApiClient viewer = web.client(Role.VIEWER, null);
    assertEquals(200, viewer.get("/offices").status());
    problem(403, "forbidden", viewer.post("/offices", Fixtures.office("kaiyuan")));
    problem(403, "forbidden", viewer.get("/tokens"));
    problem(403, "forbidden", viewer.post("/alerts/" + UUID.randomUUID() + "/acknowledge"));
    assertEquals(200, web.client(Role.SECURITY_ADMIN, null).get("/tokens").status());
  }

  @Test
  void whatDoesNotExistIsNotFoundAndAWrongMethodIsTold() {
    problem(404, "not-found", admin.get("/nothing"));
    problem(404, "not-found", admin.get("//nothing"));
    problem(404, "not-found", admin.get("/offices/nowhere"));
    problem(404, "not-found", admin.get("/stations/pc-404/samples"));
    problem(404, "not-found", admin.get("/alerts/" + UUID.randomUUID()));
    problem(404, "not-found", admin.get("/deliveries/msg_404/attempts"));
    problem(404, "not-found", admin.post("/endpoints/" + UUID.randomUUID() + "/test"));
    Answer method = admin.send("DELETE", "/offices", Map.of(), BodyPublishers.noBody());
    problem(405, "method-not-allowed", method);
    assertEquals(
        List.of("GET", "POST"),
        List.of(method.header("allow").split(", ")).stream().sorted().toList());
  }

  @Test
  void aBodyThatCannotBeReadIsRefused() {
    fault("body", post("{"));
    fault("body", post("[]"));
    fault("body", post(""));
    fault("body", post("\"\\ud800\""));
    problem(
        415,
        "media-type",
        admin.send(
            "POST",
            "/offices",
            Map.of("Content-Type", "text/plain"),
            BodyPublishers.ofString("{}")));
    problem(413, "too-large", post(" ".repeat((int) HttpEntry.LARGEST_BODY + 1)));
  }

  @Test
  void aFaultyMemberIsNamedWithItsPlaceAndNothingElseIs() {
    fault("body.nam", admin.post("/offices", Fixtures.office("a").put("nam", "x")));
    fault("body", admin.post("/offices", new JsonObject().put("code", "a")));
    fault("body.code", admin.post("/offices", Fixtures.office("a b")));
    fault("body.name", admin.post("/offices", Fixtures.office("a").put("name", "a\u0000b")));
    JsonObject station = Fixtures.station("pc-001", "xinwang");
    station.getJsonArray("bays").getJsonObject(1).put("use", "car");
    Answer answer = admin.post("/stations", station);
    fault("body.bays[1].use", answer);
    assertEquals(1, answer.json().getJsonArray("errors").size(), answer.raw().body());
    fault("body.code", admin.post("/stations", Fixtures.station("PC", "xinwang")));
  }

  @Test
  void whatTheSchemaCannotSayIsCheckedToo() {
    JsonObject twice = Fixtures.station("pc-001", "xinwang");
    twice.getJsonArray("bays").add(new JsonObject().put("number", 1).put("use", "phone"));
    fault("body.bays[2].number", admin.post("/stations", twice));
    JsonObject item = Fixtures.station("pc-001", "xinwang");
    item.getJsonArray("items").getJsonObject(0).put("minimum", 41);
    fault("body.items[0].minimum", admin.post("/stations", item));
    JsonArray items = Fixtures.station("pc-001", "xinwang").getJsonArray("items");
    items.add(items.getJsonObject(0).copy());
    fault(
        "body.items[1].code",
        admin.post("/stations", Fixtures.station("pc-001", "xinwang").put("items", items)));
  }

  @Test
  void aFaultyParameterIsNamedWithItsPlace() {
    fault("query.limit", admin.get("/alerts?limit=0"));
    fault("query.limit", admin.get("/alerts?limit=many"));
    fault("query.staton", admin.get("/alerts?staton=pc-001"));
    fault("query.after", admin.get("/alerts?after=AAAA"));
    fault("query.after", admin.get("/alerts?after=" + Cursor.write(List.of("1"))));
    fault("query.after", admin.get("/alerts?after=" + Cursor.write(List.of("yesterday", "x"))));
    fault("query.condition", admin.get("/alerts?condition=open"));
    fault("path.alert", admin.get("/alerts/7"));
    fault("query.from", admin.get("/stations/pc-001/samples?from=yesterday"));
    fault("query.to", admin.get("/stations/pc-001/samples?to=2026-13-01T00:00:00Z"));
    fault("query.point", admin.get("/stations/pc-001/samples?point=a%00b"));
  }

  @Test
  void anAddressOrHeadersThatAreTooLongAreRefused() {
    problem(414, "uri-too-long", admin.get("/" + "a".repeat(9000)));
    Answer headers =
        admin.send(
            "GET", "/offices", Map.of("X-Long", "a".repeat(20_000)), BodyPublishers.noBody());
    problem(431, "headers-too-large", headers);
  }

  @Test
  void aFailureInsideIsToldWithoutWhatHappenedInside() {
    database.rows("alter table office rename to office_away");
    try {
      Answer answer = admin.get("/offices");
      problem(500, "internal", answer);
      assertFalse(answer.raw().body().contains("office"), answer.raw().body());
    } finally {
      database.rows("alter table office_away rename to office");
    }
  }

  @Test
  void healthAndMetricsAreOpenAndEveryAnswerIsProtected() {
    ApiClient stranger = web.stranger();
    assertEquals(200, stranger.get("//health/live").status());
    assertEquals(200, stranger.get("//health/ready").status());
    web.obstacles().add("database: away");
    Answer unready = stranger.get("//health/ready");
    assertEquals(503, unready.status());
    assertEquals("database: away", unready.json().getJsonArray("obstacles").getString(0));
    assertEquals(200, stranger.get("//health/live").status());
    Answer metrics = stranger.get("//metrics");
    assertEquals(200, metrics.status());
    assertTrue(metrics.header("content-type").startsWith("text/plain; version=0.0.4"));
    for (Answer answer : List.of(metrics, unready, stranger.get("/offices"))) {
      assertEquals("nosniff", answer.header("x-content-type-options"));
      assertEquals("no-store", answer.header("cache-control"));
      assertTrue(answer.header("content-security-policy").startsWith("default-src 'none'"));
    }
  }

  private Answer post(String body) {
    return admin.send("POST", "/offices", JSON, BodyPublishers.ofString(body));
  }
}
