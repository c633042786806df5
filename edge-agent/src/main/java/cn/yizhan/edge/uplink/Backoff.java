package cn.yizhan.edge.uplink;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: anything up to a bound that doubles with each failure,
 * so that many stations that lost the hub together do not come back together. Pure.
 */
final class Backoff {
  private final long first;
  private final long most;
  private final DoubleSupplier chance;
  private int failures;

  /**
   * A wait after no failure yet.
   *
   * @param first bound after the first failure, ms
   * @param most greatest bound, ms
   * @param chance numbers from 0 up to 1
   */
  Backoff(long first, long most, DoubleSupplier chance) {
    this.first = first;
    this.most = most;
    this.chance = chance;
  }

  /** Counts a failure and says how long to wait, ms; at least 1. */
  long failed() {
    long bound = first << Math.min(failures, 20);
    failures++;
    return 1 + (long) (chance.getAsDouble() * Math.min(bound, most));
  }

  void succeeded() {
    failures = 0;
  }
}
