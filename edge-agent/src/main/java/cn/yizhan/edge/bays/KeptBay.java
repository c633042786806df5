package cn.yizhan.edge.bays;

/**
 * How a bay is to be kept.
 *
 * @param number its number
 * @param deadManSeconds after how long without word from the agent its hardware goes off by itself,
 *     10 or more; 0 when it cannot
 * @param liveWhenFree true when a free socket is live, false when it is off until it is started
 */
public record KeptBay(int number, int deadManSeconds, boolean liveWhenFree) {
  /** Below this the agent could not re-arm in time, s. */
  public static final int SHORTEST = 10;

  /** Checks the time. */
  public KeptBay {
    if (deadManSeconds != 0 && deadManSeconds < SHORTEST) {
      throw new IllegalArgumentException(
          "dead-man of bay " + number + ": expected 0 or at least " + SHORTEST + " s");
    }
  }
}
