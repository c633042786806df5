package cn.yizhan.hub.noise;

import cn.yizhan.hub.alerts.ProbeRule;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.Severity;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be silenced, and for how long. */
public final class Silencing {
  /** The longest silence. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** How long a maintenance window may come again. */
  public static final Duration LONGEST_WINDOW = Duration.ofDays(366);

  /** Alerts about dangers, and those that nobody has acted on one in time. */
  private static final Set<Character> SAFETY = Set.of('S', 'P');

  private Silencing() {}

  /**
   * True when such an alert is told whatever is silenced: it is about a danger to life, or tries
   * the alert path itself.
   *
   * @param rule id of its rule
   * @param severity how bad it is
   */
  public static boolean alwaysTold(String rule, Severity severity) {
    return (SAFETY.contains(rule.charAt(0)) && severity == Severity.CRITICAL)
        || rule.equals(ProbeRule.ID);
  }

  /** Why a rule cannot be silenced at all; null when it can. */
  public static @Nullable Label refusal(Rule rule) {
    boolean all =
        rule.condition().levels().stream()
            .allMatch(level -> alwaysTold(rule.id(), level.severity()));
    return all
        ? new Label(
            "该类告警涉及人身安全，不能静默；现场测试请使用测试模式",
            "such alerts are about danger to life and cannot be silenced; for tests on site there"
                + " is the test mode")
        : null;
  }
}
