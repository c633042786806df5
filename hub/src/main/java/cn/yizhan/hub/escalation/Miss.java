package cn.yizhan.hub.escalation;

import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A missed deadline, which is an alert of its own about the same subject: P01, P02 or P03.
 *
 * @param alert identity of the alert whose deadline it was
 * @param kind which deadline
 * @param subject the alert's subject
 * @param severity the alert's severity
 * @param due the deadline, epoch milliseconds
 */
public record Miss(UUID alert, DeadlineKind kind, String subject, Severity severity, long due) {

  /** True for the rules of misses. */
  public static boolean isMiss(String rule) {
    return Stream.of(DeadlineKind.values()).anyMatch(kind -> kind.missRule().equals(rule));
  }

  /** That it was missed; found again it is the same fact. */
  public Fact raised() {
    return fact(Change.RAISED, due, due);
  }

  /**
   * That nothing is missed any more.
   *
   * @param now epoch milliseconds
   */
  public Fact cleared(long now) {
    return fact(Change.CLEARED, due, now);
  }

  private Fact fact(Change change, long identity, long at) {
    String rule = kind.missRule();
    int version = RuleCatalogue.standard().rule(rule).version();
    return new Fact(
        rule + '/' + subject + '/' + change.word() + '/' + alert + '/' + identity,
        new Matter(rule, version, subject),
        change,
        worse(severity),
        at,
        Telling.LIVE,
        null,
        null);
  }

  /** One step worse; nothing is worse than critical. */
  static Severity worse(Severity severity) {
    return switch (severity) {
      case CRITICAL, MAJOR -> Severity.CRITICAL;
      case MINOR -> Severity.MAJOR;
      case INFO -> Severity.MINOR;
    };
  }
}
