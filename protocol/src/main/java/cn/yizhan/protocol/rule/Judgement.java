package cn.yizhan.protocol.rule;

/**
 * What the engine found.
 *
 * @param rule the rule
 * @param subject what it holds of
 * @param change raised, worsened or cleared
 * @param severity severity of the condition; when cleared, the one it had
 * @param at when, event time in milliseconds
 * @param finding the reading behind it
 */
public record Judgement(
    Rule rule, String subject, Change change, Severity severity, long at, Finding finding) {}
