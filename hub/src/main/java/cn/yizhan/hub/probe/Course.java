package cn.yizhan.hub.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a probe begins, and what is to be done about the last one. */
public final class Course {
  /** From one probe to the next. */
  public static final Duration EVERY = Duration.ofHours(1);

  /**
   * Within what time the receiver is to have been told. A critical notification has had its five
   * tries by then; what takes longer is no alert any more.
   */
  public static final Duration WITHIN = Duration.ofMinutes(2);

  /** What a hub that starts waits, so that it does not measure its own start. */
  public static final Duration SETTLES = Duration.ofSeconds(20);

  /** What is to be done. */
  public enum Decision {
    /** Nothing yet. */
    WAIT,
    /** Raise an alert. */
    BEGIN,
    /** Clear and close the alert. */
    END,
    /** It has gone all the way. */
    FINISH,
    /** It has not got there in time. */
    FAIL
  }

  private Course() {}

  /**
   * What is to be done now.
   *
   * @param last the last probe of whichever hub, null when there was none
   * @param started when the hub that asks has started; it wants one of its own time
   * @param now the present; all in epoch milliseconds by one clock
   */
  public static Decision next(@Nullable Probe last, long started, long now) {
    if (last == null || last.finished()) {
      boolean due =
          last == null || last.began() < started || now - last.began() >= EVERY.toMillis();
      return due && now - started >= SETTLES.toMillis() ? Decision.BEGIN : Decision.WAIT;
    }
    Long ended = last.ended();
    if (last.reached() == Stage.VERIFIED) {
      return ended == null ? Decision.END : Decision.FINISH;
    }
    long since = ended == null ? last.began() : ended;
    return now - since >= WITHIN.toMillis() ? Decision.FAIL : Decision.WAIT;
  }
}
