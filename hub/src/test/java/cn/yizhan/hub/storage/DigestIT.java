package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What offices are told together. */
@WithDatabase
class DigestIT {
  private final TestDatabase db;
  private final AlertFixture given;
  private final TestWeb web;
  private final ApiClient manager;
  private final List<Integer> counted = new CopyOnWriteArrayList<>();

  DigestIT(TestDatabase db, @TempDir Path folder) throws IOException {
    this.db = db;
    this.given = new AlertFixture(db);
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    db.rows("update office set digest_minutes = 15");
    this.web = new TestWeb(db, folder, given.book);
    this.manager = web.client(Role.DISTRICT_MANAGER, "sbs");
  }

  @AfterEach
  void close() {
    web.close();
  }

  private PgDigests digests() {
    AlertWriter writer = AlertWriter.standard(new Style("PC", ZoneId.of("Asia/Shanghai"), null));
    return new PgDigests(db.pool(), writer, given.clock::get, counted::add);
  }

  private static Fact fact(String rule, String subject, Change change, Severity severity, long at) {
    return new Fact(
        rule + '/' + subject + '/' + change.word() + '/' + at,
        new Matter(rule, 1, subject),
        change,
        severity,
        AlertFixture.START + at,
        Telling.LIVE,
        null,
        null);
  }

  private static Fact low(String item) {
    return fact("R01", "supply/" + item, Change.RAISED, Severity.MINOR, 0);
  }

  private static Fact refilled(String item) {
    return fact("R01", "supply/" + item, Change.CLEARED, Severity.MINOR, 1);
  }

  private int tell() {
    return Await.result(digests().review());
  }

  private void aQuarterOfAnHourPasses() {
    db.rows("update digest_item set due = due - interval '15 minutes'");
  }

  private JsonObject body(int index) {
    Row row = db.rows("select body from outbox order by ordinal").get(index);
    return new JsonObject(row.getString("body"));
  }

  private static List<String> members(JsonObject digest, String member) {
    List<String> found = new ArrayList<>();
    JsonArray alerts = digest.getJsonObject("data").getJsonArray("alerts");
    alerts.forEach(each -> found.add(((JsonObject) each).getString(member)));
    return found;
  }

  @Test
  void whatIsNotUrgentIsToldInOneMessageAfterAQuarterOfAnHour() {
    given.apply(low("water"), low("umbrella"));
    given.apply(fact("V01", "station", Change.RAISED, Severity.INFO, 5));
    assertEquals(0, tell());
    assertEquals(List.of(), given.queued());

    aQuarterOfAnHourPasses();
    assertEquals(1, tell());
    assertEquals(0, tell());
    assertEquals(List.of("alert.digest"), given.queued());
    assertEquals(List.of(3), counted);
    assertEquals(List.of("PC-1123-001", "PC-1123-002", "PC-1123-003"), members(body(0), "number"));
    assertTrue(body(0).getJsonObject("data").getJsonObject("text").getString("zh").contains("2条"));
  }

  @Test
  void whatIsAloneIsToldInFull() {
    given.apply(low("water"));
    aQuarterOfAnHourPasses();
    assertEquals(1, tell());
    assertEquals(List.of("alert.raised"), given.queued());
    assertEquals("PC-1123-001", body(0).getJsonObject("data").getString("number"));
  }

  @Test
  void theEndOfWhatWasToldTogetherComesWithTheNext() {
    given.apply(low("water"), low("umbrella"));
    aQuarterOfAnHourPasses();
    tell();
    given.apply(refilled("water"), refilled("umbrella"));
    assertEquals(0, tell());
    aQuarterOfAnHourPasses();
    assertEquals(1, tell());
    assertEquals(List.of("alert.digest", "alert.digest"), given.queued());
    assertEquals(List.of("alert.cleared", "alert.cleared"), members(body(1), "type"));
    assertEquals(List.of("cleared", "cleared"), members(body(1), "condition"));
  }

  @Test
  void whatGetsUrgentDoesNotWaitAndIsNotToldAgain() {
    given.apply(fact("S10", "station", Change.RAISED, Severity.MINOR, 0), low("water"));
    given.apply(fact("S10", "station", Change.WORSENED, Severity.MAJOR, 1));
    assertEquals(List.of("alert.worsened"), given.queued());
    aQuarterOfAnHourPasses();
    tell();
    assertEquals(List.of("alert.worsened", "alert.raised"), given.queued());
    assertEquals("R01", body(1).getJsonObject("data").getString("rule"));
  }

  @Test
  void twoHubsTellOnce() {
    given.apply(low("water"), low("umbrella"));
    aQuarterOfAnHourPasses();
    List<Future<Integer>> both = List.of(digests().review(), digests().review());
    assertEquals(1, Await.result(both.get(0)) + Await.result(both.get(1)));
    tell();
    assertEquals(List.of("alert.digest"), given.queued());
  }

