package cn.yizhan.protocol.rule;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The reading that made or ended a condition, with the limit it was held against.
 *
 * @param point name of the point
 * @param value its value, or the rate of its change where the unit says so
 * @param unit unit of value and limit, null for booleans and words
 * @param limit the limit in force
 * @param holdSeconds how long the limit had to be exceeded, seconds
 */
public record Finding(
    String point, double value, @Nullable String unit, double limit, double holdSeconds) {

  /** Ends the name of the point when its silence is meant; the value is its length in seconds. */
  public static final String SILENCE = "/silence";

  /**
   * Ends the name of the point when it is meant that it always says the same; the value is since
   * how many seconds.
   */
  public static final String STILLNESS = "/stillness";

  /**
   * Ends the name of a supply when its expiry is meant: the value is the last day on which it may
   * be used, the limit the day from which that is near, or the same day once it has passed.
   */
  public static final String EXPIRY = "/expiry";

  /** Unit of a day as a number that people can read, too: {@code 20261120}. */
  public static final String DAY = "yyyymmdd";

  /** A day as a number. */
  public static double ofDay(LocalDate day) {
    return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
  }

  /** The day of such a number. */
  public static LocalDate day(double number) {
    int day = (int) number;
    return LocalDate.of(day / 10_000, day / 100 % 100, day % 100);
  }
}
