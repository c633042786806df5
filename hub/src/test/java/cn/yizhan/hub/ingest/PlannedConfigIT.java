package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.hub.storage.PgPlannedThresholds;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An override planned ahead, at a connected station and at the hub that holds it. */
@WithDatabase
class PlannedConfigIT {
  private static final Actor DISTRICT = new Actor("token:test", Role.SYSTEM_ADMIN, null);

  private IngestFixture hub;
  private TestDatabase database;
  private Registered station;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    hub = IngestFixture.start(database);
    station = hub.stations().add("pc-001");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private JsonObject config(WireClient client) {
    while (true) {
      if (client.next() instanceof MqttPublishMessage publish
          && publish.variableHeader().topicName().equals(station.topic("config"))) {
        return new JsonObject(WireClient.text(publish));
      }
    }
  }

  @Test
  void theHubJudgesByItFromItsEventTimeOnAndTheStationIsSentItThen() {
    try (WireClient client = hub.connect(station)) {
      client.subscribe(1, station.topic("config"));
      client.publish(station.topic("birth"), IngestFixture.birth("s-1"), 2);
      client.expectAcknowledged(2);
      assertEquals(1, config(client).getInteger("version"));
      long from = System.currentTimeMillis() + 6_000;
      RuleOverride.Wanted wanted =
          new RuleOverride.Wanted(
              "soon",
              "S02",
              null,
              "pc-001",
              Map.of("majorLimit", 50.0, "majorHold", 0.0),
              "t",
              from);
      Await.result(new PgRuleBook(database.pool()).create(DISTRICT, wanted));
      JsonObject ahead = config(client);
      assertEquals(2, ahead.getInteger("version"));
      assertFalse(ahead.getJsonObject("rules").containsKey("S02"), ahead.encode());

      client.publish(station.topic("data"), IngestFixture.report("E1", 5, 52), 3);
      client.expectAcknowledged(3);
      PgPlannedThresholds one = new PgPlannedThresholds(database.pool(), () -> {});
      PgPlannedThresholds other = new PgPlannedThresholds(database.pool(), () -> {});
      Await.until("it begins", () -> Await.result(one.begin()) + Await.result(other.begin()) == 1);
      JsonObject begun = config(client);
      assertEquals(3, begun.getInteger("version"));
      assertEquals(50, begun.getJsonObject("rules").getJsonObject("S02").getInteger("majorLimit"));
      Await.until(
          "it is raised",
          () -> database.number("select count(*) from alert where rule = 'S02'") == 1);
      assertEquals(
          from,
          database.number(
              "select (extract(epoch from event_time) * 1000)::bigint from alert where rule = 'S02'"));
    }
  }
}
