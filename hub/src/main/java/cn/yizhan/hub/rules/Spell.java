package cn.yizhan.hub.rules;

import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which a rule held of a subject, found in stored reports.
 *
 * @param subject what it held of
 * @param severity the worst it came to
 * @param raised when it was raised, event time in milliseconds
 * @param cleared when it was over, null when it was not in the time looked at
 * @param reading the reading that made it that bad
 */
public record Spell(
    String subject,
    Severity severity,
    long raised,
    @Nullable Long cleared,
    @Nullable Finding reading) {

  /** True when both held at one time, or no more than a slack lies between them. */
  boolean meets(Spell other, long slack) {
    return subject.equals(other.subject)
        && raised - slack <= other.end()
        && other.raised - slack <= end();
  }

  private long end() {
    return cleared == null ? Long.MAX_VALUE / 2 : cleared;
  }

  Spell worse(Severity worst, @Nullable Finding because) {
    return new Spell(subject, worst, raised, null, because);
  }

  Spell over(long at) {
    return new Spell(subject, severity, raised, at, reading);
  }
}
