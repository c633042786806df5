package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.message.BayUse;
import java.util.Map;

/**
 * What the rules need to know of a station besides its readings.
 *
 * @param bays use of each bay by its number
 * @param items stock of each supply by its code
 * @param thresholds thresholds that differ from the catalogue's
 * @param wiring how the bays hang on the mains
 */
public record Registration(
    Map<Integer, BayUse> bays, Map<String, Stock> items, Thresholds thresholds, Wiring wiring) {
  private static final String SUPPLY = "supply/";

  /** Keeps copies. */
  public Registration {
    bays = Map.copyOf(bays);
    items = Map.copyOf(items);
  }

  /** A station of whose wiring nothing is known. */
  public Registration(Map<Integer, BayUse> bays, Map<String, Stock> items, Thresholds thresholds) {
    this(bays, items, thresholds, Wiring.unknown());
  }

  /**
   * What is registered of a supply.
   *
   * @param unit {@code count}, {@code l} or {@code kg}
   * @param capacity the level when full
   * @param minimum the level at which it is to be restocked
   * @param byHand true when people count it: no rule about supplies is judged by the readings of a
   *     sensor then
   */
  public record Stock(String unit, double capacity, double minimum, boolean byHand) {
    /** A supply whose level a sensor reads. */
    public Stock(String unit, double capacity, double minimum) {
      this(unit, capacity, minimum, false);
    }
  }

  /** Whether the subject is a supply that people count. */
  boolean byHand(String subject) {
    Stock stock = subject.startsWith(SUPPLY) ? items.get(subject.substring(SUPPLY.length())) : null;
    return stock != null && stock.byHand();
  }
}
