package cn.yizhan.bench.edge;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.Topic;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.point.PointScope;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hub that acknowledges at once and stores nothing: what an agent sends is bounded by the agent.
 * It insists on the order of the lanes, and meters what has come over the line.
 */
final class LoopbackHub {
  /** Epoch and number come first in every report. */
  private static final Pattern HEAD =
      Pattern.compile("^\\{\"epoch\":\"([^\"]*)\",\"seq\":([0-9]+)");

  private static final int HEAD_BYTES = 80;

  /**
   * Holds of nothing, so that a danger is one at its first reading and over with the next, and a
   * latch can be taken off at once.
   */
  private static final String RULES =
      "{\"S01\":{\"clearHold\":0},\"S02\":{\"criticalHold\":0,\"clearHold\":0,\"rateLimit\":100000}}";

  private record Position(String epoch, long seq) {}

  private final MqttServer server;
  private final PointScope scope = BenchStation.scope();
  private final Map<Lane, Position> positions = new EnumMap<>(Lane.class);
  private volatile LongConsumer counted = value -> {};
  private volatile LongConsumer followed = count -> {};
  private final AtomicLong telemetry = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile String fault = "";

  /** A hub on any free port. */
  LoopbackHub(Vertx vertx) {
    this.server =
        MqttServer.create(
            vertx,
            new MqttServerOptions().setHost("127.0.0.1").setPort(0).setMaxMessageSize(65536));
    server.endpointHandler(this::connect);
    Waits.join(server.listen());
  }

  int port() {
    return server.actualPort();
  }

  /** Telemetry reports acknowledged. */
  long telemetry() {
    check();
    return telemetry.get();
  }

  /** Bytes of all PUBLISH packets received, headers of MQTT included, those of TCP and TLS not. */
  long bytes() {
    check();
    return bytes.get();
  }

  /** Told, on the hub's event loop, of each level of the counter that is acknowledged. */
  void onCounter(LongConsumer listener) {
    counted = listener;
  }

  /**
   * Told, on the hub's event loop, of each telemetry report that is acknowledged: how many so far.
   */
  void onTelemetry(LongConsumer listener) {
    followed = listener;
  }

  private void check() {
    if (!fault.isEmpty()) {
      throw new IllegalStateException("the agent does not keep to the protocol: " + fault);
    }
  }

  private void connect(MqttEndpoint endpoint) {
    endpoint.publishAutoAck(false);
    endpoint.subscribeHandler(
        message ->
            endpoint.subscribeAcknowledge(
                message.messageId(),
                message.topicSubscriptions().stream().map(t -> MqttQoS.AT_LEAST_ONCE).toList()));
    endpoint.publishHandler(message -> take(endpoint, message));
    endpoint.accept(false);
  }

  private void take(MqttEndpoint endpoint, MqttPublishMessage message) {
    Topic topic = Topic.parse(message.topicName());
    Buffer payload = message.payload();
    meter(message.topicName().length(), payload.length());
    endpoint.publishAcknowledge(message.messageId());
    if (topic == null) {
      fault = "topic " + message.topicName();
    } else if (topic.kind() == Kind.BIRTH) {
      endpoint.publish(
          new Topic(topic.station(), Kind.CONFIG).toString(),
          Buffer.buffer(config()),
          MqttQoS.AT_LEAST_ONCE,
          false,
          false);
    } else if (topic.kind() == Kind.DATA) {
      follow(Lane.DATA, payload);
      followed.accept(telemetry.incrementAndGet());
    } else if (topic.kind() == Kind.EVENT) {
      follow(Lane.EVENT, payload);
      count(payload);
    }
  }

  private void count(Buffer payload) {
    Decoded decoded =
        Codec.decodeUp(Kind.EVENT, payload.getBytes(), scope, System.currentTimeMillis());
    if (decoded instanceof Decoded.Accepted accepted
        && accepted.message() instanceof Report report) {
      for (Reading reading : report.readings()) {
        if (reading.point().equals(BenchStation.COUNTER)) {
          counted.accept((long) reading.value());
        }
      }
    } else {
      fault = "an event that is none: " + payload;
    }
  }

  private void meter(int topic, int payload) {
    int body = 2 + topic + 2 + payload;
    int length = 1;
    for (int rest = body >> 7; rest > 0; rest >>= 7) {
      length++;
    }
    bytes.addAndGet(1L + length + body);
  }

  private void follow(Lane lane, Buffer payload) {
    String head =
        payload
            .slice(0, Math.min(HEAD_BYTES, payload.length()))
            .toString(StandardCharsets.ISO_8859_1);
    Matcher found = HEAD.matcher(head);
    if (!found.find()) {
      fault = "a report begins with " + head;
      return;
    }
    Position next = new Position(found.group(1), Long.parseLong(found.group(2)));
    Position last = positions.put(lane, next);
    if (last != null && last.epoch.equals(next.epoch) && next.seq != last.seq + 1) {
      fault = lane.word() + " " + next.seq + " came after " + last.seq;
    }
  }

  private String config() {
    StringBuilder lanes = new StringBuilder();
    positions.forEach(
        (lane, at) ->
            lanes
                .append(lanes.isEmpty() ? "" : ",")
                .append(
                    "\"%s\":{\"epoch\":\"%s\",\"seq\":%d}"
                        .formatted(lane.word(), at.epoch, at.seq)));
    return "{\"version\":1,\"time\":%d,\"lanes\":{%s},\"rules\":%s,\"bays\":%s}"
        .formatted(System.currentTimeMillis() / 1000, lanes, RULES, BenchStation.bays());
  }

  void close() {
    Waits.join(server.close());
  }
}
