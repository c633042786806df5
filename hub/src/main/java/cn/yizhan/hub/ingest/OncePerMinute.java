package cn.yizhan.hub.ingest;

/** Something worth telling once, however often it happens within a minute. Pure. */
final class OncePerMinute {
  private static final long MINUTE = 60_000;

  private long untold;
  private long toldLast;
  private boolean told;

  /**
   * Notes that it happened.
   *
   * @param now milliseconds since 1970
   * @return how often it happened since it was last told, this time included, when it is to be told
   *     now; 0 when it is not
   */
  long happened(long now) {
    untold++;
    if (told && now - toldLast < MINUTE) {
      return 0;
    }
    long count = untold;
    untold = 0;
    toldLast = now;
    told = true;
    return count;
  }
}
