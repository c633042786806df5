package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reorder point that was computed while the station is connected. */
@WithDatabase
class ReorderPointIT {
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

  private static String level(int seq, double litres) {
    double now = System.currentTimeMillis() / 1000.0;
    return String.format(
        Locale.ROOT,
        "{\"epoch\":\"E1\",\"seq\":%d,\"sent\":%.3f,\"pack\":[{\"n\":\"supply/water/level\","
            + "\"t\":%.3f,\"u\":\"l\",\"v\":%.2f}]}",
        seq,
        now,
        now,
        litres);
  }

  private long raised() {
    return database.number("select count(*) from alert where rule = 'R01'");
  }

  @Test
  void isTheLimitOfTheHubAndTheStationIsSentNothing() {
    try (WireClient client = hub.connect(station)) {
      client.subscribe(1, station.topic("config"));
      client.publish(station.topic("birth"), IngestFixture.birth("s-1"), 2);
      client.expectAcknowledged(2);
      assertEquals(1, config(client).getInteger("version"));
      client.publish(station.topic("event"), level(1, 12), 3);
      client.expectAcknowledged(3);
      assertEquals(0, raised());
      database.rows("update item set reorder_point = 15 where code = 'water'");
      database.rows("update station set stock_version = stock_version + 1");
      int[] seq = {1};
      Await.until(
          "the twin knows it",
          () -> {
            seq[0]++;
            client.publish(station.topic("event"), level(seq[0], 12), 2 + seq[0]);
            client.expectAcknowledged(2 + seq[0]);
            return raised() == 1;
          });
      assertEquals(
          15,
          database.number("select (reading ->> 'limit')::float8 from alert where rule = 'R01'"));
      database.rows("update station set config_version = 2");
      assertEquals(2, config(client).getInteger("version"), "the next configuration sent");
    }
  }
}
