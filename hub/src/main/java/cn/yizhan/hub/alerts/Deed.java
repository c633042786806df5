package cn.yizhan.hub.alerts;

/**
 * Who does something, and when.
 *
 * @param actor who
 * @param now when, milliseconds
 */
public record Deed(String actor, long now) {}
