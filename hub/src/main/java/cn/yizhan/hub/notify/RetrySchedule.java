package cn.yizhan.hub.notify;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a notification is tried again. The pauses are those the Standard Webhooks specification
 * proposes, over about three days; critical ones are tried five times within two minutes first.
 */
public final class RetrySchedule {
  private static final List<Duration> ORDINARY =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final List<Duration> CRITICAL =
      Stream.concat(
              Stream.of(5, 15, 30, 60).map(Duration::ofSeconds),
              ORDINARY.stream().filter(pause -> pause.compareTo(Duration.ofSeconds(60)) > 0))
          .toList();

  private static final int FALLS_BACK_AFTER = 5;

  /** The longest pause a receiver can ask for with Retry-After. */
  public static final Duration LONGEST = Duration.ofHours(24);

  /** A pause is lengthened by up to this part of itself, so that failures do not stay in step. */
  private static final double JITTER = 0.2;

  private final RandomGenerator random;

  /**
   * @param random source of the jitter
   */
  public RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause before the next try in milliseconds, or null when there is none left.
   *
   * @param tries how many tries failed so far, at least 1
   * @param critical whether the notification tells of a critical alert
   * @param asked the pause the receiver asked for with Retry-After, or null; a shorter one does not
   *     bring the next try forward
   */
  public @Nullable Long pauseAfter(int tries, boolean critical, @Nullable Duration asked) {
    List<Duration> pauses = critical ? CRITICAL : ORDINARY;
    if (tries < 1) {
      throw new IllegalArgumentException("the first try has no pause before it");
    }
    if (tries > pauses.size()) {
      return null;
    }
    Duration pause = pauses.get(tries - 1);
    if (asked != null && asked.compareTo(pause) > 0) {
      pause = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
    long millis = pause.toMillis();
    return millis + (long) (millis * JITTER * random.nextDouble());
  }

  /**
   * True when a notification goes to the office's fallback channel, too: a critical one whose fifth
   * try has failed, about two minutes after it was queued.
   *
   * @param tries how many tries failed so far
   */
  public static boolean fallsBack(int tries, boolean critical) {
    return critical && tries >= FALLS_BACK_AFTER;
  }

  /** The greatest number of tries. */
  public static int tries(boolean critical) {
    return 1 + (critical ? CRITICAL : ORDINARY).size();
  }
}
