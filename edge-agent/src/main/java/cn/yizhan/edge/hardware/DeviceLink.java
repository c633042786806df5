package cn.yizhan.edge.hardware;

import cn.yizhan.edge.mapping.LocalTopic;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.TopicFilter;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.MqttWill;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private final LinkTopics topics;
  private int waiting;
  private boolean goodbye;
  private boolean closing;

  DeviceLink(String device, boolean senml, MqttEndpoint endpoint, HardwareSide agent) {
    this.device = device;
    this.endpoint = endpoint;
    this.agent = agent;
    this.topics = new LinkTopics(senml ? device : "");
    endpoint.publishAutoAck(false);
    endpoint.subscriptionAutoAck(false);
    endpoint.publishHandler(this::published);
    endpoint.subscribeHandler(this::subscribe);
    endpoint.unsubscribeHandler(this::unsubscribe);
    endpoint.disconnectHandler(left -> goodbye = true);
    endpoint.exceptionHandler(error -> close("sent what is not MQTT: " + error.getMessage()));
  }

  private void published(MqttPublishMessage message) {
    String name = message.topicName();
    LocalTopic topic = LocalTopic.parse(name);
    boolean ours = name.startsWith("yizhan/");
    boolean own = topic != null && topics.set().equals(setOf(topic.device()));
    if (ours && (topic == null || !own || topic.kind() == LocalTopic.Kind.SET)) {
      close("published to " + printable(name));
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
    Future<HardwareSide.Taken> taken = take(topic, message);
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

  private Future<HardwareSide.Taken> take(@Nullable LocalTopic topic, MqttPublishMessage message) {
    byte[] bytes = message.payload().getBytes();
    if (topic == null) {
      String name = message.topicName();
      boolean unknownAge = topics.first(name) && message.isRetain();
      return agent.publish(new Publish(name, utf8(bytes), unknownAge));
    }
    return topic.kind() == LocalTopic.Kind.POINTS
        ? agent.points(device, bytes)
        : agent.reset(device, bytes);
  }

  private static String setOf(String id) {
    return new LocalTopic(id, LocalTopic.Kind.SET).toString();
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The connection is gone: what it wished to be said in that case is said, unless it left. */
  void gone() {
    MqttWill will = endpoint.will();
    String topic = will == null || !will.isWillFlag() ? null : will.getWillTopic();
    byte[] bytes = will == null ? null : will.getWillMessageBytes();
    if (!goodbye && topic != null && bytes != null && !topic.startsWith("yizhan/")) {
      agent.publish(new Publish(topic, utf8(bytes), false));
    }
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
    List<TopicFilter> further = new ArrayList<>();
    boolean display = false;
    boolean orders = false;
    for (MqttTopicSubscription wanted : message.topicSubscriptions()) {
      String name = wanted.topicName();
      MqttQoS may = topics.subscribe(name, wanted.qualityOfService());
      granted.add(may);
      if (may != MqttQoS.FAILURE) {
        display |= name.equals(LocalTopic.DISPLAY);
        orders |= name.equals(topics.set());
        if (!name.startsWith("yizhan/")) {
          further.add(new TopicFilter(name));
        }
      }
    }
    endpoint.subscribeAcknowledge(message.messageId(), granted);
    if (orders) {
      agent.joined(device);
    }
    if (!further.isEmpty()) {
      agent.listening(topic -> further.stream().anyMatch(filter -> filter.matches(topic)));
    }
    if (display) {
      agent.displayJoined();
    }
  }

  private void unsubscribe(MqttUnsubscribeMessage message) {
    message.topics().forEach(topics::unsubscribe);
    endpoint.unsubscribeAcknowledge(message.messageId());
  }

  /** True when values can be sent to it. */
  boolean listens() {
    return topics.wants(topics.set()) != null && endpoint.isConnected();
  }

  /** Sends values to take on; false when the device does not listen. */
  boolean set(byte[] pack) {
    return send(topics.set(), pack);
  }

  /** Sends a text if the device is a display. */
  boolean show(byte[] text) {
    return send(LocalTopic.DISPLAY, text);
  }

  /** Sends a message; false when the device does not listen to its topic. */
  boolean send(String topic, byte[] payload) {
    MqttQoS quality = topics.wants(topic);
    if (quality == null || !endpoint.isConnected()) {
      return false;
    }
    endpoint
        .publish(topic, Buffer.buffer(payload), quality, false, false)
        .onFailure(error -> LOG.warn("device {} cannot be reached: {}", device, error.toString()));
    return true;
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
