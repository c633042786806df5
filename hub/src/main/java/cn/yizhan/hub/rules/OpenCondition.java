package cn.yizhan.hub.rules;

import cn.yizhan.protocol.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A condition that was told and whose end was not.
 *
 * @param rule id of the rule
 * @param subject what it holds of
 * @param severity severity that was told
 * @param since event time of its beginning, milliseconds
 * @param edgeAction what the station is known to have done, null when nothing is
 */
public record OpenCondition(
    String rule, String subject, Severity severity, long since, @Nullable EdgeAction edgeAction) {}
