package cn.yizhan.hub.rules;

/**
 * A supply registered at a station.
 *
 * @param code its name in points, {@code water}
 * @param unit {@code count}, {@code l} or {@code kg}
 * @param capacity the level when full
 * @param minimum the level at which it is to be restocked
 */
public record Item(String code, String unit, double capacity, double minimum) {}
