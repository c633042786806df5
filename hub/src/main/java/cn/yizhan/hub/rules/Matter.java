package cn.yizhan.hub.rules;

/**
 * What a fact is about.
 *
 * @param rule id of the rule, {@code S02}
 * @param version version of the rule
 * @param subject what it holds of: {@code bay/3}, {@code supply/water} or {@code station}
 */
public record Matter(String rule, int version, String subject) {}
