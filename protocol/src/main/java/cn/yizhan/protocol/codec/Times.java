package cn.yizhan.protocol.codec;

/** The times of SenML: absolute, or relative to now. */
final class Times {
  private Times() {}

  /**
   * The time in milliseconds that seconds stand for.
   *
   * <p>Below 2^28 they count from now, unless the clock that says what now is stands below 2^28
   * itself: a station whose clock was never set speaks of times since it started, and they are
   * taken as they are, to be corrected with the clock.
   *
   * @param seconds absolute or relative; NaN stands for now
   * @param now in milliseconds
   */
  static long resolve(double seconds, long now) {
    if (Double.isNaN(seconds)) {
      return now;
    }
    long millis = Json.millis(seconds);
    if (millis >= Limits.RELATIVE_TIME || now < Limits.RELATIVE_TIME) {
      return millis;
    }
    // A sum beyond what can be said stays negative or too large, never wraps to a possible time.
    return millis < -Limits.MAX_TIME ? -1 : now + millis;
  }
}
