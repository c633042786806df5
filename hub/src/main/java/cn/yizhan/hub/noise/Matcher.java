package cn.yizhan.hub.noise;

import cn.yizhan.protocol.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts of a place are meant; null for any.
 *
 * @param rule id of a rule
 * @param severity the worst that is meant; what is worse is not
 * @param subject a subject, {@code bay/3} for instance, or the beginning of some before a {@code *}
 */
public record Matcher(
    @Nullable String rule, @Nullable Severity severity, @Nullable String subject) {
  private static final String MORE = "*";

  /** True when such an alert is meant. */
  public boolean matches(String ofRule, Severity how, String about) {
    return (rule == null || rule.equals(ofRule))
        && (severity == null || !how.worseThan(severity))
        && (subject == null || covers(subject, about));
  }

  private static boolean covers(String subject, String about) {
    return subject.endsWith(MORE)
        ? about.startsWith(subject.substring(0, subject.length() - 1))
        : subject.equals(about);
  }
}
