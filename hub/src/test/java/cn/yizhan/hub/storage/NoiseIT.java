package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are not told, and when they are told after all. */
@WithDatabase
class NoiseIT {
  private static final long MINUTE = 60_000;

  private final TestDatabase db;
  private final AlertFixture given;
  private final TestWeb web;
  private final ApiClient officer;
  private final PgUntold untold;
  private final PgDigests digests;

  NoiseIT(TestDatabase db, @TempDir Path folder) throws IOException {
    this.db = db;
    this.given = new AlertFixture(db);
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    this.web = new TestWeb(db, folder, given.book);
    this.officer = web.client(Role.DUTY_OFFICER, "sbs");
    AlertWriter writer = AlertWriter.standard(new Style("PC", ZoneId.of("Asia/Shanghai"), null));
    this.untold = new PgUntold(db.pool(), writer, given.clock::get);
    this.digests = new PgDigests(db.pool(), writer, given.clock::get, alerts -> {});
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static Fact fact(String rule, String subject, Change change, Severity severity, long at) {
    return new Fact(
        rule + '/' + subject + '/' + change.word() + '/' + at,
        new Matter(rule, 1, subject),
        change,
        severity,
        at,
        Telling.LIVE,
        null,
        null);
  }

  private static Fact heat(Change change, Severity severity, long at) {
    return fact("S02", "bay/3", change, severity, at);
  }

  private String silence(JsonObject what) {
    Answer made =
        officer.post(
            "/silences",
            what.put("until", Instant.now().plusSeconds(3_600).toString()).put("reason", "检修"));
    assertEquals(201, made.status(), made.raw().body());
    return made.json().getString("id");
  }

  /** As the hub does every few seconds. */
  private void tell() {
    Await.result(untold.review().compose(looked -> digests.review()));
  }

  @Test
  void whatIsSilencedIsRaisedAndListedAndToldWhenTheSilenceEndsAndItStillHolds() {
    String silence = silence(new JsonObject().put("station", "pc-001"));
    given.apply(heat(Change.RAISED, Severity.MAJOR, AlertFixture.START));
    assertEquals(List.of(), given.queued());
    assertEquals(
        "silence/" + silence,
        officer.get("/alerts").json().getJsonArray("items").getJsonObject(0).getString("untold"));
    tell();
    assertEquals(List.of(), given.queued());

    assertEquals(200, officer.post("/silences/" + silence + "/expire").status());
    tell();
    tell();
    assertEquals(List.of("alert.raised"), given.queued());
    given.apply(heat(Change.CLEARED, Severity.MAJOR, AlertFixture.START + 1));
    assertEquals(List.of("alert.raised", "alert.cleared"), given.queued());
    assertEquals(2, db.number("select count(*) from audit where action like 'silence.%'"));
  }

  @Test
  void whatWasToldBeforeTheSilenceIsToldOfWhenItIsOver() {
    given.apply(heat(Change.RAISED, Severity.MAJOR, AlertFixture.START));
    silence(new JsonObject().put("rule", "S02"));
    given.apply(heat(Change.CLEARED, Severity.MAJOR, AlertFixture.START + 1));
    assertEquals(List.of("alert.raised", "alert.cleared"), given.queued());
  }

  @Test
  void whatIsOverBeforeTheSilenceEndsIsNotTold() {
    String silence = silence(new JsonObject().put("office", "sbs"));
    given.apply(
        heat(Change.RAISED, Severity.MAJOR, AlertFixture.START),
        heat(Change.CLEARED, Severity.MAJOR, AlertFixture.START + 1));
    officer.post("/silences/" + silence + "/expire");
    tell();
    assertEquals(List.of(), given.queued());
    assertEquals(List.of("raised", "cleared"), given.history());
  }

  @Test
  void aDangerToLifeIsToldWhateverIsSilenced() {
    silence(new JsonObject());
    given.apply(heat(Change.RAISED, Severity.MAJOR, AlertFixture.START));
    assertEquals(List.of(), given.queued());
    given.apply(heat(Change.WORSENED, Severity.CRITICAL, AlertFixture.START + 1));
    assertEquals(List.of("alert.worsened"), given.queued());
    Answer refused =
        officer.post(
            "/silences",
            new JsonObject()
                .put("rule", "S01")
                .put("reason", "x")
                .put("until", Instant.now().plusSeconds(60).toString()));
    assertEquals(409, refused.status());
    assertTrue(refused.json().getString("detail").contains("测试模式"));
  }

  @Test
  void whatGotWorseUnderASilenceIsToldAsThatAndItsEndIsToldInAnyCase() {
    given.apply(fact("S09", "station", Change.RAISED, Severity.MINOR, AlertFixture.START));
    String silence = silence(new JsonObject().put("rule", "S09").put("severity", "major"));
    given.apply(fact("S09", "station", Change.WORSENED, Severity.MAJOR, AlertFixture.START + 1));
    assertEquals(List.of("alert.raised"), given.queued());
    officer.post("/silences/" + silence + "/expire");
    tell();
    given.apply(fact("S09", "station", Change.CLEARED, Severity.MAJOR, AlertFixture.START + 2));
    assertEquals(List.of("alert.raised", "alert.worsened", "alert.cleared"), given.queued());
  }

  @Test
  void whatIsWorseThanASilenceSaysIsTold() {
    silence(new JsonObject().put("severity", "minor").put("subject", "bay/*"));
    given.apply(fact("S04", "bay/3", Change.RAISED, Severity.MINOR, AlertFixture.START));
    assertEquals(List.of(), given.queued());
    given.apply(fact("S03", "bay/3", Change.RAISED, Severity.MAJOR, AlertFixture.START));
    assertEquals(List.of("alert.raised"), given.queued());
  }

  @Test
  void noDeadlineRunsForWhatNobodyWasToldUntilItIs() {
    String silence = silence(new JsonObject());
    given.apply(heat(Change.RAISED, Severity.MAJOR, AlertFixture.START));
    assertEquals(0, db.number("select count(*) from deadline where stopped is null"));
    given.clock.addAndGet(3 * 60 * MINUTE);
    officer.post("/silences/" + silence + "/expire");
    tell();
    assertTrue(db.number("select count(*) from deadline where stopped is null") > 0);
    assertEquals(
        given.clock.get() + 5 * MINUTE,
        given.alert().getOffsetDateTime("acknowledge_due").toInstant().toEpochMilli());
    assertEquals(List.of("raised", "told"), given.history());
    assertEquals(
        "silence/" + silence,
        db.rows("select data from alert_history where what = 'raised'")
            .get(0)
            .getJsonObject("data")
            .getString("untold"));
  }

  @Test
  void aWindowSilencesWhileItIsOpen() {
    JsonArray everyDay = new JsonArray(List.of(1, 2, 3, 4, 5, 6, 7));
    JsonObject weekly =
        new JsonObject().put("days", everyDay).put("from", "00:00").put("until", "00:00");
    Answer made =
        officer.post(
            "/silences",
            new JsonObject()
                .put("station", "pc-001")
                .put("weekly", weekly)
                .put("reason", "每周检修")
                .put("until", Instant.now().plusSeconds(86_400L * 200).toString()));
    assertEquals(201, made.status(), made.raw().body());
    assertEquals(weekly, made.json().getJsonObject("weekly"));
    given.apply(heat(Change.RAISED, Severity.MAJOR, AlertFixture.START));
    tell();
    assertEquals(List.of(), given.queued());

    // closed: a window of that one day of the week that is furthest from now
    db.rows("update silence set days = array[1 + (extract(isodow from now())::integer + 2) % 7]");
    tell();
    assertEquals(List.of("alert.raised"), given.queued());
  }

  @Test
  void aWindowOfEverywhereIsRefusedAndSoIsASilenceWithoutEnd() {
    JsonObject weekly =
        new JsonObject()
            .put("days", new JsonArray(List.of(1)))
            .put("from", "22:00")
            .put("until", "02:00");
    JsonObject wanted =
        new JsonObject()
            .put("reason", "x")
            .put("until", Instant.now().plusSeconds(86_400L * 31).toString());
    assertEquals(400, officer.post("/silences", wanted).status());
    assertEquals(400, officer.post("/silences", wanted.copy().put("weekly", weekly)).status());
    assertEquals(
        201,
        officer
            .post("/silences", wanted.copy().put("weekly", weekly).put("office", "sbs"))
            .status());
  }

  @Test
  void anotherOfficeSeesNoSilenceOfThisOneAndCannotMakeOne() {
    String silence = silence(new JsonObject().put("office", "sbs"));
    db.rows("insert into office (code, name) values ('other', '他街')");
    ApiClient stranger = web.client(Role.DUTY_OFFICER, "other");
    assertEquals(404, stranger.get("/silences/" + silence).status());
    assertEquals(404, stranger.post("/silences/" + silence + "/expire").status());
    JsonObject wanted =
        new JsonObject()
            .put("station", "pc-001")
            .put("reason", "x")
            .put("until", Instant.now().plusSeconds(60).toString());
    assertEquals(404, stranger.post("/silences", wanted).status());
  }

  @Test
  void ofAStationThatIsOfflineItsDevicesAreToldOnlyWhenItIsBackAndTheyAreNot() {
    given.apply(fact("A01", "station", Change.RAISED, Severity.MINOR, AlertFixture.START));
    given.apply(fact("A03", "device/plug-1", Change.RAISED, Severity.MINOR, AlertFixture.START));
    given.apply(fact("A03", "device/plug-2", Change.RAISED, Severity.MINOR, AlertFixture.START));
    assertEquals(List.of("alert.raised"), given.queued());
    given.apply(
        fact("A03", "device/plug-1", Change.CLEARED, Severity.MINOR, AlertFixture.START + 1));
    given.apply(fact("A01", "station", Change.CLEARED, Severity.MINOR, AlertFixture.START + 2));
    tell();
    assertEquals(List.of("alert.raised", "alert.cleared"), given.queued());
    given.clock.addAndGet(11 * MINUTE);
    tell();
    assertEquals(List.of("alert.raised", "alert.cleared", "alert.raised"), given.queued());
  }
}
