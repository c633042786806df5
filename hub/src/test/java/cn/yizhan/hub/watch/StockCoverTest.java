package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.forecast.Demand;
import cn.yizhan.hub.forecast.Level;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.watch.StockCover.Stock;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When an item is told to run out too early (R02) and when a day was odd (R04). */
class StockCoverTest {
  private static final long DAY = 86_400_000L;
  private static final long NOW = 1000 * DAY;

  /** Ten a day without any difference, two days to a restock, looked at each day. */
  private static Stock stock(double level) {
    return new Stock(new Demand(10, 0, 20), NOW - 3000, new Level(NOW - 1000, level), false, 2, 1);
  }

  private static StockCover cover(
      String item, @Nullable Stock stock, @Nullable Severity told, Thresholds thresholds) {
    return new StockCover(1, item, true, stock, told, thresholds);
  }

  private static List<Fact> judge(@Nullable Stock stock, @Nullable Severity told) {
    return cover("tissue", stock, told, Thresholds.standard()).judge(NOW);
  }

  @Test
  void itIsToldBelowLeadTimeAndReviewPeriod() {
    assertEquals(List.of(), judge(stock(30), null));
    Fact fact = judge(stock(29.9), null).get(0);
    assertEquals(Change.RAISED, fact.change());
    assertEquals(Severity.MINOR, fact.severity());
    assertEquals(NOW - 1000, fact.at());
    assertEquals(new Finding("supply/tissue/cover", 3, "d", 3, 0), fact.reading());
  }

  @Test
  void itIsOverAboveTheLeadTimeAndTwoDays() {
    assertEquals(List.of(), judge(stock(40), Severity.MINOR));
    assertEquals(Change.CLEARED, judge(stock(40.1), Severity.MINOR).get(0).change());
    Stock longReview = new Stock(new Demand(10, 0, 20), NOW, new Level(NOW, 60), false, 2, 5);
    assertEquals(List.of(), judge(longReview, Severity.MINOR));
  }

  @Test
  void foundAgainItIsTheSameFactAndToldItIsNotToldAgain() {
    StockCover cover = cover("tissue", stock(5), null, Thresholds.standard());
    assertEquals(cover.judge(NOW), cover.judge(NOW + DAY));
    assertEquals(List.of(), judge(stock(5), Severity.MINOR));
  }

  @Test
  void waterAndFirstAidAreMajor() {
    for (String item : List.of("water", "first-aid")) {
      assertEquals(
          Severity.MAJOR,
          cover(item, stock(5), null, Thresholds.standard()).judge(NOW).get(0).severity());
    }
  }

  @Test
  void theNinetiethPercentileCounts() {
    Demand demand = new Demand(10, 10, 20);
    double level = 10 * 3 + 1.281552 * 10 * Math.sqrt(3);
    Stock less = new Stock(demand, NOW, new Level(NOW, level - 0.01), false, 2, 1);
    Stock more = new Stock(demand, NOW, new Level(NOW, level + 0.01), false, 2, 1);
    assertEquals(1, judge(less, null).size());
    assertEquals(0, judge(more, null).size());
  }

  @Test
  void theNumbersOfAStationCount() {
    Thresholds half = new Thresholds(Map.of("R02", Map.of("percentile", 0.5, "days", 21.0)));
    Demand demand = new Demand(10, 10, 20);
    Stock stock = new Stock(demand, NOW, new Level(NOW, 29), false, 2, 1);
    assertEquals(List.of(), cover("tissue", stock, null, half).judge(NOW));
    Thresholds percentile = new Thresholds(Map.of("R02", Map.of("percentile", 0.5)));
    Stock enough = new Stock(demand, NOW, new Level(NOW, 31), false, 2, 1);
    assertEquals(List.of(), cover("tissue", enough, null, percentile).judge(NOW));
    assertEquals(1, judge(enough, null).size());
  }

  @Test
  void whatWasCountedIsLessByNowAndTellsWhenItBecameShort() {
    Level level = new Level(NOW - 2 * DAY, 45);
    Stock counted = new Stock(new Demand(10, 0, 20), NOW - 9 * DAY, level, true, 2, 1);
    assertEquals(2.5, counted.lasts(0, NOW), 1e-9);
    Fact fact = judge(counted, null).get(0);
    assertEquals(NOW - DAY / 2, fact.at());
    assertEquals(List.of(), cover("x", counted, null, Thresholds.standard()).judge(NOW - DAY));
  }

  @Test
  void unknownChangesNothingAndWhatIsNotExpectedIsOver() {
    assertEquals(List.of(), judge(null, Severity.MINOR));
    StockCover gone =
        new StockCover(1, "tissue", false, null, Severity.MINOR, Thresholds.standard());
    assertEquals(Change.CLEARED, gone.judge(NOW).get(0).change());
    assertEquals(
        List.of(),
        new StockCover(1, "tissue", false, stock(1), null, Thresholds.standard()).judge(NOW));
  }

  private static List<Fact> odd(
      double used, double median, double spread, @Nullable Severity told, Thresholds thresholds) {
    return new OddUse(
            1,
            "water",
            true,
            new OddUse.Stocked("l", 40),
            new OddUse.Day(NOW, used, median, spread),
            told,
            thresholds)
        .judge(NOW + 5);
  }

  @Test
  void aDayIsOddFourSpreadsAboveTheUsual() {
    assertEquals(List.of(), odd(18, 10, 2, null, Thresholds.standard()));
    Fact fact = odd(18.1, 10, 2, null, Thresholds.standard()).get(0);
    assertEquals(NOW, fact.at());
    assertEquals(Severity.MINOR, fact.severity());
    assertEquals(new Finding("supply/water/consumption", 18.1, "l", 18, 0), fact.reading());
    assertEquals(List.of(), odd(18.1, 10, 2, Severity.MINOR, Thresholds.standard()));
    assertEquals(
        Change.CLEARED, odd(18, 10, 2, Severity.MINOR, Thresholds.standard()).get(0).change());
  }

  @Test
  void aTenthOfTheCapacityIsNoOddity() {
    assertEquals(List.of(), odd(14, 10, 0, null, Thresholds.standard()));
    assertEquals(1, odd(14.1, 10, 0, null, Thresholds.standard()).size());
    Thresholds other = new Thresholds(Map.of("R04", Map.of("floor", 0.2)));
    assertEquals(List.of(), odd(14.1, 10, 0, null, other));
    Thresholds wide = new Thresholds(Map.of("R04", Map.of("factor", 10.0)));
    assertEquals(List.of(), odd(29, 10, 2, null, wide));
  }

  @Test
  void nothingAtAllIsOddWhereMuchIsUsualAndLessIsNot() {
    assertEquals(1, odd(0, 10, 2, null, Thresholds.standard()).size());
    assertEquals(List.of(), odd(0.5, 10, 2, null, Thresholds.standard()));
    assertEquals(List.of(), odd(0, 8, 2, null, Thresholds.standard()));
  }

  @Test
  void withoutKnownDaysAnOddDayStaysAndAnItemThatIsGoneIsOver() {
    OddUse unknown =
        new OddUse(
            1,
            "water",
            true,
            new OddUse.Stocked("l", 40),
            null,
            Severity.MINOR,
            Thresholds.standard());
    assertEquals(List.of(), unknown.judge(NOW));
    OddUse gone = new OddUse(1, "water", false, null, null, Severity.MINOR, Thresholds.standard());
    assertEquals(Change.CLEARED, gone.judge(NOW).get(0).change());
  }
}
