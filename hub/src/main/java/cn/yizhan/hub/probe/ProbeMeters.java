package cn.yizhan.hub.probe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the alert path. Out of the database, so every hub shows the same and a restart loses
 * none; only the failures are counted, by the hub that noted them.
 */
public final class ProbeMeters {
  private static final double MILLIS = 1_000;

  private final MeterRegistry registry;
  private volatile double success = Double.NaN;
  private volatile double seconds = Double.NaN;

  /** Registers every figure, so that each is there before the first probe. */
  public ProbeMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("yizhan.alert.path", this, meters -> meters.seconds)
        .baseUnit("seconds")
        .description("from the raising of the last synthetic alert to its verified receipt")
        .register(registry);
    Gauge.builder("yizhan.alert.path.last.success.timestamp", this, meters -> meters.success)
        .baseUnit("seconds")
        .description("when a synthetic alert last went all the way, 0 for never")
        .register(registry);
    for (Stage stage : Stage.values()) {
      count(stage, 0);
    }
  }

  /** Counts a probe that did not come to that stage. */
  void failed(Stage stage) {
    count(stage, 1);
  }

  private void count(Stage stage, int by) {
    registry.counter("yizhan.alert.path.failures", "step", stage.word()).increment(by);
  }

  /**
   * Shows what was seen.
   *
   * @param last when a probe last went all the way, epoch milliseconds; null for never
   * @param took how long the last one took that was told, seconds; null when there is none
   */
  void show(@Nullable Long last, @Nullable Double took) {
    success = last == null ? 0 : last / MILLIS;
    seconds = took == null ? Double.NaN : took;
  }
}
