package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people want of stations reaches them, and what became of it reaches people. The API is that
 * of another hub: it does not wake the one that holds the sessions.
 */
@WithDatabase
class DownlinkIT {
  private IngestFixture hub;
  private TestDatabase database;
  private TestWeb web;
  private ApiClient admin;
  private Registered station;
  private int packet = 100;

  @BeforeEach
  void start(TestDatabase given, @TempDir Path directory) throws Exception {
    database = given;
    database.clear();
    hub = IngestFixture.start(database);
    station = hub.stations().add("pc-001");
    web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    admin = web.client(Role.SYSTEM_ADMIN, null);
  }

  @AfterEach
  void stop() {
    web.close();
    hub.close();
  }

  /** A station that has said who it is and has its configuration. */
  private WireClient born(String session) {
    WireClient client = hub.connect(station);
    client.subscribe(1, station.topic("config"), station.topic("command"), station.topic("notice"));
    client.publish(station.topic("birth"), IngestFixture.birth(session), 2);
    client.expectAcknowledged(2);
    next(client, "config");
    return client;
  }

  /** The next message of that kind; others may come before it. */
  private JsonObject next(WireClient client, String kind) {
    while (true) {
      MqttMessage packet = client.next();
      if (packet instanceof MqttPublishMessage publish) {
        boolean wanted = publish.variableHeader().topicName().equals(station.topic(kind));
        String text = WireClient.text(packet);
        if (wanted) {
          return new JsonObject(text);
        }
      }
    }
  }

  private String order(String type, String target, int seconds) {
    JsonObject command =
        new JsonObject()
            .put("type", type)
            .put("target", target)
            .put("args", new JsonObject().put("note", "现场已检查"))
            .put("expires", Instant.now().plusSeconds(seconds).toString());
    ApiClient.Answer made = admin.post("/stations/pc-001/commands", command);
    assertEquals(202, made.status(), made.raw().body());
    return made.json().getString("id");
  }

  private JsonObject order(String id) {
    return admin.get("/stations/pc-001/commands/" + id).json();
  }

  private void reply(WireClient client, String id, String result, String detail) {
    client.publish(
        station.topic("reply"),
        new JsonObject()
            .put("id", id)
            .put("at", System.currentTimeMillis() / 1000.0)
            .put("result", result)
            .put("detail", detail)
            .encode(),
        ++packet);
    client.expectAcknowledged(packet);
  }

  @Test
  void anOrderReachesAConnectedStationAndItsAnswerClosesItOnce() {
    try (WireClient client = born("s-1")) {
      String id = order("start", "bay/2", 60);
      JsonObject sent = next(client, "command");
      assertEquals(id, sent.getString("id"));
      assertEquals("start", sent.getString("type"));
      assertEquals("bay/2", sent.getString("target"));
      assertEquals("现场已检查", sent.getJsonObject("args").getString("note"));
      assertEquals("token:system-admin", sent.getString("by"));
      Await.until("noted", () -> order(id).getString("state").equals("sent"));
      reply(client, id, "failed", "latched by S02");
      assertEquals("failed", order(id).getString("state"), "closed before the PUBACK");
      assertEquals("latched by S02", order(id).getString("detail"));
      assertNotNull(order(id).getString("answered"));
      reply(client, id, "done", "");
      assertEquals("failed", order(id).getString("state"));
      reply(client, "no-such-order", "done", "");
    }
  }

  @Test
  void anOrderIsSentWithEachConnectionUntilItIsAnswered() {
    String id = order("identify", "bay/1", 600);
    assertEquals("queued", order(id).getString("state"));
    try (WireClient first = born("s-1")) {
      assertEquals(id, next(first, "command").getString("id"));
    }
    try (WireClient second = born("s-2")) {
      assertEquals(id, next(second, "command").getString("id"));
      reply(second, id, "done", "");
      String after = order("identify", "bay/2", 600);
      assertEquals(after, next(second, "command").getString("id"), "and not the first again");
      reply(second, after, "done", "");
    }
    assertEquals(2, order(id).getInteger("sendings"));
    try (WireClient third = born("s-3")) {
      String last = order("identify", "bay/3", 600);
      assertEquals(last, next(third, "command").getString("id"));
    }
  }

  @Test
  void anOrderOfAnotherStationIsNotClosedByThisOne() {
    Registered other = hub.stations().add("pc-002");
    JsonObject start = new JsonObject().put("type", "stop").put("target", "bay/1");
    String id = admin.post("/stations/pc-002/commands", start).json().getString("id");
    try (WireClient client = born("s-1")) {
      reply(client, id, "done", "");
    }
    assertEquals(
        "queued",
        admin.get("/stations/" + other.code() + "/commands/" + id).json().getString("state"));
  }

