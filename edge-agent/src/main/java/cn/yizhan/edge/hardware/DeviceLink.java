package cn.yizhan.edge.hardware;

import cn.yizhan.edge.mapping.LocalTopic;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection of one device. */
final class DeviceLink {
  /** Publishes of one device waiting for the disk beyond which it is cut off. */
  static final int MOST_WAITING = 256;

  private static final Logger LOG = LoggerFactory.getLogger(DeviceLink.class);
  private static final int MQTT_5 = 5;
  private static final long CLOSE_AFTER = 5_000;

  private final String device;
  private final MqttEndpoint endpoint;
  private final HardwareSide agent;
  private final Set<String> topics = new HashSet<>();
  private int waiting;
  private boolean closing;

  DeviceLink(String device, MqttEndpoint endpoint, HardwareSide agent) {
    this.device = device;
    this.endpoint = endpoint;
    this.agent = agent;
    endpoint.publishAutoAck(false);
    endpoint.subscriptionAutoAck(false);
    endpoint.publishHandler(this::published);
    endpoint.subscribeHandler(this::subscribe);
    endpoint.unsubscribeHandler(this::unsubscribe);
    endpoint.exceptionHandler(error -> close("sent what is not MQTT: " + error.getMessage()));
  }

  private void published(MqttPublishMessage message) {
    LocalTopic topic = LocalTopic.parse(message.topicName());
    boolean own = topic != null && topic.device().equals(device);
    if (topic == null || !own || topic.kind() == LocalTopic.Kind.SET) {
      close("published to " + printable(message.topicName()));
      return;
    }
    if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
      close("published with QoS 2");
      return;
    }
    waiting++;
    if (waiting > MOST_WAITING) {
      close("sends faster than the disk takes it");
      return;
    }
    byte[] bytes = message.payload().getBytes();
    Future<HardwareSide.Taken> taken =
        topic.kind() == LocalTopic.Kind.POINTS
            ? agent.points(device, bytes)
            : agent.reset(device, bytes);
    taken
        .onSuccess(
            how -> {
              waiting--;
              if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE && endpoint.isConnected()) {
                acknowledge(message.messageId(), how);
              }
            })
        .onFailure(
            error -> {
              waiting--;
              refuse(message, error);
            });
  }

  /**
   * Nothing was kept, so nothing is acknowledged. A device of MQTT 3.1.1 can only be told by the
   * end of its connection; not at once, because orders to it travel on that connection too.
   */
  private void refuse(MqttPublishMessage message, Throwable error) {
    if (message.qosLevel() != MqttQoS.AT_LEAST_ONCE || !endpoint.isConnected()) {
      return;
    }
    if (endpoint.protocolVersion() >= MQTT_5) {
      endpoint.publishAcknowledge(
          message.messageId(), MqttPubAckReasonCode.QUOTA_EXCEEDED, MqttProperties.NO_PROPERTIES);
    } else if (!closing) {
      closing = true;
      Vertx.currentContext()
          .owner()
          .setTimer(
              CLOSE_AFTER, id -> close("its readings could not be kept: " + error.getMessage()));
    }
  }

  private void acknowledge(int id, HardwareSide.Taken how) {
    if (how == HardwareSide.Taken.REFUSED && endpoint.protocolVersion() >= MQTT_5) {
      endpoint.publishAcknowledge(
          id, MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID, MqttProperties.NO_PROPERTIES);
    } else {
      endpoint.publishAcknowledge(id);
    }
  }

  private void subscribe(MqttSubscribeMessage message) {
    List<MqttQoS> granted = new ArrayList<>();
    boolean display = false;
    boolean orders = false;
    for (MqttTopicSubscription wanted : message.topicSubscriptions()) {
      boolean shown = wanted.topicName().equals(LocalTopic.DISPLAY);
      if (shown || wanted.topicName().equals(setTopic())) {
        topics.add(wanted.topicName());
        granted.add(
            wanted.qualityOfService() == MqttQoS.AT_MOST_ONCE
                ? MqttQoS.AT_MOST_ONCE
                : MqttQoS.AT_LEAST_ONCE);
        display |= shown;
        orders |= !shown;
      } else {
        granted.add(MqttQoS.FAILURE);
      }
    }
    endpoint.subscribeAcknowledge(message.messageId(), granted);
    if (orders) {
      agent.joined(device);
    }
    if (display) {
      agent.displayJoined();
    }
  }

  private void unsubscribe(MqttUnsubscribeMessage message) {
    message.topics().forEach(topics::remove);
    endpoint.unsubscribeAcknowledge(message.messageId());
  }

  /** True when values can be sent to it. */
  boolean listens() {
    return topics.contains(setTopic()) && endpoint.isConnected();
  }

  /** Sends values to take on; false when the device does not listen. */
  boolean set(byte[] pack) {
    return send(setTopic(), pack);
  }

  /** Sends a text if the device is a display. */
  boolean show(byte[] text) {
    return send(LocalTopic.DISPLAY, text);
  }

  private boolean send(String topic, byte[] payload) {
    if (!topics.contains(topic) || !endpoint.isConnected()) {
      return false;
    }
    endpoint
        .publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, false)
        .onFailure(error -> LOG.warn("device {} cannot be reached: {}", device, error.toString()));
    return true;
  }

  private String setTopic() {
    return new LocalTopic(device, LocalTopic.Kind.SET).toString();
  }

  void close(String reason) {
    if (endpoint.isConnected()) {
      LOG.warn("device {} is cut off: {}", device, reason);
      endpoint.close();
    }
  }

  static String printable(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
  }
}
