package cn.yizhan.hub.forecast;

/**
 * How much there is of an item.
 *
 * @param at when it was read or counted, milliseconds
 * @param value in the item's unit
 */
public record Level(long at, double value) {}
