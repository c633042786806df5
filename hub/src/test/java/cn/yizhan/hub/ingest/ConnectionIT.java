package cn.yizhan.hub.ingest;

import static cn.yizhan.hub.ingest.IngestFixture.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may connect, and what a connection may do. */
@WithDatabase
class ConnectionIT {
  private static final int NOT_AUTHORIZED = 0x87;
  private static final int ADMINISTRATIVE_ACTION = 0x98;
  private static final int QOS_NOT_SUPPORTED = 0x9b;
  private static final int RECEIVE_MAXIMUM_EXCEEDED = 0x93;

  private IngestFixture hub;
  private Registered station;
  private Registered other;
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    hub =
        IngestFixture.start(
            database,
            database.database(),
            options -> options.withConnectDeadline(Duration.ofSeconds(2)));
    station = hub.stations().add("pc-001");
    other = hub.stations().add("pc-002");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aFiveIsToldWhatItMayUse() {
    try (WireClient client = new WireClient(hub.port(), MqttVersion.MQTT_5)) {
      MqttProperties told =
          client.connect("pc-001", "pc-001", station.secret()).variableHeader().properties();
      assertEquals(1, told.getProperty(MqttProperties.MAXIMUM_QOS).value());
      assertEquals(0, told.getProperty(MqttProperties.RETAIN_AVAILABLE).value());
      assertEquals(256, told.getProperty(MqttProperties.RECEIVE_MAXIMUM).value());
      assertEquals(65_536, told.getProperty(MqttProperties.MAXIMUM_PACKET_SIZE).value());
      assertEquals(0, told.getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL).value());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yizhan/v1/pc-002/data",
        "yizhan/v1/pc-001/config",
        "yizhan/v1/pc-001/nothing",
        "yizhan/v2/pc-001/data",
        "other"
      })
  void anotherTopicThanItsOwnEndsTheConnection(String topic) {
    try (WireClient five = hub.connectFive(station);
        WireClient three = hub.connect(other)) {
      five.publish(topic, report("E1", 1, 30), 1);
      assertEquals(NOT_AUTHORIZED, reason(five.next()));
      five.expectClosed();
      three.publish(topic.replace("pc-002", "pc-001"), report("E1", 1, 30), 1);
      three.expectClosed();
    }
    assertEquals(0, database.number("select count(*) from report"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yizhan/v1/pc-001/data\u0000",
        "yizhan/v1/pc-001\u0001/data",
        "yizhan/v1/+/data",
        "yizhan/v1/pc-001/#",
        ""
      })
  void aTopicWithControlCharactersOrWildcardsEndsTheConnection(String topic) {
    try (WireClient client = hub.connect(station)) {
      client.publishUnchecked(topic.getBytes(UTF_8), report("E1", 1, 30), 1);
      client.expectClosed();
    }
    assertEquals(0, database.number("select count(*) from report"));
  }

  private static int reason(MqttMessage packet) {
    assertEquals(MqttMessageType.DISCONNECT, packet.fixedHeader().messageType());
    return ((MqttReasonCodeAndPropertiesVariableHeader) packet.variableHeader()).reasonCode()
        & 0xff;
  }

  @Test
  void onlyItsOwnDownTopicsAreGranted() {
    try (WireClient five = hub.connectFive(station);
        WireClient three = hub.connect(other)) {
      assertEquals(
          List.of(1, 1, 1, NOT_AUTHORIZED, NOT_AUTHORIZED, NOT_AUTHORIZED),
          five.subscribe(
              1,
              "yizhan/v1/pc-001/command",
              "yizhan/v1/pc-001/config",
              "yizhan/v1/pc-001/notice",
              "yizhan/v1/pc-002/config",
              "yizhan/v1/pc-001/data",
              "#"));
      assertEquals(
          List.of(1, 0x80), three.subscribe(1, "yizhan/v1/pc-002/config", "yizhan/v1/+/config"));
    }
  }

  @Test
  void aMessageOverTheSizeEndsTheConnection() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), new byte[100_000], MqttQoS.AT_LEAST_ONCE, 1);
      client.expectClosed();
    }
  }

  @Test
  void qualityTwoEndsTheConnection() {
    try (WireClient five = hub.connectFive(station);
        WireClient three = hub.connect(other)) {
      byte[] payload = report("E1", 1, 30).getBytes(UTF_8);
      five.publish(station.topic("data"), payload, MqttQoS.EXACTLY_ONCE, 1);
      assertEquals(QOS_NOT_SUPPORTED, reason(five.next()));
      three.publish(other.topic("data"), payload, MqttQoS.EXACTLY_ONCE, 1);
      three.expectClosed();
    }
  }

  @Test
  void aPacketThatAServerMustNotReceiveEndsTheConnection() {
    try (WireClient client = hub.connect(station)) {
      client.send(
          MqttMessageBuilders.connAck()
              .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
              .build());
      client.expectClosed();
    }
  }

  @Test
  void whatComesBeforeTheConnectionIsAcceptedIsNotLost() {
    try (WireClient client = new WireClient(hub.port(), MqttVersion.MQTT_3_1_1)) {
      client.send(client.connectPacket("pc-001", "pc-001", station.secret()));
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.publish(station.topic("data"), report("E1", 2, 30), 2);
      assertEquals(MqttMessageType.CONNACK, client.next().fixedHeader().messageType());
      client.expectAcknowledged(1);
      client.expectAcknowledged(2);
    }
  }

  @Test
  void aConnectionThatDoesNotIntroduceItselfIsClosed() {
    try (WireClient silent = new WireClient(hub.port(), MqttVersion.MQTT_3_1_1);
        WireClient dripping = new WireClient(hub.port(), MqttVersion.MQTT_3_1_1)) {
      dripping.raw(new byte[] {0x10});
      silent.expectClosed();
      dripping.expectClosed();
    }
  }

  @Test
  void aSecondConnectionTakesOverTheFirst() {
    try (WireClient first = hub.connect(station)) {
      first.publish(station.topic("data"), report("E1", 1, 30), 1);
      first.expectAcknowledged(1);
      try (WireClient second = hub.connect(station)) {
        first.expectClosed();
        second.publish(station.topic("data"), report("E1", 2, 31), 1);
        second.expectAcknowledged(1);
        Await.until(
            "still online",
            () -> database.number("select count(*) from presence where online") == 1);
      }
    }
    Await.until(
        "offline", () -> database.number("select count(*) from presence where online") == 0);
    assertEquals(2, hub.samples(station));
  }

  @Test
  void aDisabledStationIsDisconnectedWithinSeconds() {
    try (WireClient client = hub.connectFive(station)) {
      database.rows("update station set disabled = now() where code = 'pc-001'");
      Await.until("it to be told so", () -> reason(client.next()) == ADMINISTRATIVE_ACTION);
      client.expectClosed();
    }
    assertTrue(2 * Upkeep.LOOK < 5_000, "two looks within the five seconds that are promised");
  }

  @Test
  void birthIsAnsweredWithTheConfigurationAndWhereTheLanesStand() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), report("E1", 4, 30), 1);
      client.expectAcknowledged(1);
      client.subscribe(2, station.topic("config"));
      client.publish(station.topic("birth"), IngestFixture.birth("s-1"), 3);
      client.expectAcknowledged(3);
      JsonObject config = new JsonObject(WireClient.text(client.next()));
      assertEquals(1, config.getLong("version"));
      assertEquals(4, config.getJsonObject("lanes").getJsonObject("data").getLong("seq"));
      assertEquals(6, config.getJsonArray("bays").size());
      assertEquals(
          "s-1", database.rows("select session from presence").get(0).getString("session"));
      database.rows("update station set config_version = 2 where code = 'pc-001'");
      assertEquals(2, new JsonObject(WireClient.text(client.next())).getLong("version"));
    }
  }

  @Test
  void moreThanTheHubHoldsIsDiscardedWhatItTookIsStoredAndThenTheConnectionEnds() {
    try (WireClient client = hub.connectFive(station)) {
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.expectAcknowledged(1);
      SqlConnection holder = Await.result(database.pool().getConnection());
      Await.result(holder.query("begin").execute());
      Await.result(holder.query("select * from lane for update").execute());
      for (int i = 2; i <= 400; i++) {
        client.publish(station.topic("data"), report("E1", i, 30), i);
      }
      assertNull(client.poll(500));
      Await.result(holder.query("commit").execute());
      Await.result(holder.close());
      for (int i = 2; i <= 257; i++) {
        client.expectAcknowledged(i);
      }
      assertEquals(RECEIVE_MAXIMUM_EXCEEDED, reason(client.next()));
      client.expectClosed();
    }
    assertEquals(257, hub.samples(station));
    assertFalse(hub.samples(station) > 257);
  }
}