  @Test
  void aHubThatIsKilledWhileItTellsHasNotTold() {
    given.apply(low("water"), low("umbrella"));
    aQuarterOfAnHourPasses();
    SqlConnection other = Await.result(db.pool().getConnection());
    Await.result(other.query("begin").execute());
    Await.result(other.query("lock table outbox in exclusive mode").execute());
    Future<Integer> told = digests().review();
    Await.until(
        "it waits for the outbox",
        () ->
            db.number(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and query like 'insert into outbox%' and datname = current_database()")
                == 1);
    db.rows(
        "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'"
            + " and query like 'insert into outbox%' and datname = current_database()");
    assertEquals(0, Await.result(told));
    Await.result(other.query("rollback").execute());
    Await.result(other.close());

    assertEquals(List.of(), given.queued());
    assertEquals(1, tell());
    assertEquals(List.of("alert.digest"), given.queued());
    assertEquals(List.of(2), counted);
  }

  @Test
  void whatWasSilencedSinceIsLeftOut() {
    given.apply(low("water"), low("umbrella"));
    JsonObject silence =
        new JsonObject()
            .put("subject", "supply/water")
            .put("station", "pc-001")
            .put("reason", "盘点")
            .put("until", Instant.now().plusSeconds(3_600).toString());
    assertEquals(201, web.client(Role.DUTY_OFFICER, "sbs").post("/silences", silence).status());
    aQuarterOfAnHourPasses();
    tell();
    assertEquals(List.of("alert.raised"), given.queued());
    assertEquals("supply/umbrella", subject(body(0)));
    assertEquals(List.of("raised", "raised", "untold"), given.history().stream().sorted().toList());
    given.apply(refilled("water"));
    aQuarterOfAnHourPasses();
    tell();
    assertEquals(List.of("alert.raised"), given.queued());
  }

  private static String subject(JsonObject body) {
    JsonObject subject = body.getJsonObject("data").getJsonObject("subject");
    return "supply/" + subject.getString("id");
  }

  @Test
  void whatCountsSingleAlertsIsToldOfEachAndWhoWantsMajorOnesOnlyOfNone() {
    endpoint("alertmanager", "info");
    endpoint("webhook", "major");
    given.apply(low("water"), low("umbrella"));
    aQuarterOfAnHourPasses();
    tell();
    assertEquals(
        List.of("alertmanager alert.raised", "alertmanager alert.raised", "webhook alert.digest"),
        db
            .rows(
                "select e.kind || ' ' || o.type from outbox o join endpoint e on e.id = o.endpoint"
                    + " order by 1")
            .stream()
            .map(row -> row.getString(0))
            .toList());
  }

  private void endpoint(String kind, String worst) {
    db.rows(
        "insert into endpoint (id, office, kind, url, secret, pepper, min_severity)"
            + " values ($1, $2, $3, 'https://example.org/', $4, 1::smallint, $5)",
        UUID.randomUUID(),
        given.office,
        kind,
        Buffer.buffer("x"),
        worst);
  }

  @Test
  void moreThanPeopleReadAtOnceComesInSeveralMessages() {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      facts.add(low("item-" + i));
    }
    given.apply(facts.toArray(Fact[]::new));
    aQuarterOfAnHourPasses();
    tell();
    assertEquals(50, body(0).getJsonObject("data").getInteger("count"));
    tell();
    assertEquals(List.of("alert.digest", "alert.raised"), given.queued());
  }

  private int set(ApiClient who, int minutes) {
    return who.send(
            "PUT",
            "/offices/sbs/digest",
            Map.of("Content-Type", "application/json"),
            BodyPublishers.ofString(new JsonObject().put("minutes", minutes).encode()))
        .status();
  }

  @Test
  void anOfficeMaySetHowLongAndAlsoThatNothingWaits() {
    given.apply(low("water"));
    assertEquals(200, set(manager, 0));
    assertEquals(0, manager.get("/offices/sbs").json().getInteger("digestMinutes"));
    given.apply(low("umbrella"));
    assertEquals(List.of("alert.raised"), given.queued());
    tell();
    assertEquals(List.of("alert.raised", "alert.raised"), given.queued());
    assertEquals(1, db.number("select count(*) from audit where action = 'office.digest'"));

    assertEquals(400, set(manager, 1_441));
    db.rows("insert into office (code, name) values ('other', '他街')");
    assertEquals(404, set(web.client(Role.DISTRICT_MANAGER, "other"), 5));
    assertEquals(403, set(web.client(Role.DUTY_OFFICER, "sbs"), 5));
  }
}
