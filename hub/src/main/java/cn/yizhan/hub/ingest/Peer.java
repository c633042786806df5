package cn.yizhan.hub.ingest;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection. The library throws when a closed connection is spoken to; a peer
 * that has gone is simply told nothing.
 */
final class Peer {
  private static final int REASON_STRING = MqttProperties.REASON_STRING;
  private static final int LONGEST_REASON = 200;

  private final MqttEndpoint endpoint;
  private final boolean five;
  private final @Nullable String address;
  private boolean gone;

  Peer(MqttEndpoint endpoint) {
    this.endpoint = endpoint;
    this.five = endpoint.protocolVersion() >= 5;
    SocketAddress remote = endpoint.remoteAddress();
    this.address = remote == null ? null : remote.hostAddress();
  }

  /** Where it connected from, null when it was gone before that was known. */
  @Nullable String address() {
    return address;
  }

  /** Notes that the connection is closed. */
  void gone() {
    gone = true;
  }

  /** Whether the connection is closed. */
  boolean isGone() {
    return gone || !endpoint.isConnected();
  }

  /** Acknowledges a message as stored. */
  void acknowledge(int packet) {
    if (packet > 0 && !isGone()) {
      endpoint.publishAcknowledge(packet);
    }
  }

  /** Acknowledges a message as refused, with the reason where the protocol can carry one. */
  void refuse(int packet, String reason) {
    if (packet > 0 && !isGone()) {
      if (five) {
        endpoint.publishAcknowledge(
            packet, MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID, text(reason));
      } else {
        endpoint.publishAcknowledge(packet);
      }
    }
  }

  /** Sends a message, QoS 1; false when the peer has gone. */
  boolean publish(String topic, byte[] payload) {
    if (isGone()) {
      return false;
    }
    endpoint
        .publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, false)
        .onFailure(e -> close());
    return true;
  }

  /** Closes, saying why where the protocol can carry it. */
  void disconnect(MqttDisconnectReasonCode code, String reason) {
    if (!isGone()) {
      endpoint.disconnect(code, text(reason));
    }
    gone = true;
  }

  /** Closes without a word. */
  void close() {
    if (!isGone()) {
      endpoint.close();
    }
    gone = true;
  }

  private static MqttProperties text(String reason) {
    MqttProperties properties = new MqttProperties();
    properties.add(
        new MqttProperties.StringProperty(
            REASON_STRING,
            reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason));
    return properties;
  }
}
