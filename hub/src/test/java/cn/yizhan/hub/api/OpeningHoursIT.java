package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgClosedBook;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.Times;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.hub.watch.Closed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening hours from the request to the alert about a station that stays shut, and its end. */
@WithDatabase
class OpeningHoursIT {
  private static final String PATH = "/stations/pc-001/opening-hours";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** 08:00 at the station. */
  private static final Instant OPENS = Instant.parse("2026-11-26T00:00:00Z");

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final DocumentCheck check;

  OpeningHoursIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.check = new DocumentCheck(database.vertx());
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/offices", Fixtures.office("kaiyuan"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static JsonObject hours(String from, String to) {
    return new JsonObject()
        .put(
            "week",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("days", new JsonArray(List.of(1, 2, 3, 4, 5, 6, 7)))
                        .put("from", from)
                        .put("to", to)));
  }

  private static Answer send(
      ApiClient client, String method, @Nullable JsonObject body, @Nullable String ifMatch) {
    Map<String, String> headers = new HashMap<>();
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    if (ifMatch != null) {
      headers.put("If-Match", ifMatch);
    }
    return client.send(
        method,
        PATH,
        headers,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
  }

  private List<String> audited() {
    return database
        .rows("select action from audit where action like 'opening-hours.%' order by id")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void hoursArePutShownReplacedRemovedAndAudited() {
    Answer none = admin.get(PATH);
    check.answers("getOpeningHours", none);
    assertEquals("\"0\"", none.header("ETag"));
    assertNull(none.json().getJsonArray("week"));
    JsonObject wanted =
        hours("08:00", "20:00")
            .put(
                "exceptions",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("date", "2026-10-01")
                            .put("spans", new JsonArray())
                            .put("reason", "国庆节")));
    Answer put = send(admin, "PUT", wanted, "\"0\"");
    check.answers("putOpeningHours", put);
    assertEquals(wanted.getJsonArray("week"), put.json().getJsonArray("week"));
    assertEquals(wanted.getJsonArray("exceptions"), put.json().getJsonArray("exceptions"));
    assertEquals("\"1\"", put.header("ETag"));
    assertEquals(1, send(admin, "PUT", wanted, null).json().getInteger("version"));
    problem(412, "stale", send(admin, "PUT", hours("09:00", "20:00"), "\"0\""));
    assertEquals(
        2, send(admin, "PUT", hours("09:00", "20:00"), "\"1\"").json().getInteger("version"));
    problem(412, "stale", send(admin, "DELETE", null, "\"1\""));
    Answer removed = send(admin, "DELETE", null, "\"2\"");
    check.answers("deleteOpeningHours", removed);
    assertNull(removed.json().getJsonArray("week"));
    assertEquals(3, removed.json().getInteger("version"));
    assertEquals(3, send(admin, "DELETE", null, null).json().getInteger("version"));
    assertEquals(
        List.of("opening-hours.put", "opening-hours.put", "opening-hours.delete"), audited());
  }

  @Test
  void whatIsWrongOrNotOnesOwnIsRefused() {
    fault("body.week[0].to", send(admin, "PUT", hours("08:00", "25:00"), null));
    fault("body.week[0].to", send(admin, "PUT", hours("08:00", "08:00"), null));
    problem(400, "invalid-request", send(admin, "PUT", new JsonObject(), null));
    ApiClient other = web.client(Role.SYSTEM_ADMIN, "kaiyuan");
    problem(404, "not-found", send(other, "PUT", hours("08:00", "20:00"), null));
    problem(404, "not-found", send(other, "DELETE", null, null));
    problem(404, "not-found", other.get(PATH));
    problem(
        403,
        "forbidden",
        send(web.client(Role.VIEWER, null), "PUT", hours("08:00", "20:00"), null));
    assertEquals(List.of(), audited());
  }

  private static OffsetDateTime at(double hours) {
    return Objects.requireNonNull(
        Times.toSql(OPENS.toEpochMilli() + Math.round(hours * 3_600_000)));
  }

  private void told(double hours, int point, double value, long seq) {
    database.rows(
        "insert into report (station, at, lane, epoch, seq, received, flags, points, \"values\")"
            + " select id, $1, 1, 1, $2, $1, 0, array[$3::smallint], array[$4::float8] from station",
        at(hours),
        seq,
        point,
        value);
    database.rows(
        "insert into latest (station, saved, points, \"values\", ats)"
            + " select id, $1, '{1}', array[$2::float8], array[$1::timestamptz] from station"
            + " on conflict (station) do update set \"values\" = excluded.\"values\","
            + " ats = excluded.ats where $3 = 1",
        at(hours), value, point);
  }

  private void review(double hours) {
    long now = Times.fromSql(at(hours));
    PgAlertFacts facts =
        new PgAlertFacts(AlertWriter.standard(new Style("PC", ZONE, null)), () -> now, step -> {});
    PgClosedBook book =
        new PgClosedBook(database.pool(), new PgRuleBook(database.pool()), facts, ZONE, () -> now);
    Await.result(book.review(found -> Closed.judge(found, now, ZONE)));
  }

  private List<String> alerts() {
    return database
        .rows(
            "select rule || ' ' || condition || ' ' || to_char(event_time at time zone"
                + " 'Asia/Shanghai', 'HH24:MI') from alert order by detected_time")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** A station on line whose door was shut in the evening before. */
  private void aStationThatIsShut() {
    assertEquals(200, send(admin, "PUT", hours("08:00", "20:00"), null).status());
    database.rows("update opening_hours set changed = $1", at(-100));
    database.rows("update station set expected_since = $1", at(-100));
    database.rows(
        "insert into presence (station, online, since) select id, true, $1 from station", at(-50));
    database.rows("create table if not exists report_test partition of report default");
    database.rows(
        "insert into point (station, code, name, kind) select s.id, p.code, p.name, p.kind from"
            + " station s, (values (1::smallint, 'door/open', 'boolean'),"
            + " (2::smallint, 'room/people', 'number')) p (code, name, kind)");
    told(-20, 1, 1, 1);
    told(-12, 1, 0, 2);
    told(-12, 2, 0, 3);
  }

  @Test
  void aStationThatIsNotOpenedIsToldOfOnceAndEndsWhenSomebodyOpens() {
    aStationThatIsShut();
    review(1.99);
    assertEquals(List.of(), alerts());
    review(2.5);
    review(3);
    review(13);
    assertEquals(List.of("V03 active 10:00"), alerts());
    assertEquals(
        "hours/08:00-20:00",
        database.rows("select reading ->> 'point' from alert").get(0).getString(0));
    told(24.1, 1, 1, 4);
    told(24.2, 1, 0, 5);
    review(24.3);
    assertEquals(List.of("V03 cleared 10:00"), alerts());
  }

  @Test
  void peopleInsideCountAndAnOfficeCanGiveMoreTime() {
    aStationThatIsShut();
    told(1, 2, 3, 4);
    told(1.1, 2, 0, 5);
    review(3);
    assertEquals(List.of(), alerts());
    Answer longer =
        admin.post(
            "/overrides",
            new JsonObject()
                .put("name", "quiet")
                .put("rule", "V03")
                .put("office", "xinwang")
                .put("thresholds", new JsonObject().put("closedAfter", 14_400))
                .put("reason", "few couriers"));
    assertEquals(201, longer.status(), longer.raw().body());
    review(3.2);
    assertEquals(List.of(), alerts());
    review(5.2);
    assertEquals(List.of("V03 active 13:06"), alerts());
  }

  @Test
  void withoutADoorNothingIsToldAndRemovedHoursEndIt() {
    aStationThatIsShut();
    database.rows("update point set name = 'first-aid/open' where code = 1");
    review(5);
    assertEquals(List.of(), alerts());
    database.rows("update point set name = 'door/open' where code = 1");
    review(5);
    assertEquals(List.of("V03 active 10:00"), alerts());
    assertEquals(200, send(admin, "DELETE", null, null).status());
    review(5.1);
    assertEquals(List.of("V03 cleared 10:00"), alerts());
  }

  @Test
  void aStationThatIsDisabledIsNotJudgedAndItsAlertEnds() {
    aStationThatIsShut();
    review(3);
    assertEquals(List.of("V03 active 10:00"), alerts());
    admin.post("/stations/pc-001/disable");
    review(3.1);
    assertEquals(List.of("V03 cleared 10:00"), alerts());
  }
}
