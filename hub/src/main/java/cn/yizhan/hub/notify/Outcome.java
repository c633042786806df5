package cn.yizhan.hub.notify;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How one try to deliver ended, and whether trying again can help. */
public sealed interface Outcome {
  /** The HTTP status of the answer, or null when none came. */
  @Nullable Integer status();

  /** What happened, in a sentence for the people who run the endpoint. */
  String detail();

  /**
   * The receiver has it.
   *
   * @param status 200 to 299
   */
  record Delivered(Integer status) implements Outcome {
    @Override
    public String detail() {
      return "answered " + status;
    }
  }

  /**
   * Not delivered; trying again can help.
   *
   * @param status the answer's status, or null
   * @param detail what happened
   * @param pause the pause the receiver asked for, or null
   */
  record Again(@Nullable Integer status, String detail, @Nullable Duration pause)
      implements Outcome {
    /** Without an answer. */
    public Again(String detail) {
      this(null, detail, null);
    }
  }

  /**
   * The receiver wants nothing at this address any more; the endpoint is to be disabled.
   *
   * @param status the answer's status
   * @param detail what happened
   */
  record Refused(Integer status, String detail) implements Outcome {}

  /**
   * What an answer means: 2xx delivered; 410 no more of anything; everything else, redirects
   * included, is worth another try, with 429 and 503 after the pause they ask for.
   *
   * @param status the HTTP status
   * @param retryAfter value of the Retry-After header (seconds or an HTTP date), or null
   * @param now the present, in epoch milliseconds
   */
  static Outcome answered(int status, @Nullable String retryAfter, long now) {
    if (status >= 200 && status < 300) {
      return new Delivered(status);
    }
    if (status == 410) {
      return new Refused(status, "answered 410 Gone");
    }
    if (status >= 300 && status < 400) {
      return new Again(status, "answered " + status + "; redirects are not followed", null);
    }
    boolean mayAskToWait = status == 429 || status == 503;
    return new Again(status, "answered " + status, mayAskToWait ? pause(retryAfter, now) : null);
  }

  private static @Nullable Duration pause(@Nullable String retryAfter, long now) {
    if (retryAfter == null) {
      return null;
    }
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      Instant at =
          ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration pause = Duration.between(Instant.ofEpochMilli(now), at);
      return pause.isNegative() ? null : pause;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
