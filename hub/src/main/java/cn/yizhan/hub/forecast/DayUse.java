package cn.yizhan.hub.forecast;

import java.time.LocalDate;

/**
 * What became of an item on one local day.
 *
 * @param day the day
 * @param used what was taken, in the item's unit
 * @param restocked what was brought
 * @param known the share of the day of which that is known, 0 to 1
 */
public record DayUse(LocalDate day, double used, double restocked, double known) {
  /** Days of which less is known do not count. */
  public static final double ENOUGH = 0.8;

  /** Whether enough of the day is known. */
  public boolean counts() {
    return known >= ENOUGH;
  }

  /** What the whole day would have used. */
  public double whole() {
    return used / known;
  }
}
