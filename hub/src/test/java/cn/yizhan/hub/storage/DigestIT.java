package cn.yizhan.hub.storage;

import static cn.yizhan.hub.storage.DigestFixture.fact;
import static cn.yizhan.hub.storage.DigestFixture.low;
import static cn.yizhan.hub.storage.DigestFixture.members;
import static cn.yizhan.hub.storage.DigestFixture.refilled;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final DigestFixture on;

  DigestIT(TestDatabase db, @TempDir Path folder) throws IOException {
    this.db = db;
    this.given = new AlertFixture(db);
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    this.on = new DigestFixture(db, given);
    this.web = new TestWeb(db, folder, given.book);
    this.manager = web.client(Role.DISTRICT_MANAGER, "sbs");
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void whatIsNotUrgentIsToldInOneMessageAfterAQuarterOfAnHour() {
    given.apply(low("water"), low("umbrella"));
    given.apply(fact("V01", "station", Change.RAISED, Severity.INFO, 5));
    assertEquals(0, on.tell());
    assertEquals(List.of(), given.queued());

    on.pass(15);
    assertEquals(1, on.tell());
    assertEquals(0, on.tell());
    assertEquals(List.of("alert.digest"), given.queued());
    assertEquals(List.of(3), on.counted);
    assertEquals(
        List.of("PC-1123-001", "PC-1123-002", "PC-1123-003"), members(on.body(0), "number"));
    assertTrue(
        on.body(0).getJsonObject("data").getJsonObject("text").getString("zh").contains("2条"));
  }

  @Test
  void whatIsAloneIsToldInFull() {
    given.apply(low("water"));
    on.pass(15);
    assertEquals(1, on.tell());
    assertEquals(List.of("alert.raised"), given.queued());
    assertEquals("PC-1123-001", on.body(0).getJsonObject("data").getString("number"));
  }

  @Test
  void theEndOfWhatWasToldTogetherComesWithTheNext() {
    given.apply(low("water"), low("umbrella"));
    on.pass(15);
    on.tell();
    given.apply(refilled("water"), refilled("umbrella"));
    assertEquals(0, on.tell());
    on.pass(15);
    assertEquals(1, on.tell());
    assertEquals(List.of("alert.digest", "alert.digest"), given.queued());
    assertEquals(List.of("alert.cleared", "alert.cleared"), members(on.body(1), "type"));
    assertEquals(List.of("cleared", "cleared"), members(on.body(1), "condition"));
  }

  @Test
  void whatGetsUrgentDoesNotWaitAndIsNotToldAgain() {
    given.apply(fact("S10", "station", Change.RAISED, Severity.MINOR, 0), low("water"));
    given.apply(fact("S10", "station", Change.WORSENED, Severity.MAJOR, 1));
    assertEquals(List.of("alert.worsened"), given.queued());
    on.pass(15);
    on.tell();
    assertEquals(List.of("alert.worsened", "alert.raised"), given.queued());
    assertEquals("R01", on.body(1).getJsonObject("data").getString("rule"));
  }

  @Test
  void twoHubsTellOnce() {
    given.apply(low("water"), low("umbrella"));
    on.pass(15);
    List<Future<Integer>> both = List.of(on.digests().review(), on.digests().review());
    assertEquals(1, Await.result(both.get(0)) + Await.result(both.get(1)));
    on.tell();
    assertEquals(List.of("alert.digest"), given.queued());
  }

  @Test
  void aHubThatIsKilledWhileItTellsHasNotTold() {
    given.apply(low("water"), low("umbrella"));
    on.pass(15);
    SqlConnection other = Await.result(db.pool().getConnection());
    Await.result(other.query("begin").execute());
    Await.result(other.query("lock table outbox in exclusive mode").execute());
    Future<Integer> told = on.digests().review();
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
    assertEquals(1, on.tell());
    assertEquals(List.of("alert.digest"), given.queued());
    assertEquals(List.of(2), on.counted);
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
    on.pass(15);
    on.tell();
    assertEquals(List.of("alert.raised"), given.queued());
    assertEquals("supply/umbrella", subject(on.body(0)));
    assertEquals(
        List.of("held-back", "raised", "raised"), given.history().stream().sorted().toList());
    given.apply(refilled("water"));
    on.pass(15);
    on.tell();
    assertEquals(List.of("alert.raised"), given.queued());
  }

  private static String subject(JsonObject body) {
    JsonObject subject = body.getJsonObject("data").getJsonObject("subject");
    return "supply/" + subject.getString("id");
  }

  @Test
  void whatCountsSingleAlertsIsToldOfEachAndWhoWantsMajorOnesOnlyOfNone() {
    on.endpoint("alertmanager", "info");
    on.endpoint("webhook", "major");
    given.apply(low("water"), low("umbrella"));
    on.pass(15);
    on.tell();
    assertEquals(
        List.of(
            "alertmanager info alert.raised",
            "alertmanager info alert.raised",
            "webhook info alert.digest"),
        on.toWhom());
  }

  @Test
  void moreThanPeopleReadAtOnceComesInSeveralMessages() {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      facts.add(low("item-" + i));
    }
    given.apply(facts.toArray(Fact[]::new));
    on.pass(15);
    while (on.tell() > 0) {
      assertTrue(given.queued().size() < 5);
    }
    Set<String> numbers = new HashSet<>();
    int alerts = 0;
    for (int i = 0; i < given.queued().size(); i++) {
      List<String> told = members(on.body(i), "number");
      alerts += told.size();
      numbers.addAll(told);
      JsonObject text = on.body(i).getJsonObject("data").getJsonObject("text");
      assertTrue(text.getString("zh").getBytes(UTF_8).length <= 3_400);
      assertTrue(text.getString("en").getBytes(UTF_8).length <= 3_400);
      told.forEach(number -> assertTrue(text.getString("zh").contains(number), number));
    }
    assertEquals(60, alerts);
    assertEquals(60, numbers.size());
    assertTrue(given.queued().size() > 1);
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
    on.tell();
    assertEquals(List.of("alert.raised", "alert.raised"), given.queued());
    assertEquals(1, db.number("select count(*) from audit where action = 'office.digest'"));

    assertEquals(400, set(manager, 1_441));
    db.rows("insert into office (code, name) values ('other', '他街')");
    assertEquals(404, set(web.client(Role.DISTRICT_MANAGER, "other"), 5));
    assertEquals(403, set(web.client(Role.DUTY_OFFICER, "sbs"), 5));
  }
}
