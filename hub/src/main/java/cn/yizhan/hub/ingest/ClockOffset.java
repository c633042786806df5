package cn.yizhan.hub.ingest;

import java.util.Arrays;

/**
 * How far a station's clock is behind the hub's (negative when it is ahead): the smallest {@code
 * received − sent} of the connection's last five minutes, because a message can only be delayed,
 * never hurried. A clock set ahead lowers it at once. One set back shows by a message that says it
 * left before the one before it, which no delay can do; what was observed until then is forgotten.
 * Pure; times in milliseconds.
 */
public final class ClockOffset {
  private static final int SLICES = 30;
  private static final long SLICE = 10_000;
  private static final long NONE = Long.MAX_VALUE;

  /** How much earlier a message may say it left: what a clock is corrected by little by little. */
  private static final long SMALL = 5_000;

  private final long[] least = new long[SLICES];
  private final long[] slice = new long[SLICES];
  private long current;
  private long before = Long.MIN_VALUE;

  /** An offset of zero until a message has been observed. */
  public ClockOffset() {
    Arrays.fill(least, NONE);
  }

  /**
   * Notes a transmission and returns the offset it leaves.
   *
   * @param sent when it left the station, by its clock
   * @param received when it arrived, by the hub's
   */
  public long observe(long sent, long received) {
    if (sent + SMALL < before) {
      Arrays.fill(least, NONE);
      current = NONE;
    }
    before = sent;
    long number = received / SLICE;
    int at = (int) (number % SLICES);
    long difference = received - sent;
    if (slice[at] != number) {
      slice[at] = number;
      least[at] = difference;
      current = smallest(number);
    } else if (difference < least[at]) {
      least[at] = difference;
      current = Math.min(current, difference);
    }
    return current;
  }

  private long smallest(long number) {
    long found = NONE;
    for (int i = 0; i < SLICES; i++) {
      if (number - slice[i] < SLICES) {
        found = Math.min(found, least[i]);
      }
    }
    return found;
  }

  /** The offset as of the last transmission observed. */
  public long value() {
    return current;
  }
}
