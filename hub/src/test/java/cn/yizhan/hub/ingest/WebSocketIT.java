package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MQTT over WebSocket, with another WebSocket client than the agent's. */
@WithDatabase
class WebSocketIT {
  private IngestFixture hub;
  private WebSocketClient client;
  private Registered station;

  @BeforeEach
  void start(TestDatabase database) {
    database.clear();
    hub =
        IngestFixture.start(
            database, database.database(), options -> options.withWebSocket("127.0.0.1", 0));
    client = database.vertx().createWebSocketClient();
    station = hub.stations().add("pc-001");
  }

  @AfterEach
  void stop() {
    Await.result(client.close());
    hub.close();
  }

  /** One connection and what came over it. */
  private static final class Link {
    private final WebSocket socket;
    private final EmbeddedChannel codec =
        new EmbeddedChannel(new MqttDecoder(1 << 20), MqttEncoder.INSTANCE);
    private final Queue<MqttMessage> received = new ConcurrentLinkedQueue<>();

    Link(WebSocket socket) {
      this.socket = socket;
      socket.binaryMessageHandler(
          bytes -> {
            codec.writeInbound(io.netty.buffer.Unpooled.wrappedBuffer(bytes.getBytes()));
            for (MqttMessage message = codec.readInbound();
                message != null;
                message = codec.readInbound()) {
              received.add(message);
            }
          });
    }

    Buffer encoded(MqttMessage message) {
      codec.writeOutbound(message);
      io.netty.buffer.ByteBuf bytes = codec.readOutbound();
      byte[] copy = new byte[bytes.readableBytes()];
      bytes.readBytes(copy);
      bytes.release();
      return Buffer.buffer(copy);
    }

    MqttMessage next() {
      Await.until("an answer", () -> !received.isEmpty());
      return Objects.requireNonNull(received.poll());
    }
  }

  private Link open(String path) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(hub.webSocketPort())
            .setURI(path)
            .setSubProtocols(List.of("mqtt"));
    return new Link(Await.result(client.connect(options)));
  }

  private static MqttMessage connect(String code, String secret) {
    return MqttMessageBuilders.connect()
        .protocolVersion(MqttVersion.MQTT_3_1_1)
        .clientId(code)
        .cleanSession(true)
        .keepAlive(60)
        .username(code)
        .password(secret.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static MqttConnectReturnCode answer(Link link) {
    return ((MqttConnAckMessage) link.next()).variableHeader().connectReturnCode();
  }

  private MqttMessage report(int packet) {
    return MqttMessageBuilders.publish()
        .topicName(station.topic("data"))
        .qos(MqttQoS.AT_LEAST_ONCE)
        .messageId(packet)
        .payload(
            io.netty.buffer.Unpooled.copiedBuffer(
                IngestFixture.report("E1", packet, 30), StandardCharsets.UTF_8))
        .build();
  }

  @Test
  void aStationReportsAndIsAcknowledged(TestDatabase database) {
    Link link = open("/mqtt");
    link.socket.writeBinaryMessage(link.encoded(connect("pc-001", station.secret())));
    assertEquals(MqttConnectReturnCode.CONNECTION_ACCEPTED, answer(link));
    assertEquals("mqtt", link.socket.subProtocol());

    link.socket.writeBinaryMessage(link.encoded(report(1)));
    assertEquals(1, ((MqttPubAckMessage) link.next()).variableHeader().messageId());
    assertEquals(1, database.number("select count(*) from report"));
  }

  @Test
  void packetsNeedNotEndWhereFramesDo(TestDatabase database) {
    Link link = open("/mqtt");
    Buffer both =
        link.encoded(connect("pc-001", station.secret())).appendBuffer(link.encoded(report(1)));
    int middle = both.length() / 2;
    link.socket.writeBinaryMessage(both.getBuffer(0, middle));
    link.socket.writeBinaryMessage(both.getBuffer(middle, both.length()));
    assertEquals(MqttConnectReturnCode.CONNECTION_ACCEPTED, answer(link));
    assertEquals(1, ((MqttPubAckMessage) link.next()).variableHeader().messageId());
    assertEquals(1, database.number("select count(*) from report"));
  }

  @Test
  void aMessageMayComeInSeveralFrames(TestDatabase database) {
    Link link = open("/mqtt");
    Buffer connect = link.encoded(connect("pc-001", station.secret()));
    link.socket.writeFrame(WebSocketFrame.binaryFrame(connect.getBuffer(0, 7), false));
    link.socket.writeFrame(
        WebSocketFrame.continuationFrame(connect.getBuffer(7, connect.length()), true));
    assertEquals(MqttConnectReturnCode.CONNECTION_ACCEPTED, answer(link));
    link.socket.writeBinaryMessage(link.encoded(report(1)));
    assertEquals(1, ((MqttPubAckMessage) link.next()).variableHeader().messageId());
    assertEquals(1, database.number("select count(*) from report"));
  }

  @Test
  void whoeverIsNotAStationIsRefused() {
    Link link = open("/mqtt");
    link.socket.writeBinaryMessage(link.encoded(connect("pc-001", "wrong")));
    assertEquals(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, answer(link));
  }

  @Test
  void aStrangerWhoSendsMoreThanAConnectIsClosed() {
    Link link = open("/mqtt");
    link.socket.writeBinaryMessage(Buffer.buffer(new byte[3 * Doorstep.MOST_BYTES]));
    Await.until("closed", link.socket::isClosed);
    assertTrue(hub.faults(IngestMeters.Fault.MALFORMED) >= 1);
  }

  @Test
  void noCompressionIsAgreedOn(TestDatabase database) {
    WebSocketClient offering =
        database
            .vertx()
            .createWebSocketClient(
                new io.vertx.core.http.WebSocketClientOptions()
                    .setTryUsePerMessageCompression(true));
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(hub.webSocketPort())
            .setURI("/mqtt")
            .setSubProtocols(List.of("mqtt"));
    WebSocket socket = Await.result(offering.connect(options));
    assertFalse(socket.headers() != null && socket.headers().contains("sec-websocket-extensions"));
    Await.result(offering.close());
  }

  @Test
  void anotherPathIsNoWayIn() {
    Await.failure(
        client.connect(
            new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(hub.webSocketPort())
                .setURI("/other")));
  }
}
