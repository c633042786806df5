package cn.yizhan.protocol.message;

/**
 * One value of one point.
 *
 * @param point name out of the catalogue or declared in {@code birth}
 * @param at when it was read
 * @param value in the unit of the point; booleans are 0 or 1, words their index in the word list
 */
public record Reading(String point, long at, double value) {}
