package cn.yizhan.bench.load;

import cn.yizhan.bench.figures.Machine;
import cn.yizhan.bench.figures.Sheet;
import cn.yizhan.bench.process.HubApi;
import cn.yizhan.bench.process.HubProcess;
import cn.yizhan.bench.process.ScratchFolder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench alert}: the whole way of a danger, from the MQTT packet of a station to the signed
 * webhook at a street office's receiver, beside the load of the other stations.
 */
@Command(
    name = "alert",
    description = "From a reading at a station to the webhook at the receiver.",
    mixinStandardHelpOptions = true)
public final class AlertCommand implements Callable<Integer> {
  /** Seconds between two reports of a station in normal operation. */
  private static final double REPORT_EVERY = 10;

  private static final long PATIENCE_SECONDS = 60;
  private static final int WINDOW = 32;

  /** Points whose danger is told without a hold, one for each phase: an alert stays open. */
  private static final List<String> DANGERS = List.of("sos", "e-stop", "room/smoke");

  @Option(
      names = "--stations",
      defaultValue = "188",
      description = "connections, and dangers in each phase (${DEFAULT-VALUE})")
  private int stations = 188;

  @Option(
      names = "--every",
      defaultValue = "100",
      description = "milliseconds between two dangers (${DEFAULT-VALUE})")
  private long every = 100;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "length of the search for the saturated rate (${DEFAULT-VALUE})")
  private int seconds = 10;

  @Option(names = "--keep", description = "keep the data folder, for looking at it afterwards")
  private boolean keep;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Sheet sheet = new Sheet("alert", out);

  @Override
  public Integer call() throws Exception {
    JsonObject machine = Machine.describe();
    out.println("machine: " + machine.encode());
    Path folder = ScratchFolder.make();
    Vertx vertx = Vertx.vertx();
    AlarmReceiver receiver = new AlarmReceiver(vertx);
    @Nullable HubProcess hub = null;
    try {
      int port = join(receiver.start());
      hub =
          HubProcess.start(
              folder.resolve("hub"),
              0,
              0,
              folder.resolve("hub.log"),
              List.of("--webhook-allow", "127.0.0.0/8"));
      measure(vertx, hub, receiver, port);
      out.println();
      out.println(sheet.json(machine));
      return 0;
    } finally {
      if (hub != null) {
        hub.stop(Duration.ofSeconds(15));
      }
      join(receiver.stop());
      join(vertx.close());
      if (keep) {
        out.println("data kept in " + folder);
      } else {
        ScratchFolder.delete(folder);
      }
    }
  }

  private void measure(Vertx vertx, HubProcess hub, AlarmReceiver receiver, int port)
      throws IOException {
    HubApi api = new HubApi(hub.http(), hub.bootstrapToken());
    try (Fleet fleet = Fleet.connect(vertx, hub, api, stations)) {
      api.post(
          "/api/v1/offices/" + Fleet.OFFICE + "/endpoints",
          new JsonObject().put("kind", "webhook").put("url", "http://127.0.0.1:" + port + "/"));
      double normal = stations / REPORT_EVERY;
      sheet.heading(
          stations + " dangers, one every " + every + " ms, from sending to the receiver");
      beside(fleet, receiver, normal, DANGERS.get(0));
      phase("normal", "each station reports every 10 s", fleet, receiver, 1, normal, 250);
      Fleet.Run full = fleet.saturate(WINDOW, Duration.ofSeconds(seconds));
      double half = full.acknowledged() / full.seconds() / 2;
      sheet.figure(
          "halfSamplesPerSecond", "half of the saturated load", half * LoadStation.SAMPLES, "/s");
      phase("half", "beside half of the saturated load", fleet, receiver, 2, half, 1_000);
    }
  }

  private void phase(
      String key,
      String label,
      Fleet fleet,
      AlarmReceiver receiver,
      int danger,
      double rate,
      double goal)
      throws IOException {
    beside(fleet, receiver, rate, DANGERS.get(danger));
    sheet.latencies(key, label, receiver.latencies(), goal);
  }

  /** Dangers of one kind beside an open loop of reports; the first such phase warms up. */
  private void beside(Fleet fleet, AlarmReceiver receiver, double rate, String point)
      throws IOException {
    receiver.expect(stations);
    Future<Void> alarms = fleet.alarms(point, every, receiver::sent);
    fleet.openLoop(rate, Duration.ofMillis(every * (stations + 5)));
    join(alarms);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!receiver.complete()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            receiver.arrived() + " of " + stations + " dangers reached the receiver");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
