package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.rules.Trial;
import cn.yizhan.hub.storage.PgBacktests;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two days of a station with a warm hour each, the second one hot. */
@WithDatabase
class BacktestIT {
  private static final String PATH = "/rules/S02/backtest";
  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;

  BacktestIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/offices", Fixtures.office("kaiyuan"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    admin.post("/stations", Fixtures.station("pc-002", "xinwang"));
    WarmDays.fill(database);
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static JsonObject asked() {
    return new JsonObject()
        .put("station", "pc-001")
        .put("thresholds", new JsonObject().put("majorLimit", 50))
        .put("from", "2026-11-21T00:00:00Z")
        .put("to", "2026-11-23T00:00:00Z");
  }

  private static List<String> spells(JsonObject answer) {
    List<String> spells = new ArrayList<>();
    for (Object each : answer.getJsonArray("spells")) {
      JsonObject spell = (JsonObject) each;
      spells.add(
          String.join(
              " ",
              spell.getString("change"),
              spell.getString("severity"),
              spell.getString("raised"),
              String.valueOf(spell.getString("cleared")),
              String.valueOf(spell.getString("alert"))));
    }
    return spells;
  }

  private static JsonObject tally(int added, int gone, int same) {
    return new JsonObject().put("new", added).put("gone", gone).put("same", same);
  }

  @Test
  void whatAChangedRuleWouldHaveRaisedStandsBesideWhatIsInForceAndWhatWasRecorded() {
    Answer answer = admin.post(PATH, asked());
    new DocumentCheck(database.vertx()).answers("backtestRule", answer);
    assertEquals(
        List.of(
            "new major 2026-11-21T14:01:30.000Z 2026-11-21T14:20:30.000Z null",
            "same major 2026-11-22T14:00:30.000Z 2026-11-22T14:20:30.000Z PC-1122-001"),
        spells(answer.json()));
    assertEquals(tally(1, 0, 1), answer.json().getJsonObject("inForce"));
    assertEquals(tally(1, 1, 1), answer.json().getJsonObject("recorded"));
    JsonObject reading = answer.json().getJsonArray("spells").getJsonObject(0);
    assertEquals(50, reading.getJsonObject("reading").getDouble("limit"));
  }

  @Test
  void aHigherLimitLosesWhatTheRuleInForceFindsAndAnOverrideIsInForce() {
    JsonObject higher = asked().put("thresholds", new JsonObject().put("majorLimit", 60));
    JsonObject answer = admin.post(PATH, higher).json();
    assertEquals(
        List.of("gone major 2026-11-22T14:02:00.000Z 2026-11-22T14:20:30.000Z PC-1122-001"),
        spells(answer));
    assertEquals(tally(0, 2, 0), answer.getJsonObject("recorded"));
    admin.post(
        "/overrides",
        new JsonObject()
            .put("name", "mild")
            .put("rule", "S02")
            .put("station", "pc-001")
            .put("thresholds", new JsonObject().put("majorLimit", 50))
            .put("reason", "test"));
    assertEquals(tally(0, 2, 0), admin.post(PATH, higher).json().getJsonObject("inForce"));
  }

  @Test
  void allStationsOfAnOfficeAreTriedAndNothingIsChanged() {
    long before = database.number("select count(*) from report") + everything();
    JsonObject office = asked().put("office", "xinwang");
    office.remove("station");
    Answer answer = admin.post(PATH, office);
    assertEquals(2, answer.json().getInteger("stations"), answer.raw().body());
    assertEquals(2, answer.json().getJsonArray("spells").size());
    assertEquals(before, database.number("select count(*) from report") + everything());
  }

  private long everything() {
    return database.number(
        "select (select count(*) from alert) + (select count(*) from alert_fact)"
            + " + (select count(*) from audit) + (select count(*) from outbox)");
  }

  @Test
  void allMistakesAreSaidAtOnce() {
    Answer answer =
        admin.post(
            PATH,
            asked()
                .put("office", "xinwang")
                .put("to", "2026-11-20T00:00:00Z")
                .put("thresholds", new JsonObject().put("limit", 50).put("majorHold", -1)));
    problem(400, "invalid-request", answer);
    JsonArray errors = answer.json().getJsonArray("errors");
    assertEquals(
        List.of("body.thresholds.limit", "body.thresholds.majorHold", "body.to", "body.station"),
        errors.stream().map(each -> ((JsonObject) each).getString("place")).toList());
    assertTrue(errors.getJsonObject(0).getString("detail").contains("majorLimit"));
  }

  @Test
  void whoMaySetThresholdsMayTryThemOnHisOwnStations() {
    problem(403, "forbidden", web.client(Role.VIEWER, null).post(PATH, asked()));
    problem(404, "not-found", web.client(Role.DISTRICT_MANAGER, "kaiyuan").post(PATH, asked()));
    assertEquals(200, web.client(Role.DISTRICT_MANAGER, "xinwang").post(PATH, asked()).status());
  }

  @Test
  void oneRunsAtATimeAndNoneForLongerThanItMay() {
    Trial trial =
        new Trial(
            RuleCatalogue.standard().rule("S02"),
            Map.of(),
            Instant.parse("2026-11-21T00:00:00Z").toEpochMilli(),
            Instant.parse("2026-11-23T00:00:00Z").toEpochMilli());
    Actor actor = new Actor("tester", Role.SYSTEM_ADMIN, null);
    Backtests.Reach reach = new Backtests.Reach("pc-001", null);
    PgRuleBook rules = new PgRuleBook(database.pool());
    PgBacktests hasty =
        new PgBacktests(
            database.vertx(),
            database.database(),
            stations -> rules.courses(database.pool(), stations),
            Duration.ZERO);
    Future<?> first = hasty.run(actor, trial, reach);
    Throwable second = Await.failure(hasty.run(actor, trial, reach));
    assertEquals("another backtest is under way", second.getMessage());
    Throwable tooLong = assertInstanceOf(Unavailable.class, Await.failure(first));
    assertTrue(String.valueOf(tooLong.getMessage()).contains("longer than 0 s"), tooLong::toString);
    assertInstanceOf(Unavailable.class, Await.failure(hasty.run(actor, trial, reach)));
  }
}
