package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the last known day of an item was far from usual (rule R04): much more was used, or
 * nothing of what is used every day. Merely less than usual is no reason to go and look.
 *
 * @param station database id
 * @param item code of the item
 * @param expected false when the station is planned, suspended, closed or disabled, or has no such
 *     item any more
 * @param stocked the item, null when it is not registered any more
 * @param day the last known day, null while too few are known
 * @param told severity of the open alert, null when there is none
 * @param thresholds thresholds in force
 */
public record OddUse(
    int station,
    String item,
    boolean expected,
    @Nullable Stocked stocked,
    @Nullable Day day,
    @Nullable Severity told,
    Thresholds thresholds) {

  /** Id of the rule. */
  public static final String RULE = "R04";

  /**
   * An item.
   *
   * @param unit its unit
   * @param capacity the level when full
   */
  public record Stocked(String unit, double capacity) {}

  /**
   * A day beside what is usual.
   *
   * @param end when it was over, milliseconds
   * @param used what was used
   * @param median what is used on a usual day
   * @param spread how far usual days are from that, as a standard deviation
   */
  public record Day(long end, double used, double median, double spread) {}

  /**
   * What is to be told now. While too few days are known, all stays as it is.
   *
   * @param now the hub's clock, milliseconds
   */
  public List<Fact> judge(long now) {
    String subject = "supply/" + item;
    Day last = day;
    Stocked what = stocked;
    Turn.Holds holds = null;
    if (expected && what != null) {
      if (last == null) {
        return List.of();
      }
      double far = Math.max(number("factor") * last.spread(), number("floor") * what.capacity());
      boolean nothing = last.used() <= 0 && last.median() > far;
      if (nothing || last.used() > last.median() + far) {
        double limit = nothing ? last.median() - far : last.median() + far;
        holds =
            new Turn.Holds(
                Severity.MINOR,
                last.end(),
                new Finding(
                    subject + "/consumption",
                    rounded(last.used()),
                    what.unit(),
                    rounded(limit),
                    0));
      }
    }
    Fact fact = Turn.of(RULE, subject, told, holds, now);
    return fact == null ? List.of() : List.of(fact);
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private double number(String name) {
    return Numbers.of(RuleCatalogue.standard().rule(RULE), name, thresholds);
  }
}
