package cn.yizhan.hub.forecast;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last known day beside what is usual.
 *
 * @param day the last day of which enough is known
 * @param used what was used on it
 * @param median what is used on a usual day
 * @param spread how far usual days are from that, as a standard deviation: 1.4826 times the median
 *     absolute deviation, which a few odd days do not change; of pieces at least that of chance
 *     visitors (Poisson)
 * @param days how many days that was learnt from, of its weekday or of all
 */
public record Usual(LocalDate day, double used, double median, double spread, int days) {
  /** The ratio of both for a normal distribution, 1 / 0.6745. */
  private static final double NORMAL = 1.4826;

  /** So many days of one weekday are a usual of their own. */
  private static final int OF_WEEKDAY = 6;

  /**
   * Compares the last known day with the known days of the eight weeks before it; null when too few
   * are known.
   *
   * @param days in their order, today not among them
   * @param pieces whether the item is counted in pieces
   */
  public static @Nullable Usual of(List<DayUse> days, boolean pieces) {
    List<DayUse> known = days.stream().filter(DayUse::counts).toList();
    if (known.size() <= Demand.LEAST) {
      return null;
    }
    DayUse last = known.get(known.size() - 1);
    List<DayUse> before = known.subList(0, known.size() - 1);
    List<DayUse> same =
        before.stream()
            .filter(each -> each.day().getDayOfWeek() == last.day().getDayOfWeek())
            .toList();
    double[] used =
        (same.size() >= OF_WEEKDAY ? same : before).stream().mapToDouble(DayUse::whole).toArray();
    double median = median(used);
    double deviation = median(Arrays.stream(used).map(each -> Math.abs(each - median)).toArray());
    double spread = NORMAL * deviation;
    return new Usual(
        last.day(),
        last.whole(),
        median,
        pieces ? Math.max(spread, Math.sqrt(median)) : spread,
        used.length);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
