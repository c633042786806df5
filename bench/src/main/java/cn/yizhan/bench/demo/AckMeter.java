package cn.yizhan.bench.demo;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Counts acknowledgements and remembers how long the latest of them took. */
final class AckMeter implements LongConsumer {
  private static final int KEPT = 4096;

  private final long[] millis = new long[KEPT];
  private long count;

  @Override
  public synchronized void accept(long took) {
    millis[(int) (count++ % KEPT)] = took;
  }

  synchronized long count() {
    return count;
  }

  /** The 99th percentile of the latest acknowledgements, ms; 0 when there are none. */
  synchronized long p99() {
    int size = (int) Math.min(count, KEPT);
    if (size == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(0.99 * size) - 1];
  }
}
