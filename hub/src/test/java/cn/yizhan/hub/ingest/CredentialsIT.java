package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.TestCertificate;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in. */
@WithDatabase
class CredentialsIT {
  private IngestFixture hub;
  private Registered station;
  private Registered other;
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    hub = IngestFixture.start(database);
    station = hub.stations().add("pc-001");
    other = hub.stations().add("pc-002");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private MqttConnectReturnCode answer(
      MqttVersion version, String clientId, String user, String password) {
    try (WireClient client = new WireClient(hub.port(), version)) {
      MqttConnAckMessage answer = client.connect(clientId, user, password);
      client.expectClosed();
      return answer.variableHeader().connectReturnCode();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MqttVersion.class,
      names = {"MQTT_3_1_1", "MQTT_5"})
  void everyWrongCredentialGetsTheSameAnswer(MqttVersion version) {
    MqttConnectReturnCode refused =
        version == MqttVersion.MQTT_5
            ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
            : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
    assertEquals(refused, answer(version, "pc-001", "pc-001", "wrong"));
    assertEquals(refused, answer(version, "pc-999", "pc-999", station.secret()));
    assertEquals(refused, answer(version, "pc-002", "pc-001", station.secret()));
    assertEquals(refused, answer(version, "pc-001", "pc-002", station.secret()));
    assertEquals(refused, answer(version, "pc-001", "pc-001", other.secret()));
    assertEquals(refused, answer(version, "PC 001", "PC 001", station.secret()));
  }

  @Test
  void aDisabledStationIsRefusedLikeAStranger() {
    database.rows("update station set disabled = now() where code = 'pc-001'");
    assertEquals(
        MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
        answer(MqttVersion.MQTT_3_1_1, "pc-001", "pc-001", station.secret()));
  }

  @Test
  void whoFailsOftenWaitsAndHisNeighbourDoesNot() {
    for (int i = 0; i < 4; i++) {
      answer(MqttVersion.MQTT_3_1_1, "pc-001", "pc-001", "wrong");
    }
    assertEquals(
        MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
        answer(MqttVersion.MQTT_3_1_1, "pc-001", "pc-001", station.secret()));
    hub.connect(other).close();
  }

  @Test
  void theOldProtocolIsRefused() {
    assertEquals(
        MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
        answer(MqttVersion.MQTT_3_1, "pc-001", "pc-001", station.secret()));
  }

  @Test
  void withACertificateStationsSpeakThroughTls(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.make(folder);
    try (IngestFixture secure =
        IngestFixture.start(
            database,
            database.database(),
            options -> options.withTls(certificate.chain(), certificate.key()))) {
      Registered third = secure.stations().add("pc-003");
      try (WireClient client =
              new WireClient(certificate.connect(secure.port()), MqttVersion.MQTT_3_1_1);
          WireClient plain = new WireClient(secure.port(), MqttVersion.MQTT_3_1_1)) {
        assertEquals(
            MqttConnectReturnCode.CONNECTION_ACCEPTED,
            client
                .connect("pc-003", "pc-003", third.secret())
                .variableHeader()
                .connectReturnCode());
        client.publish(third.topic("data"), IngestFixture.report("E1", 1, 30), 1);
        client.expectAcknowledged(1);
        plain.send(plain.connectPacket("pc-003", "pc-003", third.secret()));
        plain.expectClosed();
      }
    }
  }
}
