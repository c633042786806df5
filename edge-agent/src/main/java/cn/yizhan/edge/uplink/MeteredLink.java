package cn.yizhan.edge.uplink;

import cn.yizhan.protocol.Kind;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The MQTT client of one connection, whose packets are counted. */
final class MeteredLink {
  private final MqttClient client;
  private final MqttClientOptions options;
  private final HubAccount account;
  private final LinkMeter meter;
  private final TrueTime time;

  MeteredLink(
      MqttClient client,
      MqttClientOptions options,
      HubAccount account,
      LinkMeter meter,
      TrueTime time) {
    this.client = client;
    this.options = options;
    this.account = account;
    this.meter = meter;
    this.time = time;
    client.pingResponseHandler(
        pong -> {
          sent(PacketSizes.PING);
          received(PacketSizes.PING);
        });
  }

  /** Connects. */
  Future<?> connect() {
    HubAddress hub = account.hub();
    List<String> texts =
        List.of(
            options.getClientId(),
            options.getUsername(),
            options.getPassword(),
            options.getWillTopic());
    sent(PacketSizes.connect(texts, options.getWillMessageBytes().length()));
    return client
        .connect(hub.port(), hub.host(), hub.tls() ? hub.host() : null)
        .onSuccess(
            answer -> {
              received(PacketSizes.ANSWER);
              if (answer.code() == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                meter.connected();
              }
            });
  }

  /** Subscribes to what the hub sends. */
  Future<?> subscribe(List<Kind> kinds) {
    Map<String, Integer> topics = new HashMap<>();
    for (Kind kind : kinds) {
      topics.put(account.topic(kind), MqttQoS.AT_LEAST_ONCE.value());
    }
    sent(PacketSizes.subscribe(topics.keySet()));
    received(PacketSizes.subscribed(topics.size()));
    return client.subscribe(topics);
  }

  /** Publishes; the packet's identifier. */
  Future<Integer> publish(Kind kind, byte[] payload) {
    String topic = account.topic(kind);
    sent(PacketSizes.publish(topic, payload.length));
    return client.publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, false);
  }

  /** The hub has acknowledged a message. */
  void acknowledged() {
    received(PacketSizes.ANSWER);
    meter.acknowledged(time.now());
  }

  /** The hub has published something, which is acknowledged. */
  void received(MqttPublishMessage message) {
    received(PacketSizes.publish(message.topicName(), message.payload().length()));
    sent(PacketSizes.ANSWER);
  }

  private void sent(int bytes) {
    meter.sent(bytes, time.now());
  }

  private void received(int bytes) {
    meter.received(bytes, time.now());
  }

  /** Why a connection failed: what a handshake failed of stands in the causes. */
  static String why(Throwable error) {
    StringBuilder text = new StringBuilder(String.valueOf(error.getMessage()));
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      String more = cause.getMessage();
      if (more != null && text.indexOf(more) < 0) {
        text.append(": ").append(more);
      }
    }
    return text.toString();
  }
}
