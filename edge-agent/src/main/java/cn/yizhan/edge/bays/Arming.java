package cn.yizhan.edge.bays;

/**
 * When the timer of a bay's hardware was last wound up, as far as that is known: an order may be
 * lost, and only what the hardware says later shows that the line was up. Steady times.
 */
final class Arming {
  /** What hardware says so shortly before its off may be of the same message, ms. */
  private static final long ONE_MESSAGE = 2_000;

  private long first = Ages.NONE;
  private long last = Ages.NONE;

  /** The newest order that was followed by a word of the hardware, and when that came. */
  private long seen = Ages.NONE;

  private long seenAt = Ages.NONE;

  /** The one before. */
  private long seenBefore = Ages.NONE;

  /** When the newest order was given; NONE when there was none. */
  long last() {
    return last;
  }

  /** An order has been given. */
  void armed(long at) {
    first = first == Ages.NONE ? at : first;
    last = at;
  }

  /** The hardware has said something. */
  void heard(long at) {
    if (last != Ages.NONE && last != seen && at > last) {
      seenBefore = seen;
      seen = last;
      seenAt = at;
    }
  }

  /** The newest order that the hardware is known to have had when it went off; NONE without one. */
  long effective(long offAt) {
    if (seen != Ages.NONE && seenAt <= offAt - ONE_MESSAGE) {
      return seen;
    }
    return seenBefore == Ages.NONE ? first : seenBefore;
  }

  /** The bay is off: what was ordered before does not count any more. */
  void reset() {
    first = Ages.NONE;
    last = Ages.NONE;
    seen = Ages.NONE;
    seenAt = Ages.NONE;
    seenBefore = Ages.NONE;
  }
}
