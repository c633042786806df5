package cn.yizhan.bench.load;

import cn.yizhan.bench.figures.Latencies;
import cn.yizhan.bench.process.HubApi;
import cn.yizhan.bench.process.HubProcess;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Many stations, all on one event loop, so that the sender uses one core at most. */
final class Fleet implements AutoCloseable {
  /** Code of the office the stations belong to. */
  static final String OFFICE = "bench";

  private static final long PATIENCE_SECONDS = 120;

  private final Vertx vertx;
  private final Context loop;

  /** Held for as long as its connections are wanted: a client that is let go closes them. */
  private final NetClient client;

  private final Latencies latencies = new Latencies();
  private final List<LoadStation> stations = new ArrayList<>();
  private long acknowledged;

  private Fleet(Vertx vertx) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.client = vertx.createNetClient();
  }

  /**
   * Registers the stations and connects them.
   *
   * @throws IOException when the hub refuses a registration or a connection
   */
  static Fleet connect(Vertx vertx, HubProcess hub, HubApi api, int count) throws IOException {
    Fleet fleet = new Fleet(vertx);
    api.post("/api/v1/offices", new JsonObject().put("code", OFFICE).put("name", OFFICE));
    String epoch = "BENCH" + Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT);
    for (int i = 1; i <= count; i++) {
      String code = String.format(Locale.ROOT, "bench-%04d", i);
      String secret = api.post("/api/v1/stations", registration(code)).getString("secret");
      fleet.stations.add(new LoadStation(code, secret, epoch, fleet.latencies));
    }
    fleet.await(
        promise -> {
          List<Future<Void>> connected = new ArrayList<>();
          for (LoadStation station : fleet.stations) {
            connected.add(station.connect(fleet.client, hub.mqttPort(), "127.0.0.1"));
          }
          Future.all(connected).<Void>mapEmpty().onComplete(promise);
        });
    return fleet;
  }

  /** How many reports were acknowledged since the fleet connected. */
  long acknowledged() {
    return acknowledged;
  }

  /**
   * Every station keeps that many reports in flight.
   *
   * @throws IOException when a connection is lost
   */
  Run saturate(int window, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    return run(
        promise -> {
          for (LoadStation station : stations) {
            station.onAcknowledged(
                () -> {
                  acknowledged++;
                  if (System.nanoTime() < end) {
                    station.send(System.nanoTime(), System.currentTimeMillis());
                  } else {
                    finish(promise);
                  }
                });
            for (int i = 0; i < window; i++) {
              station.send(System.nanoTime(), System.currentTimeMillis());
            }
          }
        });
  }

  /**
   * Reports leave at a fixed rate whatever the hub does; a report that had to wait for its
   * station's window is timed from when it should have left.
   *
   * @param rate reports a second over all stations
   * @throws IOException when a connection is lost
   */
  Run openLoop(double rate, Duration time) throws IOException {
    Schedule schedule = new Schedule(rate, time);
    return run(
        promise -> {
          for (LoadStation station : stations) {
            station.onAcknowledged(() -> acknowledged++);
          }
          vertx.setPeriodic(
              1,
              id -> {
                schedule.sendDue(stations);
                if (schedule.over()) {
                  vertx.cancelTimer(id);
                  stations.forEach(
                      station ->
                          station.onAcknowledged(
                              () -> {
                                acknowledged++;
                                finish(promise);
                              }));
                  finish(promise);
                }
              });
        });
  }

  /**
   * Each station in turn has a danger, beside whatever else is sent.
   *
   * @param point what shows it
   * @param everyMs milliseconds between one station's and the next one's
   * @param sent told of each just before it is sent, on the event loop
   * @return completes with the last station's
   */
  Future<Void> alarms(String point, long everyMs, Consumer<String> sent) {
    Promise<Void> all = Promise.promise();
    Iterator<LoadStation> next = stations.iterator();
    loop.runOnContext(
        ignored ->
            vertx.setPeriodic(
                everyMs,
                id -> {
                  if (next.hasNext()) {
                    LoadStation station = next.next();
                    sent.accept(station.code());
                    station.alarm(point, System.currentTimeMillis());
                  } else {
                    vertx.cancelTimer(id);
                    all.complete();
                  }
                }));
    return all.future();
  }

  @Override
  public void close() {
    loop.runOnContext(ignored -> stations.forEach(LoadStation::close));
    client.close();
  }

  private void finish(Promise<Void> promise) {
    if (stations.stream().allMatch(station -> station.inFlight() == 0)) {
      promise.tryComplete();
    }
  }

  private Run run(Consumer<Promise<Void>> body) throws IOException {
    long before = acknowledged;
    latencies.clear();
    long start = System.nanoTime();
    await(body);
    return new Run(acknowledged - before, (System.nanoTime() - start) / 1e9, latencies);
  }

  private void await(Consumer<Promise<Void>> body) throws IOException {
    Promise<Void> promise = Promise.promise();
    for (LoadStation station : stations) {
      station.onLost(code -> promise.tryFail("the hub closed the connection of " + code));
    }
    loop.runOnContext(ignored -> body.accept(promise));
    try {
      promise
          .future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the fleet got stuck", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static JsonObject registration(String code) {
    JsonArray bays = new JsonArray();
    for (int bay = 1; bay <= 2; bay++) {
      bays.add(new JsonObject().put("number", bay).put("use", "e-bike"));
    }
    return new JsonObject()
        .put("code", code)
        .put("name", code)
        .put("office", OFFICE)
        .put("kind", "full")
        .put("bays", bays)
        .put("items", new JsonArray());
  }

  /**
   * One measured phase.
   *
   * @param acknowledged reports acknowledged in it
   * @param seconds how long it took, with the time for the last acknowledgements
   * @param latencies from sending or intended sending to the acknowledgement; valid until the next
   *     phase
   */
  record Run(long acknowledged, double seconds, Latencies latencies) {}

  /** When the reports of an open loop are due. */
  private static final class Schedule {
    private final long interval;
    private final long end;
    private long due;
    private int next;

    Schedule(double rate, Duration time) {
      this.interval = (long) (1e9 / rate);
      this.due = System.nanoTime();
      this.end = due + time.toNanos();
    }

    boolean over() {
      return due >= end;
    }

    void sendDue(List<LoadStation> stations) {
      long now = System.nanoTime();
      while (due <= now && due < end) {
        LoadStation station = stations.get(next);
        if (station.full()) {
          // The next one in turn would be later still; wait for this one's window.
          return;
        }
        station.send(due, System.currentTimeMillis());
        next = (next + 1) % stations.size();
        due += interval;
      }
    }
  }
}
