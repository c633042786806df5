package cn.yizhan.edge.testing;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A simulated plug: publishes packs, switches its relay when told and says so. */
public final class Plug {
  private static final int IN_FLIGHT = 200;

  private final String device;
  private final MqttClient client;
  private final Map<Integer, Promise<Void>> waiting = new HashMap<>();
  private final Set<Integer> early = new HashSet<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> obedient = order -> true;

  private Plug(Vertx vertx, String device) {
    this.device = device;
    this.client =
        MqttClient.create(
            vertx, new MqttClientOptions().setClientId(device).setMaxInflightQueue(IN_FLIGHT));
  }

  /** Connects a plug to an agent. */
  public static Plug connect(Vertx vertx, String device, int port) throws Exception {
    Plug plug = new Plug(vertx, device);
    plug.client.publishCompletionHandler(plug::acknowledged);
    plug.client.publishHandler(message -> plug.order(message.payload().toString()));
    Awaiting.get(plug.client.connect(port, "127.0.0.1"));
    Awaiting.get(
        plug.client.subscribe(
            Map.of("yizhan/local/" + device + "/set", 1, "yizhan/local/display", 1)));
    return plug;
  }

  private synchronized void acknowledged(int id) {
    Promise<Void> promise = waiting.remove(id);
    if (promise != null) {
      promise.complete();
    } else {
      early.add(id);
    }
  }

  private void order(String order) {
    heard.add(order);
    if (order.contains("/relay") && obedient.test(order)) {
      points(order.replaceAll(",\\{\"n\":\"bay/\\d+/auto-off\".*?}", ""));
    }
  }

  /** Publishes a SenML pack; done when the agent has acknowledged it. */
  public synchronized Future<Void> points(String pack) {
    return publish("points", pack);
  }

  /** Publishes to a topic of its own. */
  public synchronized Future<Void> publish(String kind, String payload) {
    Promise<Void> done = Promise.promise();
    client
        .publish(
            "yizhan/local/" + device + "/" + kind,
            Buffer.buffer(payload),
            MqttQoS.AT_LEAST_ONCE,
            false,
            false)
        .onSuccess(id -> remember(id, done))
        .onFailure(done::tryFail);
    return done.future();
  }

  private synchronized void remember(int id, Promise<Void> done) {
    if (early.remove(id)) {
      done.complete();
    } else {
      waiting.put(id, done);
    }
  }

  /** Which orders it follows. */
  public void obey(Predicate<String> orders) {
    obedient = orders;
  }

  /** What it was sent, in order. */
  public List<String> heard() {
    return heard;
  }

  /** True while connected. */
  public boolean connected() {
    return client.isConnected();
  }

  /** Disconnects. */
  public Future<Void> close() {
    return client.disconnect();
  }
}
