package cn.yizhan.hub.rules;

/**
 * A supply registered at a station.
 *
 * @param code its name in points, {@code water}
 * @param unit {@code count}, {@code l} or {@code kg}
 * @param capacity the level when full
 * @param minimum the level at which it is to be restocked: the registered one, or the reorder point
 *     that was computed from its use where that is more
 * @param byHand true when people count it, false when a sensor reads its level
 */
public record Item(String code, String unit, double capacity, double minimum, boolean byHand) {
  /** A supply whose level a sensor reads. */
  public Item(String code, String unit, double capacity, double minimum) {
    this(code, unit, capacity, minimum, false);
  }
}
