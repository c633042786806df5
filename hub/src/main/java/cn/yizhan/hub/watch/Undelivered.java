package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
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
 * @param thresholds thresholds in force for the office
 */
public record Undelivered(
    UUID endpoint,
    int office,
    @Nullable Long critical,
    @Nullable Long other,
    @Nullable Long refused,
    @Nullable Told told,
    Thresholds thresholds) {

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

  /** What waits, judged by the catalogue's thresholds. */
  public Undelivered(
      UUID endpoint,
      int office,
      @Nullable Long critical,
      @Nullable Long other,
      @Nullable Long refused,
      @Nullable Told told) {
    this(endpoint, office, critical, other, refused, told, Thresholds.standard());
  }

  /**
   * What is to be told now; null for nothing. A fact found again has its old key.
   *
   * @param now the database's clock, milliseconds
   */
  public @Nullable Fact judge(long now) {
    Long major = refused != null ? refused : late(critical, "criticalAfter", now);
    if (major != null) {
      return tell(Severity.MAJOR, major);
    }
    Long minor = late(other, "otherAfter", now);
    if (minor != null) {
      return tell(Severity.MINOR, minor);
    }
    return told != null && told.over() ? fact(Change.CLEARED, told.severity(), now) : null;
  }

  private @Nullable Long late(@Nullable Long since, String after, long now) {
    Rule rule = RuleCatalogue.standard().rule(RULE);
    long wait = Math.round(Numbers.of(rule, after, thresholds) * 1000);
    return since == null || now - since < wait ? null : since + wait;
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
