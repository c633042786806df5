package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.compliance.Element;
import cn.yizhan.hub.compliance.Elements;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertBook;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgInspectionReview;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an inspection through the review to an alert and its end. */
@WithDatabase
class InspectionAlertsIT {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final long DAY = 86_400_000;

  private final TestDatabase db;
  private final long start = System.currentTimeMillis();
  private final AtomicLong clock = new AtomicLong(start);
  private final PgInspectionReview book;
  private final TestWeb web;
  private final ApiClient officer;
  private final ApiClient worker;

  InspectionAlertsIT(TestDatabase db, @TempDir Path directory) throws IOException {
    this.db = db;
    db.clear();
    AlertWriter writer = AlertWriter.standard(new Style("PC", ZONE, null));
    PgAlertFacts alerts = new PgAlertFacts(writer, clock::get, step -> {});
    this.book = new PgInspectionReview(db.pool(), new PgRuleBook(db.pool()), alerts);
    this.web =
        new TestWeb(
            db, directory, new PgAlertBook(db.pool(), writer, clock::get, step -> {}), ZONE);
    ApiClient all = web.client(Role.SYSTEM_ADMIN, null);
    all.post("/offices", Fixtures.office("office-a"));
    all.post("/stations", Fixtures.station("station-a", "office-a"));
    this.officer = web.client(Role.DUTY_OFFICER, "office-a");
    this.worker = web.client(Role.GRID_WORKER, "office-a");
  }

  @AfterEach
  void close() {
    web.close();
  }

  private int review() {
    return Objects.requireNonNull(
        Await.result(book.review(known -> Inspected.judge(known, clock.get(), ZONE))));
  }

  private void look(JsonArray findings) {
    Answer answer =
        worker.post("/stations/station-a/inspections", new JsonObject().put("findings", findings));
    assertEquals(201, answer.status(), answer.raw().body());
  }

  private static JsonArray books(String result) {
    return new JsonArray()
        .add(new JsonObject().put("element", "study-books").put("result", result));
  }

  private static JsonArray whole() {
    JsonArray findings = new JsonArray();
    for (Element element : Elements.of("full")) {
      findings.add(new JsonObject().put("element", element.code()).put("result", "present"));
    }
    return findings;
  }

  private List<String> told() {
    return db
        .rows("select rule, subject, severity, condition, work from alert order by rule")
        .stream()
        .map(InspectionAlertsIT::line)
        .toList();
  }

  private static String line(Row row) {
    return String.join(
        " ",
        List.of(
            row.getString(0),
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4)));
  }

  private Answer recheck(JsonObject found) {
    Row alert = db.rows("select id, revision from alert where rule = 'V05'").get(0);
    return officer.send(
        "POST",
        "/alerts/" + alert.getUUID(0) + "/recheck",
        Map.of("If-Match", "\"" + alert.getInteger(1) + "\"", "Content-Type", "application/json"),
        BodyPublishers.ofString(found.encode()));
  }

  @Test
  void whatIsMissingIsAnAlertOfItsOwnThatEndsWhenItIsFoundAndIsClosedByARecheckWithoutAPhoto() {
    look(books("missing"));
    assertEquals(1, review());
    assertEquals(List.of("V05 element/study-books minor active new"), told());
    assertEquals(0, review());
    JsonObject fixed = new JsonObject().put("result", "fixed").put("cause", "used-up");
    Answer early = recheck(fixed);
    assertEquals(409, early.status(), early.raw().body());
    look(books("present"));
    clock.addAndGet(60_000);
    assertEquals(1, review());
    assertEquals(List.of("V05 element/study-books minor cleared new"), told());
    Answer closed = recheck(fixed);
    assertEquals(200, closed.status(), closed.raw().body());
    assertEquals(List.of("V05 element/study-books minor cleared closed"), told());
    assertEquals(0, review());
  }

  @Test
  void aFalseAlarmStaysClosedUntilSomebodyLooksAgain() {
    look(books("missing"));
    review();
    Answer closed =
        recheck(new JsonObject().put("result", "false-alarm").put("cause", "false-alarm"));
    assertEquals(200, closed.status(), closed.raw().body());
    clock.addAndGet(60_000);
    assertEquals(0, review());
    look(books("missing"));
    assertEquals(1, review());
    assertEquals(1, db.number("select count(*) from alert where work = 'new'"));
  }

  @Test
  void whatExpiresIsAnAlertTheDayAfterWithoutAnybodyLooking() {
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(start), ZONE);
    JsonArray found = books("present");
    found.getJsonObject(0).put("expires", today.plusDays(1).toString());
    look(found);
    assertEquals(0, review());
    clock.set(today.plusDays(2).atStartOfDay(ZONE).toInstant().toEpochMilli());
    assertEquals(1, review());
    Row alert = db.rows("select event_time, reading from alert").get(0);
    assertEquals(clock.get(), alert.getOffsetDateTime(0).toInstant().toEpochMilli());
    assertEquals("element/study-books/expiry", alert.getJsonObject(1).getString("point"));
  }

  @Test
  void aStationThatIsNotExpectedHasNoSuchAlertAndHasItAnewWhenItIs() {
    look(books("missing"));
    review();
    db.rows("update station set status = 'suspended'");
    clock.addAndGet(60_000);
    assertEquals(1, review());
    assertEquals(List.of("V05 element/study-books minor cleared new"), told());
    assertEquals(0, review());
    db.rows("update station set status = 'live'");
    clock.addAndGet(60_000);
    assertEquals(1, review());
    assertEquals(List.of("V05 element/study-books minor active new"), told());
  }

  @Test
  void anInspectionIsOverdueAfterTheDaysOfItsOverrideAndNotWhenAllWasLookedAt() {
    look(whole());
    clock.set(start + 89 * DAY);
    assertEquals(0, review());
    JsonObject override =
        new JsonObject()
            .put("name", "monthly")
            .put("rule", "V06")
            .put("station", "station-a")
            .put("thresholds", new JsonObject().put("overdueDays", 30))
            .put("reason", "test");
    Answer made = web.client(Role.SYSTEM_ADMIN, null).post("/overrides", override);
    assertEquals(201, made.status(), made.raw().body());
    assertEquals(1, review());
    assertEquals(List.of("V06 station minor active new"), told());
    // looked at again, in part: that is not enough
    shift(books("present"));
    assertEquals(0, review());
    shift(whole());
    assertEquals(1, review());
    assertEquals(List.of("V06 station minor cleared new"), told());
  }

  /** Looks, as if by the review's clock. */
  private void shift(JsonArray findings) {
    look(findings);
    db.rows(
        "update inspection set at = $1 where seq = (select max(seq) from inspection)",
        Instant.ofEpochMilli(clock.get()).atOffset(ZoneOffset.UTC));
  }

  @Test
  void aStationThatWasNeverInspectedIsOverdueNinetyDaysAfterItWasRegistered() {
    clock.set(start + 89 * DAY);
    assertEquals(0, review());
    look(books("present"));
    clock.set(start + 91 * DAY);
    assertEquals(1, review());
    assertEquals(List.of("V06 station minor active new"), told());
    assertEquals(
        "station/first-inspection",
        db.rows("select reading from alert").get(0).getJsonObject(0).getString("point"));
  }
}
