package cn.yizhan.protocol.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Since when a condition is open, and what holds it open although its readings are fine. */
final class Standing {
  private static final long NONE = Input.NONE;

  private long opened = NONE;
  private long released = NONE;
  private long hastened = NONE;
  private boolean latched;

  void open(long at) {
    opened = at;
  }

  boolean openedWithin(long from, long to) {
    return opened >= from && opened < to;
  }

  void latch() {
    latched = true;
  }

  /**
   * Somebody has released it.
   *
   * @param byHand whether it ends only by that; then one of before its beginning was about another
   */
  void release(long at, boolean byHand) {
    if (!byHand || at >= opened) {
      latched = false;
      released = at;
    }
  }

  /** The test in which it was opened has ended. Whoever made the test was there. */
  void testOver(long at, boolean byHand) {
    hastened = at + Rule.Clear.AFTER_TEST.toMillis();
    latched &= !byHand;
  }

  /** It is over; a latch that nobody took off stays for the next. */
  void end() {
    opened = NONE;
    released = NONE;
    hastened = NONE;
  }

  /**
   * When it is over, {@link Long#MAX_VALUE} while it is latched.
   *
   * @param fine since when its readings are fine
   * @param hold for how long they must be
   */
  long due(long fine, long hold) {
    return latched
        ? Long.MAX_VALUE
        : Math.max(Math.max(fine, opened) + (fine <= hastened ? 0 : hold), released);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(opened);
    out.writeLong(released);
    out.writeLong(hastened);
    out.writeBoolean(latched);
  }

  void read(DataInput in) throws IOException {
    opened = in.readLong();
    released = in.readLong();
    hastened = in.readLong();
    latched = in.readBoolean();
  }
}
