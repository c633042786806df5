package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.supplies.Expiry;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of a station with the earliest expiry on its shelf (rule R06).
 *
 * @param station database id
 * @param expected false when the station is planned, suspended, closed or disabled
 * @param item code of the item
 * @param expires the last day on which it may be used, null when none is known
 * @param told severity of the open alert, null when there is none
 * @param ended when the last one was over, milliseconds; 0 when none ever was
 * @param thresholds thresholds in force
 */
public record Expiring(
    int station,
    boolean expected,
    String item,
    @Nullable LocalDate expires,
    @Nullable Severity told,
    long ended,
    Thresholds thresholds) {
  /** Id of the rule. */
  public static final String RULE = "R06";

  /** What is to be told now of all of them. */
  public static List<StationFact> judge(List<Expiring> items, long now, ZoneId zone) {
    List<StationFact> facts = new ArrayList<>(0);
    for (Expiring each : items) {
      Fact fact = each.judge(now, zone);
      if (fact != null) {
        facts.add(new StationFact(each.station, fact));
      }
    }
    return facts;
  }

  /**
   * The fact to be told, null when nothing has changed.
   *
   * @param now the hub's clock, milliseconds
   * @param zone whose days count
   */
  public @Nullable Fact judge(long now, ZoneId zone) {
    return Turn.of(RULE, "supply/" + item, told, holds(now, zone), now);
  }

  private Turn.@Nullable Holds holds(long now, ZoneId zone) {
    if (!expected || expires == null) {
      return null;
    }
    Rule rule = RuleCatalogue.standard().rule(RULE);
    int warnDays = (int) Numbers.of(rule, "warnDays", thresholds);
    Expiry expiry = Expiry.of(expires, warnDays, now, zone);
    return expiry == null
        ? null
        : new Turn.Holds(
            expiry.severity(),
            Math.max(expiry.since(), ended),
            new Finding(
                "supply/" + item + Finding.EXPIRY,
                Finding.ofDay(expires),
                Finding.DAY,
                Finding.ofDay(expires.minusDays(expiry.days())),
                0));
  }
}
