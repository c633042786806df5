package cn.yizhan.hub.rules;

/**
 * A fact about an office as a whole.
 *
 * @param office database id of the office
 * @param fact what was found; its subject is {@code office} or begins with it
 */
public record OfficeFact(int office, Fact fact) {}
