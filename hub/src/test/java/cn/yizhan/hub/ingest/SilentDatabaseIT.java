package cn.yizhan.hub.ingest;

import static cn.yizhan.hub.ingest.IngestFixture.report;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.CutProxy;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that is asked and says nothing: neither an answer nor the end of a connection. */
@WithDatabase
class SilentDatabaseIT {
  private TestDatabase database;
  private CutProxy proxy;
  private Database way;
  private IngestFixture hub;
  private Registered station;
  private Registered other;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    DatabaseAddress direct = database.address();
    proxy = new CutProxy(direct.port());
    way =
        Database.open(
            database.vertx(),
            DatabaseAddress.local(
                proxy.port(), direct.database(), direct.user(), direct.password()),
            8,
            Duration.ofSeconds(2));
    hub = IngestFixture.start(database, way, options -> options);
    station = hub.stations().add("pc-001");
    other = hub.stations().add("pc-002");
  }

  @AfterEach
  void stop() {
    proxy.up();
    hub.close();
    Await.result(way.close());
    proxy.close();
  }

  private MqttConnectReturnCode answer() {
    try (WireClient client = new WireClient(hub.port(), MqttVersion.MQTT_3_1_1)) {
      return client
          .connect("pc-002", "pc-002", other.secret())
          .variableHeader()
          .connectReturnCode();
    }
  }

  @Test
  void theDoorOpensAgainAfterAnswersThatNeverCame() {
    proxy.mute();
    assertEquals(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE, answer());
    proxy.up();
    Await.until(
        "somebody to be let in", () -> answer() == MqttConnectReturnCode.CONNECTION_ACCEPTED);
  }

  @Test
  void latestValuesAndPresenceAreWrittenAgainAfterAnswersThatNeverCame() {
    try (WireClient client = hub.connect(station)) {
      WireClient leaving = hub.connect(other);
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.expectAcknowledged(1);
      Await.until("latest values", () -> temperature() == 30);
      Await.until("both to be present", () -> present() == 2);
      client.publish(station.topic("data"), report("E1", 2, 31), 2);
      client.expectAcknowledged(2);
      proxy.mute();
      leaving.close();
      Await.until("what was asked to be written", () -> present() == 1);
      proxy.up();
      client.publish(station.topic("data"), report("E1", 3, 32), 3);
      client.expectAcknowledged(3);
      Await.until("later values", () -> temperature() == 32);
    }
    Await.until("the other's absence", () -> present() == 0);
  }

  private long present() {
    return database.number("select count(*) from presence where online");
  }

  private long temperature() {
    return database.number("select coalesce(max(value), 0)::int from latest_value");
  }

  @Test
  void ingestStopsAndSaysSoToItsStationsWithoutTheDatabase() {
    try (WireClient client = hub.connectFive(station)) {
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.expectAcknowledged(1);
      proxy.freeze();
      client.publish(station.topic("data"), report("E2", 1, 31), 2);
      Await.until(
          "the message to be waiting",
          () -> hub.meters().get("yizhan.unacknowledged").gauge().value() == 1);
      hub.stop();
      assertEquals(MqttMessageType.DISCONNECT, client.next().fixedHeader().messageType());
      client.expectClosed();
    }
  }
}
