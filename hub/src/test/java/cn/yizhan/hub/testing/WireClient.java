package cn.yizhan.hub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT client that does what it is told and no more: no acknowledgement, keep-alive or
 * validation of its own, any bytes at any time. Blocking; every wait has a limit.
 */
public final class WireClient implements AutoCloseable {
  private static final int LIMIT = 15_000;

  private final Socket socket;
  private final MqttVersion version;
  // one channel for both directions: the decoder learns the version from the CONNECT sent
  private final EmbeddedChannel codec =
      new EmbeddedChannel(new MqttDecoder(1 << 20), MqttEncoder.INSTANCE);
  private final ArrayDeque<MqttMessage> received = new ArrayDeque<>();

  /** Opens a TCP connection; nothing is sent yet. */
  public WireClient(int port, MqttVersion version) {
    this(plain(port), version);
  }

  /** Speaks MQTT over a socket that is connected. */
  public WireClient(Socket socket, MqttVersion version) {
    this.socket = socket;
    this.version = version;
    try {
      socket.setTcpNoDelay(true);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket plain(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects as a station and expects to be accepted. */
  public static WireClient accepted(
      int port, MqttVersion version, TestStations.Registered station) {
    WireClient client = new WireClient(port, version);
    MqttConnAckMessage answer =
        client.connect(station.code().value(), station.code().value(), station.secret());
    if (answer.variableHeader().connectReturnCode().byteValue() != 0) {
      throw new AssertionError("refused: " + answer.variableHeader().connectReturnCode());
    }
    return client;
  }

  /** Sends a CONNECT and returns the answer. */
  public MqttConnAckMessage connect(String clientId, String user, String password) {
    send(connectPacket(clientId, user, password));
    return (MqttConnAckMessage) next();
  }

  /** A CONNECT as a station sends it. */
  public MqttMessage connectPacket(String clientId, String user, String password) {
    return MqttMessageBuilders.connect()
        .protocolVersion(version)
        .clientId(clientId)
        .cleanSession(true)
        .keepAlive(60)
        .username(user)
        .password(password.getBytes(UTF_8))
        .build();
  }

  /** Publishes; packet 0 is QoS 0. */
  public void publish(String topic, String payload, int packet) {
    publish(
        topic,
        payload.getBytes(UTF_8),
        packet == 0 ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE,
        packet);
  }

  /** Publishes. */
  public void publish(String topic, byte[] payload, MqttQoS qos, int packet) {
    send(
        MqttMessageBuilders.publish()
            .topicName(topic)
            .qos(qos)
            .messageId(packet)
            .payload(Unpooled.wrappedBuffer(payload))
            .build());
  }

  /** Subscribes and returns the answer's codes. */
  public List<Integer> subscribe(int packet, String... topics) {
    MqttMessageBuilders.SubscribeBuilder builder =
        MqttMessageBuilders.subscribe().messageId(packet);
    for (String topic : topics) {
      builder.addSubscription(MqttQoS.AT_LEAST_ONCE, topic);
    }
    send(builder.build());
    return ((MqttSubAckMessage) next()).payload().reasonCodes();
  }

  /** Sends a packet. */
  public void send(MqttMessage packet) {
    codec.writeOutbound(packet);
    for (ByteBuf bytes = codec.readOutbound(); bytes != null; bytes = codec.readOutbound()) {
      byte[] array = new byte[bytes.readableBytes()];
      bytes.readBytes(array);
      bytes.release();
      raw(array);
    }
  }

  /** Sends bytes as they are. */
  public void raw(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Publishes over MQTT 3.1.1 with a topic of any bytes, as no library would. */
  public void publishUnchecked(byte[] topic, String payload, int packet) {
    byte[] content = payload.getBytes(UTF_8);
    ByteBuf bytes = Unpooled.buffer();
    bytes.writeByte(0x32);
    int length = 2 + topic.length + 2 + content.length;
    while (length > 127) {
      bytes.writeByte((length & 127) | 128);
      length >>>= 7;
    }
    bytes.writeByte(length);
    bytes.writeShort(topic.length).writeBytes(topic).writeShort(packet).writeBytes(content);
    byte[] array = new byte[bytes.readableBytes()];
    bytes.readBytes(array);
    raw(array);
  }

  /** The next packet; fails when none comes. */
  public MqttMessage next() {
    MqttMessage packet = poll(LIMIT);
    if (packet == null) {
      throw new AssertionError("the hub closed the connection or said nothing");
    }
    return packet;
  }

  /** The next packet within some time, null when none came or the connection is closed. */
  public @Nullable MqttMessage poll(int millis) {
    long deadline = System.nanoTime() + millis * 1_000_000L;
    byte[] buffer = new byte[65_536];
    while (received.isEmpty()) {
      long left = (deadline - System.nanoTime()) / 1_000_000L;
      if (left <= 0) {
        return null;
      }
      int read = read(buffer, (int) left);
      if (read < 0) {
        return null;
      }
      codec.writeInbound(Unpooled.copiedBuffer(buffer, 0, read));
      for (MqttMessage m = codec.readInbound(); m != null; m = codec.readInbound()) {
        received.add(m);
      }
    }
    return received.poll();
  }

  private int read(byte[] buffer, int millis) {
    try {
      socket.setSoTimeout(Math.max(1, millis));
      return socket.getInputStream().read(buffer);
    } catch (SocketTimeoutException e) {
      return 0;
    } catch (IOException e) {
      return -1;
    }
  }

  /** Reads until the hub closes; fails when it does not. */
  public void expectClosed() {
    long deadline = System.nanoTime() + LIMIT * 1_000_000L;
    byte[] buffer = new byte[65_536];
    while (System.nanoTime() < deadline) {
      if (read(buffer, 500) < 0) {
        return;
      }
    }
    throw new AssertionError("still open");
  }

  /** Expects a PUBACK for that packet and returns its reason code, 0 for MQTT 3.1.1. */
  public int expectAcknowledged(int packet) {
    MqttMessage answer = next();
    if (answer.fixedHeader().messageType() != MqttMessageType.PUBACK
        || !(answer.variableHeader() instanceof MqttMessageIdVariableHeader header)) {
      throw new AssertionError("expected a PUBACK, got " + answer);
    }
    if (header.messageId() != packet) {
      throw new AssertionError("expected a PUBACK of " + packet + ", got " + header.messageId());
    }
    return header instanceof MqttPubReplyMessageVariableHeader reply
        ? reply.reasonCode() & 0xff
        : 0;
  }

  /** The text of a published message. */
  public static String text(MqttMessage packet) {
    MqttPublishMessage publish = (MqttPublishMessage) packet;
    try {
      return publish.payload().toString(UTF_8);
    } finally {
      ReferenceCountUtil.release(publish);
    }
  }

  /** Closes without DISCONNECT. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
