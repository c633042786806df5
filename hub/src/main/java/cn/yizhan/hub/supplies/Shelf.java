package cn.yizhan.hub.supplies;

import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Threshold;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item and what people counted of it. The rules about its level (R01, R03) are those of the
 * catalogue with a count for a reading; a count holds until the next.
 *
 * @param item code of the item
 * @param stock what is registered of it, its minimum the level at which a restock is due
 * @param counts counts, the earliest first
 */
public record Shelf(String item, Registration.Stock stock, List<Count> counts) {
  /** What is out of stock. */
  public static final String OUT = "R03";

  /** What is at or below the reorder point. */
  public static final String LOW = "R01";

  /** Nobody proves anything by saying the same more often than this. */
  private static final double MOST_READINGS = 1000;

  private static final RuleCatalogue LEVELS =
      new RuleCatalogue(
          RuleCatalogue.standard().rules().stream()
              .filter(rule -> rule.id().equals(LOW) || rule.id().equals(OUT))
              .toList());

  /**
   * How much somebody found.
   *
   * @param at when, milliseconds
   * @param level how much, in the item's unit
   * @param shown true when a photo shows it: it needs no second count to be believed
   */
  public record Count(long at, double level, boolean shown) {}

  /**
   * A condition that holds, or was told to.
   *
   * @param severity how severe it is
   * @param since since when, milliseconds
   * @param reading what shows it, null when it was told before
   */
  public record Held(Severity severity, long since, @Nullable Finding reading) {}

  /** Keeps the stock as one that is read, and a copy of the counts. */
  public Shelf {
    stock = new Registration.Stock(stock.unit(), stock.capacity(), stock.minimum());
    counts = List.copyOf(counts);
  }

  /** The subject of alerts about it. */
  public String subject() {
    return "supply/" + item;
  }

  /**
   * Whether the condition of a rule holds by the counts.
   *
   * @param rule {@link #LOW} or {@link #OUT}
   * @param told what was told, null when nothing was: it goes on until a count from its beginning
   *     on shows that it is over
   * @param thresholds thresholds in force
   * @return null when it does not hold
   */
  public @Nullable Held judge(String rule, @Nullable Held told, Thresholds thresholds) {
    Judge judge =
        new Judge(
            LEVELS,
            new Registration(Map.of(), Map.of(item, stock), thresholds),
            point -> Long.MAX_VALUE);
    if (told != null) {
      judge.open(rule, subject(), told.severity(), told.since());
    }
    int enough = readings(thresholds);
    Held found = told;
    for (Count count : counts) {
      if (told != null && count.at() < told.since()) {
        continue;
      }
      // readings of one moment are one reading: the others come a millisecond before each other
      boolean alone = !count.shown() || (told != null && count.at() - enough <= told.since());
      for (int before = alone ? 0 : enough - 1; before >= 0; before--) {
        long at = count.at() - before;
        for (Judgement judgement : judge.feed(subject() + "/level", at, count.level())) {
          if (judgement.rule().id().equals(rule)) {
            found = held(judgement, count);
          }
        }
      }
    }
    return found;
  }

  private static @Nullable Held held(Judgement judgement, Count count) {
    return judgement.change() == Change.CLEARED
        ? null
        : new Held(judgement.severity(), count.at(), judgement.finding());
  }

  /** How many counts of nothing are believed. */
  private static int readings(Thresholds thresholds) {
    Rule rule = LEVELS.rule(OUT);
    Double override = thresholds.override(OUT, "count");
    Threshold count = Objects.requireNonNull(rule.thresholds().get("count"));
    double readings = override != null ? override : Objects.requireNonNull(count.value());
    return (int) Math.min(readings, MOST_READINGS);
  }
}
