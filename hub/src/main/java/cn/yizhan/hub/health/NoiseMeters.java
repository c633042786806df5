package cn.yizhan.hub.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Figures of what people are not told, and of what they are told together. */
public final class NoiseMeters {
  /**
   * What was counted in the database.
   *
   * @param silenced alerts that hold and of which nobody was told because of a silence
   * @param inhibited alerts that hold and of which nobody was told because of another alert
   * @param collected alerts that wait for a digest
   */
  public record Count(long silenced, long inhibited, long collected) {}

  private final Counter digests;
  private final Counter digested;
  private volatile @Nullable Count count;

  /** Registers every figure. */
  public NoiseMeters(MeterRegistry registry) {
    digests = registry.counter("yizhan.digests");
    digested = registry.counter("yizhan.digests.alerts");
    gauge(registry, "yizhan.alerts.untold", "silence", Count::silenced);
    gauge(registry, "yizhan.alerts.untold", "alert", Count::inhibited);
    Gauge.builder("yizhan.alerts.collected", () -> number(Count::collected)).register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String by, ToLongFunction<Count> counted) {
    Gauge.builder(name, () -> number(counted)).tag("by", by).register(registry);
  }

  private @Nullable Long number(ToLongFunction<Count> counted) {
    Count shown = count;
    return shown == null ? null : Long.valueOf(counted.applyAsLong(shown));
  }

  /** Counts a message that was queued; call it once that is committed. */
  public void told(int alerts) {
    digests.increment();
    digested.increment(alerts);
  }

  /** Shows what was counted; null when it could not be. */
  public void show(@Nullable Count counted) {
    count = counted;
  }
}
