package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.Topic;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What packets on an accepted connection do. */
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  // a little longer than the readings of heat and power count
  private static final long LINGERS = 200_000;

  private final Premises premises;
  private final IntFunction<Writer> writers;
  private final IngestOptions options;

  /**
   * @param writers the writer of a station, by its database id
   */
  Connections(Premises premises, IntFunction<Writer> writers, IngestOptions options) {
    this.premises = premises;
    this.writers = writers;
    this.options = options;
  }

  /** Accepts a connection of a station that has been taken over for it. */
  void open(MqttEndpoint endpoint, StationCode code, StationFold fold) {
    leave(code);
    Session session =
        new Session(code, new Peer(endpoint), fold, premises.budget(), premises.now());
    premises.stations().add(session);
    endpoint.publishAutoAck(false);
    endpoint.subscriptionAutoAck(false);
    endpoint.closeHandler(closed -> close(session));
    endpoint.exceptionHandler(e -> premises.meters().fault(IngestMeters.Fault.MALFORMED));
    endpoint.pingHandler(ping -> session.heard(premises.now()));
    endpoint.publishAcknowledgeHandler(packet -> session.heard(premises.now()));
    endpoint.subscribeHandler(
        message -> guarded(session, () -> subscribe(endpoint, session, message)));
    endpoint.unsubscribeHandler(
        message -> guarded(session, () -> unsubscribe(endpoint, session, message)));
    endpoint.publishHandler(message -> guarded(session, () -> publish(session, message)));
    premises.presence().note(session, true, premises.now());
    endpoint.accept(false, Connack.properties(endpoint, options));
  }

  /** An exception costs the connection, never a message that the sender thinks is on its way. */
  private static void guarded(Session session, Runnable handler) {
    try {
      handler.run();
    } catch (RuntimeException e) {
      LOG.error("a packet of {} could not be handled", session.code(), e);
      session.peer().disconnect(MqttDisconnectReasonCode.UNSPECIFIED_ERROR, "not handled");
    }
  }

  /** Closes the connection a station has, because another one comes. */
  void leave(StationCode code) {
    premises.stations().forget(code);
    Session session = premises.stations().session(code);
    if (session != null) {
      session
          .peer()
          .disconnect(MqttDisconnectReasonCode.SESSION_TAKEN_OVER, "another connection took over");
      close(session);
      premises.stations().forget(code);
    }
  }

  /** Closes a connection because the hub stops. */
  void shutDown(Session session) {
    session.peer().disconnect(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN, "the hub is stopping");
    close(session);
  }

  /** Notes that a station was taken over for a connection that is no longer there. */
  void vanished(StationFold fold) {
    premises.presence().note(fold, false, premises.now());
  }

  private void close(Session session) {
    if (session.isClosed()) {
      return;
    }
    premises.latest().leaving(session);
    session.close();
    if (premises.stations().remove(session)) {
      premises.presence().note(session, false, premises.now());
      premises.stations().linger(session, premises.now() + LINGERS);
    }
  }

  private void publish(Session session, MqttPublishMessage message) {
    long now = premises.now();
    session.heard(now);
    if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
      fault(session, IngestMeters.Fault.PROTOCOL, MqttDisconnectReasonCode.QOS_NOT_SUPPORTED);
      return;
    }
    if (message.properties().getProperty(MqttProperties.TOPIC_ALIAS) != null) {
      fault(session, IngestMeters.Fault.PROTOCOL, MqttDisconnectReasonCode.TOPIC_ALIAS_INVALID);
      return;
    }
    Kind kind = own(session, message.topicName());
    if (kind == null || !kind.up()) {
      premises.trespasses().note(session, TrespassLog.Sort.TOPIC, message.topicName(), now);
      fault(session, IngestMeters.Fault.TOPIC, MqttDisconnectReasonCode.NOT_AUTHORIZED);
      return;
    }
    int packet = message.qosLevel() == MqttQoS.AT_LEAST_ONCE ? message.messageId() : 0;
    Inbound inbound = new Inbound(kind, packet, message.payload().getBytes(), now);
    if (session.offer(inbound)) {
      writers.apply(session.station()).offer(session);
    } else {
      premises.meters().discarded(kind);
    }
  }

  /** The kind of the station's own topic of that name, null when it is none of its own. */
  private static @Nullable Kind own(Session session, String name) {
    Topic topic = Topic.parse(name);
    return topic != null && topic.station().equals(session.code()) ? topic.kind() : null;
  }

  private void fault(Session session, IngestMeters.Fault fault, MqttDisconnectReasonCode code) {
    premises.meters().fault(fault);
    LOG.debug("{} is disconnected: {}", session.code(), fault);
    session.peer().disconnect(code, fault.word());
  }

  private void subscribe(MqttEndpoint endpoint, Session session, MqttSubscribeMessage message) {
    session.heard(premises.now());
    List<MqttSubAckReasonCode> five = new ArrayList<>();
    List<MqttQoS> three = new ArrayList<>();
    for (MqttTopicSubscription wanted : message.topicSubscriptions()) {
      Kind kind = own(session, wanted.topicName());
      if (kind != null && !kind.up()) {
        boolean sure = wanted.qualityOfService().value() > 0;
        five.add(sure ? MqttSubAckReasonCode.GRANTED_QOS1 : MqttSubAckReasonCode.GRANTED_QOS0);
        three.add(sure ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE);
      } else {
        premises.meters().fault(IngestMeters.Fault.SUBSCRIPTION);
        premises
            .trespasses()
            .note(session, TrespassLog.Sort.SUBSCRIPTION, wanted.topicName(), premises.now());
        five.add(MqttSubAckReasonCode.NOT_AUTHORIZED);
        three.add(MqttQoS.FAILURE);
      }
    }
    if (endpoint.protocolVersion() == 5) {
      endpoint.subscribeAcknowledge(message.messageId(), five, MqttProperties.NO_PROPERTIES);
    } else {
      endpoint.subscribeAcknowledge(message.messageId(), three);
    }
  }

  private void unsubscribe(MqttEndpoint endpoint, Session session, MqttUnsubscribeMessage message) {
    session.heard(premises.now());
    if (endpoint.protocolVersion() == 5) {
      List<MqttUnsubAckReasonCode> codes = new ArrayList<>();
      message.topics().forEach(topic -> codes.add(MqttUnsubAckReasonCode.SUCCESS));
      endpoint.unsubscribeAcknowledge(message.messageId(), codes, MqttProperties.NO_PROPERTIES);
    } else {
      endpoint.unsubscribeAcknowledge(message.messageId());
    }
  }
}
