package cn.yizhan.bench.figures;

import java.util.Arrays;

/** Durations and their percentiles. Not thread-safe. */
public final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int size;

  /**
   * Takes a duration.
   *
   * @param duration nanoseconds
   */
  public void add(long duration) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = duration;
  }

  /** Forgets all. */
  public void clear() {
    size = 0;
  }

  /**
   * A percentile by nearest rank, milliseconds.
   *
   * @param share 0.99 for p99
   */
  public double millis(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * size);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
