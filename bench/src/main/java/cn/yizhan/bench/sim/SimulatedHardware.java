package cn.yizhan.bench.sim;

import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.point.ValueKind;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device that plays all the hardware of a station: it publishes the values of a {@link
 * StationModel} to the agent's local endpoint as native points and switches relays when told to.
 */
public final class SimulatedHardware {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedHardware.class);
  private static final String DEVICE = "sim";
  private static final String POINTS = "yizhan/local/" + DEVICE + "/points";
  private static final String SET = "yizhan/local/" + DEVICE + "/set";
  private static final long RECONNECT_MS = 1000;

  private final Vertx vertx;
  private final StationModel model;
  private final AgentAddress agent;
  private final long periodMs;
  private @Nullable MqttClient client;
  private long timer = -1;
  private boolean running;
  private boolean paused;

  /**
   * Hardware that is not yet connected.
   *
   * @param vertx where it runs
   * @param model what it plays
   * @param agent the agent's local endpoint
   * @param periodMs time between two reports, milliseconds
   */
  public SimulatedHardware(Vertx vertx, StationModel model, AgentAddress agent, long periodMs) {
    this.vertx = vertx;
    this.model = model;
    this.agent = agent;
    this.periodMs = periodMs;
  }

  /** Connects and reports until stopped; connects again whenever the connection is lost. */
  public void start() {
    running = true;
    timer = vertx.setPeriodic(periodMs, id -> step());
    connect();
  }

  /** Falls silent. */
  public Future<Void> stop() {
    running = false;
    vertx.cancelTimer(timer);
    MqttClient last = client;
    client = null;
    return last == null || !last.isConnected()
        ? Future.succeededFuture()
        : last.disconnect().otherwiseEmpty();
  }

  /**
   * Reports nothing for a while, or again; orders are still followed.
   *
   * @param pause whether to report nothing
   */
  public void pause(boolean pause) {
    paused = pause;
  }

  /** Makes something go wrong at once. */
  public void apply(Fault fault) {
    model.apply(fault);
    step();
  }

  private void connect() {
    if (!running) {
      return;
    }
    MqttClientOptions options;
    try {
      options = agent.options(DEVICE);
    } catch (IOException e) {
      LOG.warn("the password for the agent cannot be read: {}", e.toString());
      vertx.setTimer(RECONNECT_MS, id -> connect());
      return;
    }
    MqttClient next = MqttClient.create(vertx, options.setMaxInflightQueue(1000));
    next.publishHandler(this::told);
    next.closeHandler(ignored -> again(next));
    next.exceptionHandler(error -> LOG.debug("simulated hardware: {}", error.toString()));
    client = next;
    next.connect(agent.port(), agent.host())
        .compose(connected -> next.subscribe(SET, 1))
        .onSuccess(subscribed -> publish(model.values()))
        .onFailure(error -> again(next));
  }

  private void again(MqttClient lost) {
    if (running && client == lost) {
      client = null;
      vertx.setTimer(RECONNECT_MS, id -> connect());
    }
  }

  private void step() {
    if (paused) {
      return;
    }
    model.step(periodMs / 1000.0);
    publish(model.values());
  }

  private void told(MqttPublishMessage message) {
    Map<String, Object> confirmed = new LinkedHashMap<>();
    for (Object each : message.payload().toJsonArray()) {
      JsonObject order = (JsonObject) each;
      String point = order.getString("n");
      if (model.set(point, order.getBoolean("vb"))) {
        confirmed.put(point, order.getBoolean("vb"));
      }
    }
    publish(confirmed);
    publish(model.values());
  }

  private void publish(Map<String, Object> values) {
    MqttClient now = client;
    if (now == null || !now.isConnected() || values.isEmpty()) {
      return;
    }
    now.publish(POINTS, pack(values), MqttQoS.AT_LEAST_ONCE, false, false)
        .onFailure(error -> LOG.debug("simulated hardware could not publish", error));
  }

  private static Buffer pack(Map<String, Object> values) {
    JsonArray pack = new JsonArray();
    values.forEach(
        (point, value) -> {
          JsonObject entry = new JsonObject().put("n", point);
          PointType type = PointCatalogue.standard().typeOf(point);
          if (type == null) {
            throw new IllegalStateException("the catalogue has no point " + point);
          }
          if (type.values().kind() == ValueKind.NUMBER) {
            // Supplies are counted in the unit of their item, which the hub knows.
            if (type.values().unit() != null) {
              entry.put("u", type.values().unit());
            }
            entry.put("v", value);
          } else {
            entry.put(type.values().kind() == ValueKind.BOOLEAN ? "vb" : "vs", value);
          }
          pack.add(entry);
        });
    return pack.toBuffer();
  }
}
