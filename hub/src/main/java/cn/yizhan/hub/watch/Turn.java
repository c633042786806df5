package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import org.jspecify.annotations.Nullable;

/** What has changed between a condition as it is found now and what was told of it. */
public final class Turn {
  private Turn() {}

  /**
   * A condition that holds.
   *
   * @param severity how severe it is
   * @param since since when, milliseconds; found again it must be the same, for it is part of the
   *     fact's identity
   * @param reading what shows it, null when nothing measurable does
   */
  public record Holds(Severity severity, long since, @Nullable Finding reading) {}

  /**
   * The fact to be told, null when nothing has changed. What becomes less severe is as it was told:
   * an alert keeps the worst it has been.
   *
   * @param rule id of the rule
   * @param subject what it is about
   * @param told severity of the open alert, null when there is none
   * @param holds the condition, null when it does not hold
   * @param now when it was found to be over, milliseconds
   */
  public static @Nullable Fact of(
      String rule, String subject, @Nullable Severity told, @Nullable Holds holds, long now) {
    if (holds == null) {
      return told == null ? null : fact(rule, subject, Change.CLEARED, told, now, null);
    }
    if (told != null && !holds.severity().worseThan(told)) {
      return null;
    }
    Change change = told == null ? Change.RAISED : Change.WORSENED;
    return fact(rule, subject, change, holds.severity(), holds.since(), holds.reading());
  }

  private static Fact fact(
      String rule,
      String subject,
      Change change,
      Severity severity,
      long at,
      @Nullable Finding reading) {
    int version = RuleCatalogue.standard().rule(rule).version();
    return new Fact(
        rule + '/' + subject + '/' + change.word() + '/' + at,
        new Matter(rule, version, subject),
        change,
        severity,
        at,
        Telling.LIVE,
        reading,
        null);
  }
}
