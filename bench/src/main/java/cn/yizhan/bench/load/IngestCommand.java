package cn.yizhan.bench.load;

import cn.yizhan.bench.figures.Latencies;
import cn.yizhan.bench.process.HubApi;
import cn.yizhan.bench.process.HubProcess;
import cn.yizhan.bench.process.ScratchFolder;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench ingest}: the whole way of telemetry, from the MQTT packet to the acknowledgement
 * after the commit, against binary COPY into a plain table of the same database in the same run.
 */
@Command(
    name = "ingest",
    description = "Samples a second through the whole pipeline, beside COPY into a plain table.",
    mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {
  @Option(
      names = "--stations",
      defaultValue = "188",
      description = "connections (${DEFAULT-VALUE})")
  private int stations = 188;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "length of each measured phase (${DEFAULT-VALUE})")
  private int seconds = 20;

  @Option(
      names = "--window",
      defaultValue = "32",
      description = "reports each station keeps in flight at saturation (${DEFAULT-VALUE})")
  private int window = 32;

  @Option(names = "--keep", description = "keep the data folder, for looking at it afterwards")
  private boolean keep;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws Exception {
    Path folder = ScratchFolder.make();
    Vertx vertx = Vertx.vertx();
    @Nullable HubProcess hub = null;
    try {
      hub = HubProcess.start(folder.resolve("hub"), 0, 0, folder.resolve("hub.log"), List.of());
      measure(vertx, hub);
      return 0;
    } finally {
      if (hub != null) {
        hub.stop(Duration.ofSeconds(15));
      }
      vertx.close().toCompletionStage().toCompletableFuture().join();
      if (keep) {
        out.println("data kept in " + folder);
      } else {
        ScratchFolder.delete(folder);
      }
    }
  }

  private void measure(Vertx vertx, HubProcess hub) throws Exception {
    HubApi api = new HubApi(hub.http(), hub.bootstrapToken());
    print("stations %d, %d samples a report, QoS 1, fsync on", stations, LoadStation.SAMPLES);
    try (Fleet fleet = Fleet.connect(vertx, hub, api, stations)) {
      fleet.saturate(window, Duration.ofSeconds(Math.max(5, seconds / 2)));
      Meter meter = Meter.start(hub);
      Fleet.Run full = fleet.saturate(window, Duration.ofSeconds(seconds));
      Meter.Figures figures = meter.stop();
      double rate = full.acknowledged() * (double) LoadStation.SAMPLES / full.seconds();
      print("saturated (%d in flight a station): %,.0f samples/s stored", window, rate);
      latencies("  from sending", full.latencies());
      double samples = full.acknowledged() * (double) LoadStation.SAMPLES;
      print(
          "  CPU per sample: hub %.2f µs, PostgreSQL %.2f µs",
          figures.hubSeconds() * 1e6 / samples, figures.postgresSeconds() * 1e6 / samples);

      double half = rate / 2 / LoadStation.SAMPLES;
      Fleet.Run open = fleet.openLoop(half, Duration.ofSeconds(seconds));
      print(
          "open loop at half of that: %,.0f samples/s stored",
          open.acknowledged() * (double) LoadStation.SAMPLES / open.seconds());
      latencies("  from the intended send time", open.latencies());
      ProcessFigures.Memory memory = ProcessFigures.memory(hub.handle().pid());
      print(
          "hub RSS after both phases %.0f MiB, highest since its start %.0f MiB",
          memory.now(), memory.peak());

      long acknowledged = fleet.acknowledged() * LoadStation.SAMPLES;
      long stored = Yardstick.storedSamples(hub);
      print("acknowledged %,d samples, stored %,d", acknowledged, stored);
      double copy = Yardstick.copy(hub, stations, Duration.ofSeconds(seconds));
      print("yardstick, binary COPY into a plain keyed table: %,.0f samples/s", copy);
      print("ratio %.2f", rate / copy);
      if (stored != acknowledged) {
        throw new IllegalStateException("stored and acknowledged differ");
      }
    }
  }

  private void latencies(String what, Latencies latencies) {
    print(
        "%s: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, worst %.1f ms",
        what,
        latencies.millis(0.5),
        latencies.millis(0.9),
        latencies.millis(0.99),
        latencies.millis(0.999),
        latencies.millis(1));
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
