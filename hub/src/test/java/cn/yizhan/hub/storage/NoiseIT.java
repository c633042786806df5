package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.hub.watch.Absence;
import cn.yizhan.hub.watch.Outage;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

  NoiseIT(TestDatabase db, @TempDir Path folder) throws IOException {
    this.db = db;
    this.given = new AlertFixture(db);
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    this.web = new TestWeb(db, folder, given.book);
    this.officer = web.client(Role.DUTY_OFFICER, "sbs");
    AlertWriter writer = AlertWriter.standard(new Style("PC", ZoneId.of("Asia/Shanghai"), null));
    this.untold = new PgUntold(db.pool(), writer, given.clock::get);
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

  @Test
  void whatIsSilencedIsRaisedAndListedAndToldWhenTheSilenceEndsAndItStillHolds() {
    String silence = silence(new JsonObject().put("station", "pc-001"));
    given.apply(heat(Change.RAISED, Severity.MAJOR, AlertFixture.START));
    assertEquals(List.of(), given.queued());
    assertEquals(
        "silence/" + silence,
        officer.get("/alerts").json().getJsonArray("items").getJsonObject(0).getString("untold"));
    Await.result(untold.review());
    assertEquals(List.of(), given.queued());

    assertEquals(200, officer.post("/silences/" + silence + "/expire").status());
    Await.result(untold.review());
    Await.result(untold.review());
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
    Await.result(untold.review());
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
    Await.result(untold.review());
    assertEquals(List.of("alert.raised", "alert.cleared"), given.queued());
    given.clock.addAndGet(11 * MINUTE);
    Await.result(untold.review());
    assertEquals(List.of("alert.raised", "alert.cleared", "alert.raised"), given.queued());
  }

  @Test
  void whenAllStationsOfAnOfficeAreCutOffAtOnceOneMessageIsSentAndTheirReturnSendsOne() {
    int stations = 188;
    long lost = AlertFixture.START;
    db.rows(
        "insert into station (code, name, office, kind, expected_since)"
            + " select 'x-' || n, '驿站', $1, 'full', to_timestamp(0)"
            + " from generate_series(2, $2) n",
        given.office,
        stations);
    db.rows("update station set expected_since = to_timestamp(0)");
    db.rows(
        "insert into presence (station, online, since)"
            + " select id, false, $1 + (id % 60) * interval '1 second' from station",
        Instant.ofEpochMilli(lost).atOffset(ZoneOffset.UTC));
    for (long minute = 1; minute <= 70; minute++) {
      review(lost + minute * MINUTE, lost - 60 * MINUTE);
    }
    assertEquals(List.of("alert.raised"), given.queued());
    assertEquals(
        stations,
        db.number("select count(*) from alert where rule = 'A01' and severity = 'major'"));

    db.rows(
        "update presence set online = true, since = $1",
        Instant.ofEpochMilli(lost + 71 * MINUTE).atOffset(ZoneOffset.UTC));
    for (long minute = 72; minute <= 90; minute++) {
      review(lost + minute * MINUTE, lost - 60 * MINUTE);
    }
    assertEquals(List.of("alert.raised", "alert.cleared"), given.queued());
    assertEquals(0, db.number("select count(*) from alert where condition = 'active'"));
  }

  /** What the watch does, at that time. */
  private void review(long now, long accepting) {
    given.clock.set(now);
    Await.result(
        new PgOutageBook(db.pool(), given.facts)
            .review(
                offices -> {
                  List<OfficeFact> facts = new ArrayList<>();
                  for (Outage office : offices) {
                    Fact fact = office.judge(now, accepting);
                    if (fact != null) {
                      facts.add(new OfficeFact(office.office(), fact));
                    }
                  }
                  return facts;
                }));
    PgAbsenceBook absences = new PgAbsenceBook(db.pool(), new PgRuleBook(db.pool()), given.facts);
    Await.result(
        absences.review(
            all -> {
              List<StationFact> facts = new ArrayList<>();
              for (Absence each : all) {
                each.judge(now, accepting)
                    .forEach(fact -> facts.add(new StationFact(each.station(), fact)));
              }
              return facts;
            }));
    Await.result(untold.review());
  }
}
