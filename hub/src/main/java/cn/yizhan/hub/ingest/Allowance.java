package cn.yizhan.hub.ingest;

/**
 * How many rejections of a station are kept today: at most 1,000; further ones are only counted.
 */
final class Allowance {
  private static final int PER_DAY = 1_000;
  private static final long DAY = 86_400_000L;

  private int used;
  private long day = -1;

  /**
   * An allowance of which some is used.
   *
   * @param used rejections kept since midnight UTC
   */
  Allowance(int used) {
    this.used = used;
  }

  /** Whether one more may be kept; it then counts. */
  boolean take(long now) {
    long today = Math.floorDiv(now, DAY);
    if (today != day) {
      used = day < 0 ? used : 0;
      day = today;
    }
    if (used >= PER_DAY) {
      return false;
    }
    used++;
    return true;
  }
}
