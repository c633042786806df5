package cn.yizhan.hub.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of an item is asked for: of each day as much on average, and no day says anything of the
 * next.
 *
 * @param daily mean a day, in the item's unit
 * @param sigma standard deviation of a day
 * @param days how many days that was learnt from
 */
public record Demand(double daily, double sigma, int days) {
  /** Days looked back to: eight weeks. */
  public static final int WEEKS = 56;

  /** So many of them must be known. */
  public static final int LEAST = 14;

  /**
   * What was learnt from days; null when too few of them count.
   *
   * @param days the last eight weeks, today not among them
   * @param pieces whether the item is counted in pieces
   * @param byHand whether people count it: use spread evenly hides how the days differ, so that the
   *     days of pieces are taken to differ at least as those of chance visitors (Poisson) do
   */
  public static @Nullable Demand of(List<DayUse> days, boolean pieces, boolean byHand) {
    double[] used = days.stream().filter(DayUse::counts).mapToDouble(DayUse::whole).toArray();
    if (used.length < LEAST) {
      return null;
    }
    double sum = 0;
    for (double each : used) {
      sum += each;
    }
    double mean = sum / used.length;
    double squares = 0;
    for (double each : used) {
      squares += (each - mean) * (each - mean);
    }
    double sigma = Math.sqrt(squares / (used.length - 1));
    return new Demand(
        mean, pieces && byHand ? Math.max(sigma, Math.sqrt(mean)) : sigma, used.length);
  }

  /**
   * The level at which a restock has to be ordered, d*L + z*sigma*sqrt(L): the mean demand until it
   * arrives and a safety stock for demand of independent days (Silver, Pyke and Thomas, Inventory
   * and Production Management in Supply Chains, on the order-point system).
   *
   * @param leadDays L, days from the order to the restock
   * @param service probability of not running out before it
   */
  public double reorderPoint(double leadDays, double service) {
    return daily * leadDays + Quantile.of(service) * sigma * Math.sqrt(leadDays);
  }

  /**
   * How many days a stock lasts: until d*t + z*sigma*sqrt(t) reaches the level. Infinite when
   * nothing is used.
   *
   * @param level what there is
   * @param z normal quantile; 0 for the mean, 1.2816 for nine times out of ten
   */
  public double lasts(double level, double z) {
    if (level <= 0) {
      return 0;
    }
    if (daily <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double half = z * sigma;
    double root = (-half + Math.sqrt(half * half + 4 * daily * level)) / (2 * daily);
    return root * root;
  }
}
