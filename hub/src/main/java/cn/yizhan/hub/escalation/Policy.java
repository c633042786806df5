package cn.yizhan.hub.escalation;

import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.protocol.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of which deadline when. The source of the one that holds where an office says nothing
 * else is {@code policy.json} beside this class.
 *
 * @param hours working hours, for lines that count working time
 * @param lines the first that is about a deadline holds for it; where none is, nobody is told
 */
public record Policy(WorkingHours hours, List<PolicyLine> lines) {
  /** Copies. */
  public Policy {
    lines = List.copyOf(lines);
  }

  /** The policy of the product. */
  public static Policy standard() {
    return PolicyJson.STANDARD;
  }

  /** What holds for that deadline of an alert of that severity and rule; null for nothing. */
  public @Nullable PolicyLine line(Severity severity, DeadlineKind kind, String rule) {
    for (PolicyLine line : lines) {
      if (line.about(severity, kind, rule)) {
        return line;
      }
    }
    return null;
  }
}
