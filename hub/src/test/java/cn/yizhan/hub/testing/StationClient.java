package cn.yizhan.hub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A station as its agent behaves at the hub's port: birth, then each report in order, at most 64
 * not yet acknowledged, and all those again after a lost connection. What it offers stays in memory
 * until its PUBACK, so after the last one every report must be stored exactly once.
 */
public final class StationClient implements AutoCloseable {
  private static final int WINDOW = 64;
  private static final long RECONNECT_PAUSE = 100;

  private final Vertx vertx;
  private final Context context;
  private final TestStations.Registered station;
  private final int port;
  private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
  private final ArrayDeque<Outgoing> inFlight = new ArrayDeque<>();
  private final Map<String, AtomicInteger> next = new ConcurrentHashMap<>();
  private final Map<String, Set<Integer>> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger offered = new AtomicInteger();
  private final AtomicInteger confirmed = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile String fault = "";
  private @Nullable MqttClient client;
  private boolean welcome;
  private boolean closed;

  private static final class Outgoing {
    final String kind;
    final int seq;
    final String content;
    int packet = -1;

    Outgoing(String kind, int seq, String content) {
      this.kind = kind;
      this.seq = seq;
      this.content = content;
    }
  }

  /**
   * A station that starts to connect at once, and does so again whenever it is thrown out.
   *
   * @param vertx runs it
   * @param station who it is
   * @param port the hub's MQTT port at 127.0.0.1
   */
  public StationClient(Vertx vertx, TestStations.Registered station, int port) {
    this.vertx = vertx;
    this.station = station;
    this.port = port;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    for (String lane : new String[] {"data", "event"}) {
      next.put(lane, new AtomicInteger(1));
      acknowledged.put(lane, new ConcurrentSkipListSet<>());
    }
    context.runOnContext(start -> connect());
  }

  /**
   * Queues a report.
   *
   * @param kind {@code data} or {@code event}
   * @param content the members that follow {@code sent}, {@code "pack":[…]} for instance
   */
  public void offer(String kind, String content) {
    offered.incrementAndGet();
    context.runOnContext(
        now -> {
          waiting.add(new Outgoing(kind, sequence(kind).getAndIncrement(), content));
          pump();
        });
  }

  /** Sequence numbers of a lane whose PUBACK came. */
  public Set<Integer> acknowledged(String kind) {
    return Set.copyOf(acknowledged.getOrDefault(kind, Set.of()));
  }

  /** How many reports were acknowledged, both lanes together. */
  public int acknowledgedCount() {
    return confirmed.get();
  }

  /** Whether all that was offered so far is acknowledged. */
  public boolean drained() {
    return acknowledgedCount() == offered.get();
  }

  /** How often the hub has taken it in; once, unless the connection was lost. */
  public int connections() {
    return connections.get();
  }

  /** What the hub did that it must not do; empty when nothing. */
  public String fault() {
    return fault;
  }

  /** Stops for good. */
  @Override
  public void close() {
    Await.result(
        Future.<Void>future(
            done ->
                context.runOnContext(
                    now -> {
                      closed = true;
                      MqttClient open = client;
                      if (open != null && open.isConnected()) {
                        open.disconnect().onComplete(ended -> done.complete());
                      } else {
                        done.complete();
                      }
                    })));
  }

  private void connect() {
    if (closed) {
      return;
    }
    String name = station.code().value();
    MqttClient fresh =
        MqttClient.create(
            vertx,
            new MqttClientOptions()
                .setClientId(name)
                .setUsername(name)
                .setPassword(station.secret())
                .setKeepAliveInterval(60)
                .setMaxInflightQueue(4 * WINDOW));
    client = fresh;
    welcome = false;
    fresh.publishCompletionHandler(packet -> acknowledge(fresh, packet));
    fresh.publishHandler(
        message -> {
          if (message.topicName().equals(station.topic("config"))) {
            welcome = true;
            pump();
          }
        });
    fresh.closeHandler(gone -> lost(fresh));
    fresh
        .connect(port, "127.0.0.1")
        .onSuccess(accepted -> connections.incrementAndGet())
        .compose(accepted -> fresh.subscribe(station.topic("config"), 1))
        .compose(subscribed -> publish(fresh, "birth", birth()))
        .onFailure(
            e -> {
              if (!fresh.isConnected()) {
                lost(fresh);
              }
            });
  }

  private void lost(MqttClient gone) {
    if (!gone.equals(client)) {
      return;
    }
    client = null;
    welcome = false;
    while (!inFlight.isEmpty()) {
      Outgoing last = inFlight.pollLast();
      last.packet = -1;
      if (!last.kind.equals("birth")) {
        waiting.addFirst(last);
      }
    }
    vertx.setTimer(RECONNECT_PAUSE, id -> connect());
  }

  private void pump() {
    MqttClient open = client;
    while (open != null && welcome && inFlight.size() < WINDOW && !waiting.isEmpty()) {
      Outgoing report = waiting.remove();
      inFlight.add(report);
      send(open, report, envelope(report));
    }
  }

  private Future<Integer> publish(MqttClient open, String kind, String payload) {
    Outgoing message = new Outgoing(kind, 0, "");
    inFlight.add(message);
    return send(open, message, payload);
  }

  private Future<Integer> send(MqttClient open, Outgoing message, String payload) {
    return open.publish(
            station.topic(message.kind),
            Buffer.buffer(payload.getBytes(UTF_8)),
            MqttQoS.AT_LEAST_ONCE,
            false,
            false)
        .onSuccess(packet -> message.packet = packet);
  }

  private void acknowledge(MqttClient from, int packet) {
    if (!from.equals(client)) {
      return;
    }
    Outgoing first = inFlight.poll();
    if (first == null || first.packet != packet) {
      fault = "PUBACK " + packet + " out of order for " + station.code();
      return;
    }
    if (!first.kind.equals("birth")) {
      Objects.requireNonNull(acknowledged.get(first.kind)).add(first.seq);
      confirmed.incrementAndGet();
    }
    pump();
  }

  private String birth() {
    return String.format(
        Locale.ROOT,
        "{\"session\":\"s%d\",\"agent\":\"test\",\"sent\":%.3f,\"lanes\":{\"data\":%s,"
            + "\"event\":%s}}",
        System.nanoTime(),
        now(),
        lane("data"),
        lane("event"));
  }

  private String lane(String kind) {
    return "{\"epoch\":\"e1\",\"next\":" + sequence(kind).get() + "}";
  }

  private AtomicInteger sequence(String kind) {
    return Objects.requireNonNull(next.get(kind));
  }

  private static String envelope(Outgoing report) {
    return String.format(
        Locale.ROOT,
        "{\"epoch\":\"e1\",\"seq\":%d,\"sent\":%.3f,%s}",
        report.seq,
        now(),
        report.content);
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }
}
