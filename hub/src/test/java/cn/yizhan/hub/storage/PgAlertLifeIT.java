package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Pictures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert from its beginning to its close, as people drive it through the API. */
@WithDatabase
class PgAlertLifeIT {
  private final TestDatabase db;
  private final AlertFixture given;
  private final TestWeb web;
  private ApiClient officer;
  private ApiClient worker;
  private String path;

  PgAlertLifeIT(TestDatabase db, @TempDir Path folder) throws IOException {
    this.db = db;
    this.given = new AlertFixture(db);
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    this.web = new TestWeb(db, folder, given.book);
  }

  @BeforeEach
  void anAlertAboutADanger() {
    officer = web.client(Role.DUTY_OFFICER, "sbs");
    worker = web.client(Role.GRID_WORKER, "sbs");
    given.apply(given.raised(AlertFixture.START));
    path = "/alerts/" + given.alert().getUUID("id");
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static Answer send(ApiClient who, String path, int revision, JsonObject body) {
    return who.send(
        "POST",
        path,
        Map.of("If-Match", "\"" + revision + "\"", "Content-Type", "application/json"),
        BodyPublishers.ofString(body.encode()));
  }

  private static JsonObject text(String text) {
    return new JsonObject().put("text", text);
  }

  private static JsonObject fixed() {
    return new JsonObject()
        .put("result", "fixed")
        .put("cause", "battery-fault")
        .put("withoutPhoto", "地下室没有信号");
  }

  @Test
  void aDangerGoesFromOneToTheOtherAndIsClosedByARecheckOnSite() {
    assertEquals(
        200, send(officer, path + "/assign", 1, new JsonObject().put("to", "李网格")).status());
    assertEquals(200, send(worker, path + "/start", 2, new JsonObject()).status());
    assertEquals(200, worker.post(path + "/note", text("电池已移出室外")).status());
    assertEquals(200, send(worker, path + "/fixed", 4, text("已断电")).status());
    Answer early = send(worker, path + "/recheck", 5, fixed());
    assertEquals(409, early.status());
    assertTrue(early.json().getString("detail").contains("未恢复前不能办结"), early.raw().body());
    given.apply(given.cleared(AlertFixture.START + 60_000));
    Answer bad = send(worker, path + "/recheck", 6, new JsonObject().put("result", "not-fixed"));
    assertEquals("in-progress", bad.json().getString("work"));
    Answer good = send(worker, path + "/recheck", 7, fixed().put("text", "已更换"));
    assertEquals("closed", good.json().getString("work"));
    assertEquals("battery-fault", good.json().getString("cause"));
    assertEquals(new JsonArray(List.of("note", "call-back")), good.json().getJsonArray("actions"));
    assertEquals(200, worker.post(path + "/call-back", text("店主已知晓").put("way", "phone")).status());

    assertEquals(
        List.of(
            "raised",
            "assigned",
            "started",
            "noted",
            "fixed",
            "cleared",
            "recheck-failed",
            "closed",
            "called-back"),
        given.history());
    assertEquals(
        List.of(
            "alert.raised",
            "alert.assigned",
            "alert.recheck-due",
            "alert.cleared",
            "alert.reopened",
            "alert.closed"),
        given.queued());
    assertEquals(8 - 1, db.number("select count(*) from audit where action like 'alert.%'"));
  }

  @Test
  void twoOfficersDoNotOverwriteEachOther() {
    JsonObject lisi = new JsonObject().put("to", "李四");
    assertEquals(200, send(officer, path + "/assign", 1, lisi).status());
    assertEquals(
        412, send(officer, path + "/assign", 1, new JsonObject().put("to", "王五")).status());
    assertEquals(428, officer.post(path + "/assign", lisi).status());
    assertEquals("李四", officer.get(path).json().getString("assignedTo"));
  }

  @Test
  void aDangerIsNotClosedWithoutARecheckAndTheAnswerSaysWhy() {
    given.apply(given.cleared(AlertFixture.START + 60_000));
    Answer refused =
        send(officer, path + "/close", 2, new JsonObject().put("cause", "battery-fault"));
    assertEquals(409, refused.status());
    assertTrue(refused.json().getString("detail").contains("recheck on site"));
    assertEquals("new", officer.get(path).json().getString("work"));
  }

  @Test
  void whoMayNotDirectIsRefusedAndAnotherOfficesAlertIsNotThere() {
    assertEquals(403, send(worker, path + "/assign", 1, new JsonObject().put("to", "李四")).status());
    db.rows("insert into office (code, name) values ('other', '他街')");
    ApiClient stranger = web.client(Role.DUTY_OFFICER, "other");
    assertEquals(
        404, send(stranger, path + "/assign", 1, new JsonObject().put("to", "李四")).status());
    assertEquals(
        1,
        officer
            .get("/alerts?number=" + given.alert().getString("number"))
            .json()
            .getJsonArray("items")
            .size());
  }

  @Test
  void whatPeopleSayMustBeComplete() {
    given.apply(given.cleared(AlertFixture.START + 60_000));
    JsonObject other = fixed().put("cause", "other");
    assertEquals(400, send(worker, path + "/recheck", 2, other).status());
    assertEquals(
        400, send(worker, path + "/recheck", 2, new JsonObject().put("result", "fixed")).status());
    assertEquals(400, worker.post(path + "/note", text("")).status());
  }

  @Test
  void aRecheckNamesNoPhotoThatTheAlertDoesNotHave() {
    given.apply(given.cleared(AlertFixture.START + 60_000));
    JsonObject found = fixed().put("evidence", new JsonArray().add("0".repeat(64)));
    Answer refused = send(worker, path + "/recheck", 2, found);
    assertEquals(409, refused.status());
    assertTrue(refused.json().getString("detail").contains("请先上传"), refused.raw().body());
    Answer kept = photographed(Pictures.written("png"));
    found.put("evidence", new JsonArray().add(kept.json().getString("digest")));
    assertEquals("closed", send(worker, path + "/recheck", 3, found).json().getString("work"));
  }

  private Answer photographed(byte[] picture) {
    return worker.send(
        "POST",
        path + "/evidence",
        Map.of("Content-Type", "image/png"),
        BodyPublishers.ofByteArray(picture));
  }

  private static JsonObject unproved() {
    return new JsonObject().put("result", "fixed").put("cause", "battery-fault");
  }

  @Test
  void aDangerIsClosedWithAPhotoOfHowItIsNowAndAnEarlierOneIsNone() {
    photographed(Pictures.written("png"));
    assertEquals(1, worker.get(path).json().getInteger("photos"));
    send(worker, path + "/recheck", 2, new JsonObject().put("result", "not-fixed"));
    given.apply(given.cleared(AlertFixture.START + 60_000));
    Answer refused = send(worker, path + "/recheck", 4, unproved());
    assertEquals(409, refused.status(), refused.raw().body());
    assertTrue(refused.json().getString("detail").contains("请先拍照上传"), refused.raw().body());
    Answer shown = worker.get(path);
    assertEquals(0, shown.json().getInteger("photos"));
    assertTrue(shown.json().getBoolean("photoNeeded"));
    assertEquals(200, photographed(Pictures.written("png")).status(), "the same photo once more");
    assertEquals(409, send(worker, path + "/recheck", 4, unproved()).status());
    assertEquals(201, photographed(Pictures.written("png", 40, 30)).status());
    assertEquals("closed", send(worker, path + "/recheck", 5, unproved()).json().getString("work"));
    send(officer, path + "/reopen", 6, text("又冒烟"));
    assertEquals(409, send(worker, path + "/recheck", 7, unproved()).status());
  }

  @Test
  void whyThereIsNoPhotoIsKeptAndTold() {
    given.apply(given.cleared(AlertFixture.START + 60_000));
    for (String why : List.of("", "无", "    ", "x".repeat(201), "line\nbreak")) {
      Answer bad = send(worker, path + "/recheck", 2, unproved().put("withoutPhoto", why));
      assertEquals(400, bad.status(), why);
    }
    JsonObject nothing =
        new JsonObject().put("result", "false-alarm").put("withoutPhoto", " 手机摄像头坏了 ");
    Answer closed = send(worker, path + "/recheck", 2, nothing);
    assertEquals("refuted", closed.json().getString("condition"), closed.raw().body());
    JsonArray history = closed.json().getJsonArray("history");
    JsonObject last = history.getJsonObject(history.size() - 1).getJsonObject("data");
    assertEquals("手机摄像头坏了", last.getString("withoutPhoto"));
    String body =
        db.rows("select body from outbox where type = 'alert.closed'").get(0).getString(0);
    String zh = new JsonObject(body).getJsonObject("data").getJsonObject("text").getString("zh");
    assertTrue(zh.contains("原因：误报。无佐证照片：手机摄像头坏了。"), zh);
    assertEquals(
        1,
        db.number(
            "select count(*) from audit where action = 'alert.recheck'"
                + " and data ->> 'withoutPhoto' = '手机摄像头坏了'"));
  }

  @Test
  void theNumberOfAWorkOrderIsSetByAPI() {
    Answer set =
        send(officer, path + "/reference", 1, new JsonObject().put("externalRef", "GD-2026-17"));
    assertEquals("GD-2026-17", set.json().getString("externalRef"));
    assertEquals(List.of("alert.raised"), given.queued());
  }

  @Test
  void anOldOneIsNotOpenedBesideANewOneAboutTheSame() {
    given.apply(given.cleared(AlertFixture.START + 60_000));
    assertEquals(200, send(worker, path + "/recheck", 2, fixed()).status());
    given.clock.addAndGet(73L * 3_600_000);
    given.apply(given.raised(given.clock.get()));
    assertEquals(2, db.number("select count(*) from alert"));
    assertEquals(409, send(officer, path + "/reopen", 3, text("x")).status());
  }

  @Test
  void whatComesAndGoesIsNotToldEachTimeUnlessItIsCritical() {
    for (int i = 1; i <= 8; i++) {
      long at = AlertFixture.START + i * 60_000L;
      given.clock.set(at);
      given.apply(given.cleared(at));
      given.apply(
          given.fact(
              Change.RAISED,
              i == 8 ? Severity.CRITICAL : Severity.MAJOR,
              at + 1,
              cn.yizhan.hub.rules.Telling.LIVE));
    }
    assertEquals(
        List.of(
            "raised", "cleared", "raised", "cleared", "raised", "cleared", "raised", "cleared",
            "raised", "cleared", "raised"),
        given.queued().stream().map(type -> type.substring(6)).toList());
    assertEquals(17, given.history().size());
  }

  @Test
  void whatIsOverForADayAndNoDangerIsClosedByTheHubOnce() {
    db.rows(
        "update alert set rule = 'A01', condition = 'cleared',"
            + " cleared_time = now() - interval '25 hours',"
            + " detected_time = now() - interval '26 hours'");
    Style style = new Style("PC", ZoneId.of("Asia/Shanghai"), null);
    PgLapses lapses = new PgLapses(db.pool(), AlertWriter.standard(style));
    assertEquals(1, Await.result(lapses.close()));
    assertEquals(0, Await.result(lapses.close()));
    assertEquals("recovered", given.alert().getString("cause"));
    assertEquals("hub", given.alert().getString("closed_by"));
  }
}