  @Test
  void whatIsNotAnsweredInTimeExpiresAndALateAnswerStillCounts() {
    String never = order("stop", "bay/1", 1);
    Await.until("it expires", () -> order(never).getString("state").equals("expired"));
    assertEquals("not sent in time", order(never).getString("detail"));
    try (WireClient client = born("s-1")) {
      String id = order("stop", "bay/2", 3);
      assertEquals(id, next(client, "command").getString("id"), "and not the expired one");
      Await.until("it expires too", () -> order(id).getString("state").equals("expired"));
      assertEquals("sent, and not answered in time", order(id).getString("detail"));
      reply(client, id, "done", "");
      assertEquals("done", order(id).getString("state"));
    }
  }

  private JsonObject notice(String scope, String code, String text) {
    JsonObject notice =
        new JsonObject()
            .put("scope", scope)
            .put("text", new JsonObject().put("zh", text).put("en", text))
            .put("until", Instant.now().plusSeconds(3600).toString());
    ApiClient.Answer made =
        admin.post("/notices", code.isEmpty() ? notice : notice.put("code", code));
    assertEquals(201, made.status(), made.raw().body());
    return made.json();
  }

  @Test
  void noticesReachWhoIsConnectedAndWhoConnectsWhileTheyAreValid() {
    notice("all", "", "for all");
    notice("office", "o-pc-001", "for the office");
    admin.post("/offices", Fixtures.office("elsewhere"));
    notice("office", "elsewhere", "for another office");
    try (WireClient client = born("s-1")) {
      assertEquals("for all", text(next(client, "notice")));
      assertEquals("for the office", text(next(client, "notice")));
      String id = notice("station", "pc-001", "for the station").getString("id");
      JsonObject shown = next(client, "notice");
      assertEquals(id, shown.getString("id"));
      admin.send("DELETE", "/notices/" + id, Map.of(), BodyPublishers.noBody());
      JsonObject gone = next(client, "notice");
      assertEquals(id, gone.getString("id"));
      assertEquals(true, gone.getDouble("until") < shown.getDouble("until"));
      assertEquals(true, gone.getDouble("until") * 1000 <= System.currentTimeMillis());
    }
    try (WireClient client = born("s-2")) {
      assertEquals("for all", text(next(client, "notice")));
      assertEquals("for the office", text(next(client, "notice")));
      assertEquals("for the station", text(next(client, "notice")), "withdrawn: it may show it");
      notice("all", "", "one more");
      assertEquals("one more", text(next(client, "notice")), "each once");
    }
  }

  private static String text(JsonObject notice) {
    return notice.getJsonObject("text").getString("zh");
  }

  @Test
  void settingsReachTheStationAndWhatBecameOfThemReachesPeople() {
    database.rows("update station set breaker = 7040");
    database.rows("update bay set low = true where number = 1");
    try (WireClient client = born("s-1")) {
      assertEquals(0, config().getInteger("reported"));
      JsonObject settings =
          new JsonObject()
              .put("deadbands", new JsonObject().put("bay/{n}/power", 10))
              .put(
                  "texts",
                  new JsonObject().put("idle", new JsonObject().put("zh", "欢迎").put("en", "Hi")))
              .put("reason", "test");
      admin.send(
          "PUT",
          "/stations/pc-001/settings",
          Map.of("Content-Type", "application/json"),
          BodyPublishers.ofString(settings.encode()));
      JsonObject sent = next(client, "config");
      assertEquals(2, sent.getInteger("version"));
      assertEquals(10, sent.getJsonObject("deadbands").getInteger("bay/{n}/power"));
      assertEquals("欢迎", sent.getJsonObject("texts").getJsonObject("idle").getString("zh"));
      assertEquals(7040, sent.getInteger("breaker"));
      assertEquals(true, sent.getJsonArray("bays").getJsonObject(0).getBoolean("low"));

      event(client, 1, "config.applied", "{\"version\":2}");
      assertEquals(2, config().getInteger("desired"));
      assertEquals(2, config().getInteger("reported"));
      assertNull(config().getValue("refused"));

      event(client, 2, "config.refused", "{\"version\":3,\"reason\":\"majorHold\"}");
      event(client, 3, "config.applied", "{\"version\":1}");
      assertEquals(2, config().getInteger("reported"), "a late word is overtaken");
      assertEquals(3, config().getInteger("refused"));
      assertEquals("majorHold", config().getString("reason"));
      assertNotNull(config().getString("refusedAt"));

      event(client, 4, "config.applied", "{\"version\":4}");
      assertEquals(4, config().getInteger("reported"));
      assertNull(config().getValue("refused"), "a later one is in force");
    }
    born("s-2").close();
    assertEquals(0, config().getInteger("reported"), "a birth knows best: an image of before");
  }

  private void event(WireClient client, int seq, String type, String data) {
    double now = System.currentTimeMillis() / 1000.0;
    client.publish(
        station.topic("event"),
        "{\"epoch\":\"E1\",\"seq\":%d,\"sent\":%.3f,\"events\":[{\"id\":\"e%d\",\"type\":\"%s\",\"t\":%.3f,\"subject\":\"station\",\"data\":%s}]}"
            .formatted(seq, now, seq, type, now, data),
        ++packet);
    client.expectAcknowledged(packet);
  }

  private JsonObject config() {
    return admin.get("/stations/pc-001").json().getJsonObject("config");
  }
}
