package cn.yizhan.hub.rules;

import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Something found out about a station's condition; what it does to alerts is decided on the alert's
 * row.
 *
 * @param key identity within the station: found again, it is the same fact
 * @param matter rule and subject
 * @param change what happened
 * @param severity severity of the condition after it
 * @param at when it happened, event time in milliseconds
 * @param telling whether it became known in time
 * @param reading the reading behind it, null when there is none
 * @param edgeAction what the station did about it, null when nothing is known
 */
public record Fact(
    String key,
    Matter matter,
    Change change,
    Severity severity,
    long at,
    Telling telling,
    @Nullable Finding reading,
    @Nullable EdgeAction edgeAction) {

  /** True when it became known late and what it says still holds. */
  public boolean delayed() {
    return telling == Telling.DELAYED;
  }

  /** True when its episode was over before it became known. */
  public boolean retrospective() {
    return telling == Telling.RETROSPECTIVE;
  }
}
