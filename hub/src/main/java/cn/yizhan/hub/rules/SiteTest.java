package cn.yizhan.hub.rules;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A test that somebody makes on site. What begins in it is told to the tester only.
 *
 * @param started when it began, event time in milliseconds
 * @param until when it ends if nothing ends it before
 * @param ended when something ended it, null while nothing has
 */
public record SiteTest(long started, long until, @Nullable Long ended) {
  /** A test ends by itself after at most so long. */
  public static final Duration LONGEST = Duration.ofMinutes(30);

  /** When it ends, as far as is known. */
  public long end() {
    return ended == null ? until : Math.min(ended, until);
  }

  /** Whether something that began at that time began in it. */
  public boolean covers(long at) {
    return at >= started && at < end();
  }

  /**
   * The test of which the sign tells, or what it makes of the one before; the same when it changes
   * nothing.
   *
   * @param last the last test of the station, null for none
   */
  static @Nullable SiteTest after(@Nullable SiteTest last, TestSign sign) {
    if (sign.kind() == TestSign.Kind.STARTED) {
      return new SiteTest(sign.at(), sign.until(), null);
    }
    return last == null || last.ended() != null || !last.covers(sign.at()) ? last : last.to(sign);
  }

  private SiteTest to(TestSign sign) {
    return new SiteTest(started, until, sign.at());
  }
}
