package cn.yizhan.hub.watch;

import cn.yizhan.hub.forecast.Demand;
import cn.yizhan.hub.forecast.Level;
import cn.yizhan.hub.forecast.Quantile;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an item lasts until the next restock can be there (rule R02).
 *
 * @param station database id
 * @param item code of the item
 * @param expected false when the station is planned, suspended, closed or disabled, or has no such
 *     item any more
 * @param stock what there is and how fast it goes, null when that is not known
 * @param told severity of the open alert, null when there is none
 * @param thresholds thresholds in force
 */
public record StockCover(
    int station,
    String item,
    boolean expected,
    @Nullable Stock stock,
    @Nullable Severity told,
    Thresholds thresholds) {

  /** Id of the rule. */
  public static final String RULE = "R02";

  private static final double DAY = Duration.ofDays(1).toMillis();

  /**
   * What there is of an item.
   *
   * @param demand how much is asked for
   * @param computed since when that is so, milliseconds
   * @param level what was read or counted last
   * @param counted whether people counted it: it is less by now, while a sensor would have said so
   * @param leadDays from an order to the restock
   * @param reviewDays between two looks at what is to be ordered
   */
  public record Stock(
      Demand demand,
      long computed,
      Level level,
      boolean counted,
      double leadDays,
      double reviewDays) {

    /** How many days it lasts from now on, by that quantile of the demand; not below 0. */
    public double lasts(double z, long now) {
      double passed = counted ? (now - level.at()) / DAY : 0;
      return Math.max(0, demand.lasts(level.value(), z) - passed);
    }
  }

  /**
   * What is to be told now. While nothing is known of the stock or of the demand, all stays as it
   * is.
   *
   * @param now the hub's clock, milliseconds
   */
  public List<Fact> judge(long now) {
    String subject = "supply/" + item;
    if (!expected) {
      return fact(Turn.of(RULE, subject, told, null, now));
    }
    Stock known = stock;
    if (known == null || known.demand().days() < number("days")) {
      return List.of();
    }
    double z = Quantile.of(number("percentile"));
    double left = known.lasts(z, now);
    if (told != null) {
      double margin = number("clearMargin") * 1000 / DAY;
      return left > known.leadDays() + Math.max(margin, known.reviewDays())
          ? fact(Turn.of(RULE, subject, told, null, now))
          : List.of();
    }
    double limit = known.leadDays() + known.reviewDays();
    if (left >= limit) {
      return List.of();
    }
    Finding finding = new Finding(subject + "/cover", Math.round(left * 10) / 10.0, "d", limit, 0);
    Turn.Holds holds = new Turn.Holds(severity(subject), since(known, z, limit), finding);
    return fact(Turn.of(RULE, subject, null, holds, now));
  }

  /** When what is known came together; of a count, when as much of it had been used. */
  private static long since(Stock known, double z, double limit) {
    long at = known.level().at();
    if (known.counted()) {
      double slack = known.demand().lasts(known.level().value(), z) - limit;
      at += Math.round(Math.max(0, slack) * DAY);
    }
    return Math.max(at, known.computed());
  }

  private static Severity severity(String subject) {
    return RuleCatalogue.standard().rule(RULE).condition().levels().stream()
        .filter(level -> level.subjects().isEmpty() || level.subjects().contains(subject))
        .map(Rule.Level::severity)
        .findFirst()
        .orElseThrow();
  }

  private static List<Fact> fact(@Nullable Fact found) {
    return found == null ? List.of() : List.of(found);
  }

  private double number(String name) {
    return Numbers.of(RuleCatalogue.standard().rule(RULE), name, thresholds);
  }
}
