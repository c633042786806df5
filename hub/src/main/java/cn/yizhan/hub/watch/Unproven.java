package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody says he has restocked an item and nothing shows it (rule R07).
 *
 * @param station database id
 * @param expected false when it is planned, suspended, closed or disabled
 * @param item code of the item
 * @param unit its unit
 * @param report the oldest report that is neither proven nor withdrawn, and after which no other
 *     was proven; null for none
 * @param told severity of the open alert, null when there is none
 * @param thresholds thresholds in force
 */
public record Unproven(
    int station,
    boolean expected,
    String item,
    String unit,
    @Nullable Report report,
    @Nullable Severity told,
    Thresholds thresholds) {

  /**
   * A report.
   *
   * @param at when he says that was, milliseconds
   * @param amount how much, in the item's unit; null when he does not say
   */
  public record Report(long at, @Nullable Double amount) {}

  /** Id of the rule. */
  public static final String RULE = "R07";

  /**
   * What is to be told now, null for nothing.
   *
   * @param now the hub's clock, milliseconds
   */
  public @Nullable Fact judge(long now) {
    return Turn.of(RULE, "supply/" + item, told, overdue(now), now);
  }

  /** What is to be told of all of them. */
  public static List<StationFact> judge(List<Unproven> found, long now) {
    List<StationFact> facts = new ArrayList<>();
    for (Unproven each : found) {
      Fact fact = each.judge(now);
      if (fact != null) {
        facts.add(new StationFact(each.station(), fact));
      }
    }
    return facts;
  }

  private Turn.@Nullable Holds overdue(long now) {
    double within = Numbers.of(RuleCatalogue.standard().rule(RULE), "provenWithin", thresholds);
    if (report == null || !expected || report.at() + Math.round(within * 1000) > now) {
      return null;
    }
    double amount = report.amount() == null ? 0 : report.amount();
    return new Turn.Holds(
        Severity.MINOR,
        report.at() + Math.round(within * 1000),
        new Finding("restock/" + item, amount, unit, amount, within));
  }
}
