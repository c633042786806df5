package cn.yizhan.hub.notify.channel;

import cn.yizhan.hub.notify.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status the HTTP status
 * @param retryAfter the Retry-After header, or null
 * @param body what was read of the body
 * @param whole whether the body ended within the time and 64 KiB
 * @param now when, in epoch milliseconds
 */
public record Answer(
    int status, @Nullable String retryAfter, String body, boolean whole, long now) {
  private static final int LONGEST = 200;

  /** What the status alone means. */
  public Outcome byStatus() {
    return Outcome.answered(status, retryAfter, now);
  }

  /** Whether the status is one of success. */
  boolean success() {
    return status >= 200 && status < 300;
  }

  /** A failure although the status is one of success. */
  Outcome.Again but(String detail) {
    return new Outcome.Again(status, "answered " + status + ", but " + detail, null);
  }

  /** What the other side said, fit for the database and a line of the log. */
  static String printable(String said) {
    String text = said.replaceAll("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}]+", " ").strip();
    return Cut.characters(text, LONGEST, "…");
  }
}
