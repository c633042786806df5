package cn.yizhan.bench.sim;

import java.time.ZonedDateTime;

/**
 * How a day goes at a courier station in Datong. Couriers come between the orders: before and after
 * the meals, and in cold weather to warm up. Pure; the numbers are guesses of the right shape, not
 * measurements.
 */
final class DayRhythm {
  /** How busy each hour is against the mean of the day. */
  private static final double[] COMING = {
    0.2, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 0.9, 1.3, 1.7, 1.6, 0.8, 0.9, 1.9, 2.2, 1.9, 1.4, 0.9, 0.8,
    1.4, 1.7, 1.5, 1.0, 0.5
  };

  /** Mean temperature outside by month, Celsius: a continental climate with hard winters. */
  private static final double[] OUTSIDE = {-11, -7, 0, 9, 15, 20, 22, 20, 14, 7, -2, -9};

  private static final double SWING = 6;
  private static final double COLDEST = 5;
  private static final double HEATED = 19;
  private static final double LEAK = 0.25;

  private DayRhythm() {}

  /** How many come now, against the mean of the day. */
  static double coming(ZonedDateTime now) {
    double cold = outside(now) < 0 ? 1.2 : 1;
    return COMING[now.getHour()] * cold;
  }

  /** The temperature outside, Celsius. */
  static double outside(ZonedDateTime now) {
    double hour = now.getHour() + now.getMinute() / 60.0;
    double day = -Math.cos((hour - COLDEST) / 24 * 2 * Math.PI);
    return OUTSIDE[now.getMonthValue() - 1] + SWING * day;
  }

  /** The temperature in the room, Celsius: heated in winter, and a leaky door. */
  static double inside(ZonedDateTime now) {
    double outside = outside(now);
    return outside > HEATED ? outside : HEATED + (outside - HEATED) * LEAK;
  }
}
