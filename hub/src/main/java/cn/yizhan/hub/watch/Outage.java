package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many stations of an office went away together (rule A02). Each must have been away for the
 * grace, so that a change of hub or of network is no outage; and it is found before the first of
 * them is told of as offline by itself.
 *
 * @param office database id
 * @param expected how many of its stations are to be online
 * @param away since when those are not that are not, milliseconds
 * @param told since when it has an open alert, milliseconds; null when it has none
 * @param thresholds thresholds in force for the office
 */
public record Outage(
    int office, int expected, List<Long> away, @Nullable Long told, Thresholds thresholds) {
  /** Id of the rule. */
  public static final String RULE = "A02";

  private static final String SUBJECT = "office";

  /** Copies the list, in order. */
  public Outage {
    away = away.stream().sorted().toList();
  }

  /** An outage judged by the catalogue's thresholds. */
  public Outage(int office, int expected, List<Long> away, @Nullable Long told) {
    this(office, expected, away, told, Thresholds.standard());
  }

  /**
   * What is to be told now; null for nothing. A fact found again has its old key.
   *
   * @param now the hub's clock, milliseconds
   * @param accepting since when some hub has accepted stations without a break
   */
  public @Nullable Fact judge(long now, long accepting) {
    if (told != null) {
      return over(told) ? fact(Change.CLEARED, now, null) : null;
    }
    long grace = Math.round(number("grace") * 1000);
    long returned = accepting + Math.round(number("returning") * 1000);
    long window = Math.round(number("window") * 1000);
    int least = least();
    for (int last = least - 1; last < away.size(); last++) {
      long at = Math.max(away.get(last) + grace, returned);
      if (away.get(last) - away.get(last - least + 1) <= window && at <= now) {
        Finding finding =
            new Finding("office/offline", away.size(), "count", least, number("window"));
        return fact(Change.RAISED, at, finding);
      }
    }
    return null;
  }

  /**
   * Of those that went away with it or since so few are left that they would not begin one. Who was
   * away before has no part in it.
   */
  private boolean over(long since) {
    double before = (number("window") + Math.max(number("grace"), number("returning"))) * 1000;
    long left = away.stream().filter(each -> each >= since - before).count();
    return left < Math.min(number("clearShare") * expected, least());
  }

  /** How many must go away together: a number, or a share where that is less. */
  private int least() {
    int share = (int) Math.ceil(number("share") * expected);
    double least = Math.min(number("least"), Math.max(number("leastOfShare"), share));
    return (int) Math.max(1, least);
  }

  private static Fact fact(Change change, long at, @Nullable Finding finding) {
    return new Fact(
        RULE + '/' + SUBJECT + '/' + change.word() + '/' + at,
        new Matter(RULE, rule().version(), SUBJECT),
        change,
        Severity.MAJOR,
        at,
        Telling.LIVE,
        finding,
        null);
  }

  private double number(String name) {
    return Numbers.of(rule(), name, thresholds);
  }

  private static Rule rule() {
    return RuleCatalogue.standard().rule(RULE);
  }
}
