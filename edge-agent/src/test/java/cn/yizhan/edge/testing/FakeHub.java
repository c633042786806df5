package cn.yizhan.edge.testing;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.Topic;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Message;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Reply;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hub of one station that keeps what it is sent as the protocol says: a number not above the last
 * one is a duplicate, the next one is stored, a jump is a gap.
 */
public final class FakeHub {
  /** What to do with a report. */
  public enum Treatment {
    /** Store and acknowledge it. */
    TAKE,
    /** Store it and lose the acknowledgement. */
    TAKE_SILENTLY,
    /** Lose it and the connection. */
    CUT_BEFORE,
    /** Store it and lose the connection before the acknowledgement. */
    CUT_AFTER
  }

  private static final long CONFIG_VERSION = 7;

  private final MqttServer server;
  private final List<String> items;
  private final HubLedger ledger = new HubLedger();
  private final List<Birth> births = new CopyOnWriteArrayList<>();
  private final List<Reply> replies = new CopyOnWriteArrayList<>();
  private final List<Runnable> held = new CopyOnWriteArrayList<>();
  private volatile Predicate<Report> silent = report -> false;
  private volatile Predicate<Report> cutBefore = report -> false;
  private volatile Predicate<Report> cutAfter = report -> false;
  private volatile boolean refusing;
  private volatile boolean holding;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile PointScope scope;
  private volatile Config config;
  private volatile @Nullable MqttEndpoint agent;

  /** A hub for a station with those bays and items, on any free port. */
  public FakeHub(Vertx vertx, List<Config.Bay> bays, List<String> items) throws Exception {
    this.items = items;
    this.scope = PointCatalogue.standard().scope(bays, items, List.of());
    this.config = new Config(CONFIG_VERSION, 0, Map.of(), Map.of(), bays);
    this.server =
        MqttServer.create(
            vertx,
            new MqttServerOptions().setHost("127.0.0.1").setPort(0).setMaxMessageSize(65536));
    server.endpointHandler(this::connect);
    server.exceptionHandler(error -> {});
    Awaiting.get(server.listen());
  }

  /** Where it listens. */
  public int port() {
    return server.actualPort();
  }

  private void connect(MqttEndpoint endpoint) {
    if (refusing) {
      endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
      return;
    }
    MqttEndpoint before = agent;
    if (before != null && before.isConnected()) {
      before.close();
    }
    agent = endpoint;
    int connection = connections.incrementAndGet();
    endpoint.publishAutoAck(false);
    endpoint.subscribeHandler(message -> subscribed(endpoint, message));
    endpoint.publishHandler(message -> published(endpoint, message, connection));
    endpoint.accept(false);
  }

  private void subscribed(MqttEndpoint endpoint, MqttSubscribeMessage message) {
    Runnable answer =
        () ->
            endpoint.subscribeAcknowledge(
                message.messageId(),
                message.topicSubscriptions().stream().map(t -> MqttQoS.AT_LEAST_ONCE).toList());
    if (holding) {
      held.add(answer);
    } else {
      answer.run();
    }
  }

  private void published(MqttEndpoint endpoint, MqttPublishMessage message, int connection) {
    Topic topic = Topic.parse(message.topicName());
    if (topic == null || !endpoint.isConnected()) {
      return;
    }
    Decoded decoded =
        Codec.decodeUp(
            topic.kind(), message.payload().getBytes(), scope, System.currentTimeMillis());
    if (!(decoded instanceof Decoded.Accepted accepted)) {
      throw new AssertionError("the agent sent " + message.payload() + ": " + decoded);
    }
    Message content = accepted.message();
    if (content instanceof Report report) {
      report(endpoint, message, report, connection);
      return;
    }
    endpoint.publishAcknowledge(message.messageId());
    if (content instanceof Birth birth) {
      births.add(birth);
      scope = scope(birth.devices());
      send(topic, Kind.CONFIG, ledger.config(config));
    } else if (content instanceof Reply reply) {
      replies.add(reply);
    }
  }

