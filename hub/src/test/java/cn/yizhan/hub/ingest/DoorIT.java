package cn.yizhan.hub.ingest;

import static cn.yizhan.hub.ingest.IngestFixture.birth;
import static cn.yizhan.hub.ingest.IngestFixture.report;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection may cost the hub, and where it comes from. */
@WithDatabase
class DoorIT {
  private TestDatabase database;
  private @Nullable IngestFixture hub;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
  }

  @AfterEach
  void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  private IngestFixture hub(UnaryOperator<IngestOptions> change) {
    IngestFixture started = IngestFixture.start(database, database.database(), change);
    hub = started;
    return started;
  }

  @Test
  void aStationThatNeverReadsIsDisconnectedAndCounted() throws IOException {
    IngestFixture door = hub(options -> options);
    Registered station = door.stations().add("pc-001");
    database.rows(
        "insert into bay (station, number, use) select $1::int, n, 'phone'"
            + " from generate_series(7, 200) n",
        station.id());
    Socket socket = new Socket();
    // little room, so that little has to be sent until the hub cannot send on
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()));
    try (WireClient client = new WireClient(socket, MqttVersion.MQTT_3_1_1)) {
      client.connect("pc-001", "pc-001", station.secret());
      String birth = birth("s-1");
      int[] packet = {0};
      Await.until(
          "disconnected",
          () -> {
            // not more at a time than may be unacknowledged
            while (packet[0] - births(door) < 100 && unread(door) == 0) {
              sendIfOpen(client, station.topic("birth"), birth, ++packet[0]);
            }
            return unread(door) == 1;
          });
    }
    Await.until("gone", () -> door.meters().get("yizhan.connections").gauge().value() == 0);
    try (WireClient again = door.connect(station)) {
      again.publish(station.topic("data"), report("E1", 1, 30), 1);
      again.expectAcknowledged(1);
    }
  }

  private static double births(IngestFixture door) {
    return door.meters().counter("yizhan.messages", "kind", "birth", "outcome", "stored").count();
  }

  private static double unread(IngestFixture door) {
    return door.faults(IngestMeters.Fault.UNREAD);
  }

  private static void sendIfOpen(WireClient client, String topic, String payload, int packet) {
    try {
      client.publish(topic, payload, packet);
    } catch (UncheckedIOException closed) {
      assertTrue(packet > 0);
    }
  }

  @Test
  void strangersWhoSayNothingDoNotKeepAStationOut() {
    IngestFixture door = hub(options -> options.withHeldBytes(3L * 2 * Doorstep.MOST_BYTES));
    Registered station = door.stations().add("pc-001");
    List<WireClient> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        strangers.add(new WireClient(door.port(), MqttVersion.MQTT_3_1_1));
      }
      Await.until("two too many", () -> door.faults(IngestMeters.Fault.CROWDED) == 2);
      strangers.get(0).expectClosed();
      strangers.get(1).expectClosed();
      try (WireClient client = door.connect(station)) {
        client.publish(station.topic("data"), report("E1", 1, 30), 1);
        client.expectAcknowledged(1);
      }
    } finally {
      strangers.forEach(WireClient::close);
    }
  }

  @Test
  void whoSendsMoreThanAConnectWithoutEndingItIsClosed() {
    IngestFixture door = hub(options -> options);
    try (WireClient client = new WireClient(door.port(), MqttVersion.MQTT_3_1_1)) {
      // a CONNECT of 60,000 bytes, of which the client id alone is 28,672
      client.raw(new byte[] {0x10, (byte) 0xe0, (byte) 0xd4, 3, 0, 4, 'M', 'Q', 'T', 'T', 4, 2});
      client.raw(new byte[] {0, 60, 0x70, 0});
      client.raw(new byte[2 * Doorstep.MOST_BYTES]);
      Await.until("closed", () -> door.faults(IngestMeters.Fault.MALFORMED) == 1);
      client.expectClosed();
    }
  }

  @Test
  void behindAProxyTheAddressIsThatOfTheStation() {
    IngestFixture door = hub(IngestOptions::behindProxy);
    Registered station = door.stations().add("pc-001");
    for (int i = 0; i < 3; i++) {
      assertEquals(
          MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
          through(door, "203.0.113.9", "wrong"));
    }
    // who failed three times waits; the same station from elsewhere does not
    assertEquals(
        MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
        through(door, "203.0.113.9", "wrong"));
    assertEquals(1, door.faults(IngestMeters.Fault.BACKOFF));
    assertEquals(
        MqttConnectReturnCode.CONNECTION_ACCEPTED, through(door, "203.0.113.10", station.secret()));
    try (WireClient client = proxied(door, "203.0.113.11")) {
      client.connect("pc-001", "pc-001", station.secret());
      client.publish("yizhan/v1/pc-002/data", report("E1", 1, 30), 1);
      client.expectClosed();
    }
    Await.until(
        "audited",
        () -> database.number("select count(*) from audit where remote = '203.0.113.11'") == 1);
  }

  private static MqttConnectReturnCode through(IngestFixture door, String from, String secret) {
    try (WireClient client = proxied(door, from)) {
      return client.connect("pc-001", "pc-001", secret).variableHeader().connectReturnCode();
    }
  }

  private static WireClient proxied(IngestFixture door, String from) {
    WireClient client = new WireClient(door.port(), MqttVersion.MQTT_3_1_1);
    client.raw(("PROXY TCP4 " + from + " 192.0.2.1 40000 1883\r\n").getBytes(US_ASCII));
    return client;
  }

  @Test
  void behindAProxyWhoDoesNotComeThroughItIsClosed() {
    IngestFixture door = hub(IngestOptions::behindProxy);
    Registered station = door.stations().add("pc-001");
    try (WireClient direct = new WireClient(door.port(), MqttVersion.MQTT_3_1_1)) {
      direct.send(direct.connectPacket("pc-001", "pc-001", station.secret()));
      direct.expectClosed();
    }
  }
}
