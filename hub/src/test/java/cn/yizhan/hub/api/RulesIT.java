package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithDatabase
class RulesIT {
  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;

  RulesIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/offices", Fixtures.office("kaiyuan"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void theNarrowestOverrideIsInForceUntilItIsWithdrawn() {
    assertEquals(55, majorLimit("/rules?station=pc-001"));
    admin.post("/overrides", override(54));
    admin.post("/overrides", override(50).put("station", "pc-001"));
    admin.post("/overrides", override(52).put("office", "xinwang"));
    admin.post("/overrides", override(40).put("office", "kaiyuan"));
    assertEquals(54, majorLimit("/rules"));
    assertEquals(50, majorLimit("/rules?station=pc-001"));
    assertEquals(52, majorLimit("/rules?office=xinwang"));
    fault("query.office", admin.get("/rules?office=xinwang&station=pc-001"));
    int id =
        admin.get("/overrides").json().getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(item -> "pc-001".equals(item.getString("station")))
            .findFirst()
            .orElseThrow()
            .getInteger("id");
    Answer withdrawn = admin.post("/overrides/" + id + "/withdraw");
    DocumentCheck check = new DocumentCheck(database.vertx());
    check.answers("withdrawOverride", withdrawn);
    check.answers("listOverrides", admin.get("/overrides"));
    check.answers("listRules", admin.get("/rules"));
    assertEquals(52, majorLimit("/rules?station=pc-001"));
    problem(404, "not-found", admin.post("/overrides/" + id + "/withdraw"));
    assertEquals(5, database.number("select count(*) from audit where action like 'rule.%'"));
  }

  @Test
  void whatCannotBeOverriddenIsRefusedWithItsPlace() {
    Answer made = admin.post("/overrides", override(50));
    new DocumentCheck(database.vertx()).answers("createOverride", made);
    fault("body.rule", admin.post("/overrides", override(50).put("rule", "S99")));
    fault(
        "body.thresholds.limit",
        admin.post("/overrides", override(50).put("thresholds", new JsonObject().put("limit", 1))));
    fault(
        "body.office",
        admin.post("/overrides", override(50).put("station", "pc-001").put("office", "xinwang")));
    problem(404, "not-found", admin.post("/overrides", override(50).put("station", "pc-009")));
    problem(404, "not-found", admin.get("/rules?station=pc-009"));
    ApiClient other = web.client(Role.SYSTEM_ADMIN, "kaiyuan");
    problem(404, "not-found", other.post("/overrides", override(50)));
    problem(404, "not-found", other.post("/overrides", override(50).put("station", "pc-001")));
    problem(404, "not-found", other.get("/rules?station=pc-001"));
    problem(404, "not-found", other.get("/rules?office=xinwang"));
  }

  @Test
  void whatWouldLeaveAStationWithThresholdsThatCannotBeIsRefused() {
    fault("body.thresholds.majorLimit", admin.post("/overrides", override(66)));
    JsonObject critical = override(0).put("thresholds", new JsonObject().put("criticalLimit", 80));
    int id = admin.post("/overrides", critical.put("office", "xinwang")).json().getInteger("id");
    Answer made = admin.post("/overrides", override(70).put("station", "pc-001"));
    assertEquals(201, made.status(), "with the limit of its office it can be");
    problem(409, "conflict", admin.post("/overrides/" + id + "/withdraw"));
    assertEquals(2, admin.get("/overrides").json().getJsonArray("items").size());
    assertEquals(2, database.number("select count(*) from audit where action like 'rule.%'"));
    assertEquals(3, database.number("select config_version from station"));
  }

  @Test
  void oneThatIsPlannedIsShownWithItsTimeAndCanBeWithdrawn() {
    String from = Instant.ofEpochMilli(System.currentTimeMillis() + 3_600_000).toString();
    Answer made =
        admin.post("/overrides", override(50).put("office", "xinwang").put("validFrom", from));
    assertEquals(201, made.status(), made.raw().body());
    DocumentCheck check = new DocumentCheck(database.vertx());
    check.answers("createOverride", made);
    assertEquals(true, made.json().getBoolean("planned"));
    assertEquals(55, majorLimit("/rules?station=pc-001"));
    check.answers("listRules", admin.get("/rules?station=pc-001"));
    assertEquals(made.json(), planned("/rules?station=pc-001").getJsonObject(0));
    assertEquals(0, planned("/rules").size());
    int id = made.json().getInteger("id");
    assertEquals(200, admin.post("/overrides/" + id + "/withdraw").status());
    assertEquals(0, planned("/rules?station=pc-001").size());
    JsonObject noted =
        database
            .rows("select data from audit where action = 'rule.withdraw'")
            .get(0)
            .getJsonObject(0);
    assertEquals(Instant.parse(from), Instant.parse(noted.getString("validFrom")));
  }

  @Test
  void aTimeThatCannotBeAndAPlaceThatMeansNothingAreRefusedWithTheReason() {
    Instant now = Instant.now();
    unusable(
        "body.validFrom", override(50).put("validFrom", now.minusSeconds(60).toString()), "past");
    unusable(
        "body.validFrom",
        override(50).put("validFrom", now.plus(Duration.ofDays(367)).toString()),
        "at most 366 days");
    JsonObject outage =
        override(0).put("rule", "A02").put("thresholds", new JsonObject().put("least", 4));
    unusable("body.station", outage.copy().put("station", "pc-001"), "for an office as a whole");
    unusable(
        "body.station",
        outage
            .copy()
            .put("rule", "A08")
            .put("thresholds", new JsonObject().put("otherAfter", 60))
            .put("station", "pc-001"),
        "for an office as a whole");
    fault(
        "body.thresholds.least",
        admin.post(
            "/overrides", outage.copy().put("thresholds", new JsonObject().put("least", 1))));
    assertEquals(0, database.number("select count(*) from audit where action like 'rule.%'"));
    assertEquals(201, admin.post("/overrides", outage.put("office", "xinwang")).status());
  }

  private void unusable(String place, JsonObject wanted, String reason) {
    Answer answer = admin.post("/overrides", wanted);
    problem(422, "unusable", answer);
    assertEquals(place, answer.json().getJsonArray("errors").getJsonObject(0).getString("place"));
    assertTrue(answer.json().getString("detail").contains(reason), answer.raw().body());
  }

  private JsonArray planned(String path) {
    return rule(path).getJsonArray("planned");
  }

  private double majorLimit(String path) {
    return rule(path).getJsonArray("thresholds").stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("name").equals("majorLimit"))
        .findFirst()
        .orElseThrow()
        .getDouble("value");
  }

  private JsonObject rule(String path) {
    return admin.get(path).json().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("id").equals("S02"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject override(double limit) {
    return new JsonObject()
        .put("name", "demo")
        .put("rule", "S02")
        .put("thresholds", new JsonObject().put("majorLimit", limit))
        .put("reason", "a demonstration");
  }
}
