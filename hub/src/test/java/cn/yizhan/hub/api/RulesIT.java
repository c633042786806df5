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
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
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

  private double majorLimit(String path) {
    JsonObject rule =
        admin.get(path).json().getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(item -> item.getString("id").equals("S02"))
            .findFirst()
            .orElseThrow();
    return rule.getJsonArray("thresholds").stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("name").equals("majorLimit"))
        .findFirst()
        .orElseThrow()
        .getDouble("value");
  }

  private static JsonObject override(double limit) {
    return new JsonObject()
        .put("name", "demo")
        .put("rule", "S02")
        .put("thresholds", new JsonObject().put("majorLimit", limit))
        .put("reason", "a demonstration");
  }
}
