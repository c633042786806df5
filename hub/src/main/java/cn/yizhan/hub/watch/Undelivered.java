package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits at an endpoint that has been tried and has not taken it (rule A08). What was never
 * tried waits for us and is nobody's fault.
 *
 * @param endpoint the endpoint
 * @param office database id of its office
 * @param critical since when the oldest waits that is about a critical alert, milliseconds; null
 *     for none
 * @param other the same for all others
 * @param refused when the receiver said that it wants nothing any more, milliseconds; null when it
 *     did not
 * @param told its open alert, null when it has none
 */
public record Undelivered(
    UUID endpoint,
    int office,
    @Nullable Long critical,
    @Nullable Long other,
    @Nullable Long refused,
    @Nullable Told told) {

  /**
   * An open alert.
   *
   * @param severity its severity
   * @param over whether the endpoint has taken something since, or nobody wants to reach it any
   *     more
   */
  public record Told(Severity severity, boolean over) {}

  /** Id of the rule. */
  public static final String RULE = "A08";

  /** How long a notification about a critical alert may wait, and any other. */
  static final Duration CRITICAL = Duration.ofMinutes(2);

  static final Duration OTHER = Duration.ofMinutes(30);

  /**
   * What is to be told now; null for nothing. A fact found again has its old key.
   *
   * @param now the database's clock, milliseconds
   */
  public @Nullable Fact judge(long now) {
    Long major = refused != null ? refused : late(critical, CRITICAL, now);
    if (major != null) {
      return tell(Severity.MAJOR, major);
    }
    Long minor = late(other, OTHER, now);
    if (minor != null) {
      return tell(Severity.MINOR, minor);
    }
    return told != null && told.over() ? fact(Change.CLEARED, told.severity(), now) : null;
  }

  private static @Nullable Long late(@Nullable Long since, Duration after, long now) {
    return since == null || now - since < after.toMillis() ? null : since + after.toMillis();
  }

  private @Nullable Fact tell(Severity severity, long at) {
    if (told == null) {
      return fact(Change.RAISED, severity, at);
    }
    return severity.worseThan(told.severity()) ? fact(Change.WORSENED, severity, at) : null;
  }

  private Fact fact(Change change, Severity severity, long at) {
    String subject = "endpoint/" + endpoint;
    int version = RuleCatalogue.standard().rule(RULE).version();
    return new Fact(
        RULE + '/' + subject + '/' + change.word() + '/' + at,
        new Matter(RULE, version, subject),
        change,
        severity,
        at,
        Telling.LIVE,
        null,
        null);
  }
}
