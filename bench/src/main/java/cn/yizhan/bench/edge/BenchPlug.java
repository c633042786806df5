package cn.yizhan.bench.edge;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A device at the agent's local endpoint that knows when each of its messages was acknowledged. All
 * its callbacks run on one event loop.
 */
final class BenchPlug {
  private static final int IN_FLIGHT = 1000;

  private final Context context;
  private final MqttClient client;
  private final String device;
  private final Map<Integer, Promise<Void>> waiting = new HashMap<>();
  private final Set<Integer> early = new HashSet<>();

  private BenchPlug(Context context, String device) {
    this.context = context;
    this.device = device;
    this.client =
        MqttClient.create(
            context.owner(),
            new MqttClientOptions().setClientId(device).setMaxInflightQueue(IN_FLIGHT));
    client.publishCompletionHandler(this::acknowledged);
  }

  /**
   * Connects a device.
   *
   * @param port where the agent listens, on loopback
   * @param heard told of what it is sent: topic and content
   */
  static BenchPlug connect(Vertx vertx, String device, int port, BiConsumer<String, String> heard) {
    Context context = vertx.getOrCreateContext();
    BenchPlug plug = new BenchPlug(context, device);
    plug.client.publishHandler(
        message -> heard.accept(message.topicName(), message.payload().toString()));
    Waits.join(
        plug.client
            .connect(port, "127.0.0.1")
            .compose(
                connected ->
                    plug.client.subscribe(
                        Map.of("yizhan/local/" + device + "/set", 1, "yizhan/local/display", 1))));
    return plug;
  }

  private void acknowledged(int id) {
    context.runOnContext(
        now -> {
          Promise<Void> promise = waiting.remove(id);
          if (promise != null) {
            promise.complete();
          } else {
            early.add(id);
          }
        });
  }

  /** Publishes points; done when the agent has acknowledged them. */
  Future<Void> points(String pack) {
    return publish("points", pack);
  }

  /** Publishes to a topic of its own; done when the agent has acknowledged it. */
  Future<Void> publish(String kind, String payload) {
    Promise<Void> done = Promise.promise();
    Buffer content = Buffer.buffer(payload);
    context.runOnContext(
        now ->
            client
                .publish(
                    "yizhan/local/" + device + "/" + kind,
                    content,
                    MqttQoS.AT_LEAST_ONCE,
                    false,
                    false)
                .onSuccess(id -> remember(id, done))
                .onFailure(done::tryFail));
    return done.future();
  }

  private void remember(int id, Promise<Void> done) {
    context.runOnContext(
        now -> {
          if (early.remove(id)) {
            done.complete();
          } else {
            waiting.put(id, done);
          }
        });
  }

  /** Disconnects. */
  void close() {
    Waits.join(client.disconnect().otherwiseEmpty());
  }
}
