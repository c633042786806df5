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
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies, rosters and the calendar over the API. */
@WithDatabase
class DeadlinesIT {
  private static final String POLICY = "/offices/xinwang/deadline-policy";
  private static final String ROSTER = "/offices/xinwang/roster";
  private static final String DECEMBER =
      "?from=2026-12-01T00:00:00%2B08:00&to=2027-01-01T00:00:00%2B08:00";

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final DocumentCheck check;

  DeadlinesIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.check = new DocumentCheck(database.vertx());
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    for (String office : List.of("xinwang", "kaiyuan")) {
      admin.post("/offices", Fixtures.office(office));
    }
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static Answer put(
      ApiClient client, String path, String type, String body, @Nullable String ifMatch) {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", type));
    if (ifMatch != null) {
      headers.put("If-Match", ifMatch);
    }
    return client.send("PUT", path, headers, BodyPublishers.ofString(body));
  }

  private Answer json(String path, JsonObject body, @Nullable String ifMatch) {
    return put(admin, path, "application/json", body.encode(), ifMatch);
  }

  private static JsonObject policy(String to) {
    return new JsonObject()
        .put("workingHours", new JsonObject().put("from", "09:00").put("until", "18:00"))
        .put(
            "lines",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put(
                            "steps",
                            new JsonArray().add(new JsonObject().put("after", "0").put("to", to)))))
        .put("reason", "a smaller office");
  }

  @Test
  void anOfficeHasThePolicyOfTheProductUntilItsOwnIsPutInForce() {
    Answer standard = admin.get(POLICY);
    check.answers("getDeadlinePolicy", standard);
    assertEquals("\"0\"", standard.header("etag"));
    assertEquals(6, standard.json().getJsonArray("lines").size());
    Answer put = json(POLICY, policy("district"), "\"0\"");
    check.answers("putDeadlinePolicy", put);
    assertEquals(1, put.json().getInteger("version"));
    problem(412, "stale", json(POLICY, policy("community"), "\"0\""));
    assertEquals(
        "district",
        admin
            .get(POLICY)
            .json()
            .getJsonArray("lines")
            .getJsonObject(0)
            .getJsonArray("steps")
            .getJsonObject(0)
            .getString("to"));
    assertEquals(0, admin.get("/offices/kaiyuan/deadline-policy").json().getInteger("version"));
    assertEquals(
        1, database.number("select count(*) from audit where action = 'deadline-policy.put'"));
  }

  @Test
  void aPolicyThatCannotBeIsRefusedWithThePlace() {
    fault("body.lines[0].steps[0].to", json(POLICY, policy("mayor"), null));
    ApiClient stranger = web.client(Role.DUTY_OFFICER, "kaiyuan");
    problem(404, "not-found", stranger.get(POLICY));
    problem(
        403,
        "forbidden",
        put(stranger, POLICY, "application/json", policy("district").encode(), null));
  }

  @Test
  void theCalendarIsOfTheDistrictAndAYearCanBePutIn() {
    Answer known = admin.get("/calendar");
    check.answers("getCalendar", known);
    assertEquals(2025, known.json().getJsonArray("years").getJsonObject(0).getInteger("year"));
    JsonObject year =
        new JsonObject()
            .put("source", "the notice for 2027")
            .put("reason", "it came out")
            .put("workdays", new JsonArray())
            .put(
                "holidays",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("name", "元旦")
                            .put("from", "2027-01-01")
                            .put("to", "2027-01-03")));
    check.answers("putCalendarYear", json("/calendar/2027", year, "\"0\""));
    problem(412, "stale", json("/calendar/2027", year, "\"0\""));
    JsonArray years = admin.get("/calendar").json().getJsonArray("years");
    assertEquals(1, years.getJsonObject(2).getInteger("version"));
    year.getJsonArray("holidays").getJsonObject(0).put("to", "2026-01-01");
    fault("body.holidays[0].to", json("/calendar/2027", year, null));
    ApiClient office = web.client(Role.SYSTEM_ADMIN, "xinwang");
    problem(
        403, "forbidden", put(office, "/calendar/2027", "application/json", year.encode(), null));
  }

  @Test
  void aRosterIsReplacedAsAFileAndComesBackAsOne() {
    String file =
        "\uFEFFfrom,to,role,name,mobile,deputy,deputy_mobile,leave_from,leave_to,community,grid\r\n"
            + "2026-12-01 00:00,2027-01-01 00:00,duty-officer,张三,13800000001,李四,13800000002,"
            + "2026-12-24 00:00,2026-12-26 00:00,,\r\n";
    Answer put = put(admin, ROSTER + DECEMBER, "text/csv; charset=utf-8", file, null);
    assertEquals(200, put.status(), put.raw().body());
    assertEquals(1, put.json().getInteger("shifts"));
    Answer back = admin.get(ROSTER + DECEMBER);
    assertEquals(file, back.raw().body());
    assertTrue(back.header("content-type").startsWith("text/csv"));
    Answer duty = admin.get("/offices/xinwang/duty?at=2026-12-24T08:00:00%2B08:00");
    check.answers("getDuty", duty);
    JsonObject officer = duty.json().getJsonArray("items").getJsonObject(3);
    assertEquals("李四", officer.getString("name"));
    assertTrue(officer.getBoolean("deputy"));
  }

  @Test
  void whatReachesIntoAPeriodFromOutsideKeepsWhatLiesOutside() {
    String year = "from,to,role,name\n2026-01-01 00:00,2027-06-01 00:00,duty-officer,张三\n";
    String all = "?from=2026-01-01T00:00:00%2B08:00&to=2027-06-01T00:00:00%2B08:00";
    assertEquals(200, put(admin, ROSTER + all, "text/csv", year, null).status());
    String month = "from,to,role,name\n2026-12-01 00:00,2027-01-01 00:00,duty-officer,李四\n";
    assertEquals(200, put(admin, ROSTER + DECEMBER, "text/csv", month, null).status());
    List<String> lines =
        admin.get(ROSTER + all).raw().body().lines().skip(1).map(l -> l.substring(0, 49)).toList();
    assertEquals(
        List.of(
            "2026-01-01 00:00,2026-12-01 00:00,duty-officer,张三",
            "2026-12-01 00:00,2027-01-01 00:00,duty-officer,李四",
            "2027-01-01 00:00,2027-06-01 00:00,duty-officer,张三"),
        lines);
  }

  @Test
  void aFileWithMistakesChangesNothingAndNamesThemAll() {
    String file = "from,to,role,name\nsoon,later,mayor,\n";
    Answer put = put(admin, ROSTER + DECEMBER, "text/csv", file, null);
    problem(400, "invalid-request", put);
    assertEquals(5, put.json().getJsonArray("errors").size(), put.raw().body());
    assertEquals(0, database.number("select count(*) from duty_shift"));
    problem(415, "media-type", put(admin, ROSTER + DECEMBER, "text/plain", file, null));
    fault("query.from", put(admin, ROSTER, "text/csv", file, null));
    ApiClient stranger = web.client(Role.DISTRICT_MANAGER, "kaiyuan");
    problem(404, "not-found", stranger.get(ROSTER + DECEMBER));
    problem(
        404,
        "not-found",
        put(stranger, ROSTER + DECEMBER, "text/csv", "from,to,role,name\n", null));
    ApiClient viewer = web.client(Role.VIEWER, "xinwang");
    problem(403, "forbidden", put(viewer, ROSTER + DECEMBER, "text/csv", file, null));
    problem(401, "unauthenticated", web.stranger().get(ROSTER + DECEMBER));
  }
}