  private PointScope scope(List<Birth.Device> devices) {
    Map<String, String> units = new HashMap<>();
    items.forEach(item -> units.put(item, ""));
    return PointCatalogue.standard().scope(config.bays(), units, devices, List.of());
  }

  private void report(
      MqttEndpoint endpoint, MqttPublishMessage message, Report report, int connection) {
    if (!report.rejected().isEmpty()) {
      throw new AssertionError("the agent sent bad records: " + report.rejected());
    }
    if (cutBefore.test(report)) {
      endpoint.close();
      return;
    }
    ledger.store(report, connection);
    if (cutAfter.test(report)) {
      endpoint.close();
    } else if (!silent.test(report)) {
      endpoint.publishAcknowledge(message.messageId());
    }
  }

  /** Wants that from now on, and says so to an agent that is connected. */
  public void want(Topic of, Config wanted) {
    config = wanted;
    send(of, Kind.CONFIG, ledger.config(config));
  }

  /** What it wants. */
  public Config wanted() {
    return config;
  }

  /** Sends the agent a message. */
  public void send(Topic of, Kind kind, Message message) {
    MqttEndpoint there = agent;
    if (there != null) {
      there.publish(
          new Topic(of.station(), kind).toString(),
          Buffer.buffer(Codec.encode(message, scope)),
          MqttQoS.AT_LEAST_ONCE,
          false,
          false);
    }
  }

  /** Thresholds sent with the next configuration. */
  public void rules(Map<String, Map<String, Double>> rules) {
    config = new Config(config.version() + 1, 0, Map.of(), rules, config.bays());
  }

  /** From now on treats the reports of the predicate so, until told otherwise. */
  public void treat(Treatment how, Predicate<Report> which) {
    switch (how) {
      case TAKE -> {
        silent = report -> false;
        cutBefore = report -> false;
        cutAfter = report -> false;
      }
      case TAKE_SILENTLY -> silent = which;
      case CUT_BEFORE -> cutBefore = which;
      case CUT_AFTER -> cutAfter = which;
    }
  }

  /** Refuses connections from now on, or no longer. */
  public void refuse(boolean refuse) {
    refusing = refuse;
    MqttEndpoint there = agent;
    if (refuse && there != null && there.isConnected()) {
      there.close();
    }
  }

  /** Leaves subscriptions unanswered from now on, or answers them all. */
  public void hold(boolean hold) {
    holding = hold;
    if (!hold) {
      held.forEach(Runnable::run);
      held.clear();
    }
  }

  /** Pretends to have more of a lane than it has. */
  public void pretend(Lane lane, LanePosition position) {
    ledger.pretend(lane, position);
  }

  /** Reports stored, in the order of arrival. */
  public List<Report> stored() {
    return ledger.stored();
  }

  /** Reports of a lane. */
  public List<Report> stored(Lane lane) {
    return stored().stream().filter(report -> report.lane() == lane).toList();
  }

  /** Readings of a point stored, in the order of arrival. */
  public List<Reading> readings(String point) {
    return stored().stream()
        .flatMap(report -> report.readings().stream())
        .filter(reading -> reading.point().equals(point))
        .toList();
  }

  /** Events of a type stored. */
  public List<StationEvent> events(String type) {
    return stored().stream()
        .flatMap(report -> report.events().stream())
        .filter(event -> event.type().equals(type))
        .toList();
  }

  /** Births received. */
  public List<Birth> births() {
    return births;
  }

  /** Replies received. */
  public List<Reply> replies() {
    return replies;
  }

  /** Jumps of numbers. */
  public List<String> gaps() {
    return ledger.gaps();
  }

  /** Reports that came again on the connection on which they had come. */
  public List<String> repeatedOnOneConnection() {
    return ledger.repeated();
  }

  /** How many connections were accepted. */
  public int connections() {
    return connections.get();
  }

  /** How many reports came again. */
  public int duplicates() {
    return ledger.duplicates();
  }

  /** Stops listening. */
  public void close() throws Exception {
    Awaiting.get(server.close());
  }
}
