package cn.yizhan.hub.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is learnt from days, and what follows from it. */
class DemandTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  private static List<DayUse> days(double... used) {
    List<DayUse> days = new ArrayList<>();
    for (double each : used) {
      days.add(new DayUse(DAY.plusDays(days.size()), each, 0, 1));
    }
    return days;
  }

  private static double[] same(int count, double used) {
    double[] all = new double[count];
    java.util.Arrays.fill(all, used);
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.8, 0.841621",
    "0.9, 1.281552",
    "0.95, 1.644854",
    "0.975, 1.959964",
    "0.99, 2.326348",
    "0.9999, 3.719016",
    "0.05, -1.644854",
    "0.001, -3.090232"
  })
  void quantilesAreThoseOfTheTables(double probability, double z) {
    assertEquals(z, Quantile.of(probability), 1e-5);
  }

  @Test
  void thereIsNoQuantileOfCertainty() {
    assertThrows(IllegalArgumentException.class, () -> Quantile.of(1));
    assertThrows(IllegalArgumentException.class, () -> Quantile.of(Double.NaN));
  }

  @Test
  void fourteenDaysAreNeededAndThoseHardlyKnownDoNotCount() {
    assertNull(Demand.of(days(same(13, 5)), false, false));
    assertEquals(new Demand(5, 0, 14), Demand.of(days(same(14, 5)), false, false));
    List<DayUse> one = days(same(14, 5));
    one.set(3, new DayUse(DAY.plusDays(3), 5, 0, 0.79));
    assertNull(Demand.of(one, false, false));
    one.set(3, new DayUse(DAY.plusDays(3), 4, 0, 0.8));
    assertEquals(5, assertNotNullDemand(one).daily(), 1e-9);
  }

  private static Demand assertNotNullDemand(List<DayUse> days) {
    Demand demand = Demand.of(days, false, false);
    assertNotNull(demand);
    return demand;
  }

  @Test
  void daysOfPiecesCountedByHandDifferAtLeastByChance() {
    Demand demand = Demand.of(days(same(20, 9)), true, true);
    assertNotNull(demand);
    assertEquals(3, demand.sigma());
  }

  @Test
  void theReorderPointIsTheFormulaAndTheOrderOfDaysDoesNotMatter() {
    Demand demand = new Demand(4, 2, 20);
    assertEquals(4 * 3 + 1.644854 * 2 * Math.sqrt(3), demand.reorderPoint(3, 0.95), 1e-5);
    List<DayUse> days = days(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    Demand before = assertNotNullDemand(days);
    Collections.shuffle(days, new Random(1));
    assertEquals(before.sigma(), assertNotNullDemand(days).sigma(), 1e-9);
    assertEquals(Math.sqrt(20), before.sigma(), 1e-9);
  }

  @Test
  void aStockLastsUntilTheDemandReachesIt() {
    Demand demand = new Demand(4, 2, 20);
    assertEquals(5, demand.lasts(20, 0), 1e-9);
    double days = demand.lasts(20, 1.2816);
    assertEquals(20, 4 * days + 1.2816 * 2 * Math.sqrt(days), 1e-9);
    assertEquals(0, demand.lasts(0, 1.2816));
    assertEquals(Double.POSITIVE_INFINITY, new Demand(0, 0, 20).lasts(20, 1.2816));
  }

  @Test
  void visitorsByChanceGiveTheReorderPointOfTheirMean() {
    Random random = new Random(7);
    double sum = 0;
    for (int trial = 0; trial < 40; trial++) {
      double[] used = new double[56];
      for (int i = 0; i < used.length; i++) {
        used[i] = poisson(random, 12);
      }
      sum += assertNotNullDemand(days(used)).reorderPoint(2, 0.95);
    }
    double expected = 12 * 2 + 1.644854 * Math.sqrt(12) * Math.sqrt(2);
    assertEquals(expected, sum / 40, expected * 0.03);
  }

  /** Knuth's product of uniform numbers. */
  private static int poisson(Random random, double mean) {
    double limit = Math.exp(-mean);
    int count = -1;
    for (double product = 1; product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  @Test
  void theUsualIsTheMedianWithTheSpreadOfMostDays() {
    double[] used = {9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 10, 500, 31};
    Usual usual = Usual.of(days(used), false);
    assertNotNull(usual);
    assertEquals(DAY.plusDays(14), usual.day());
    assertEquals(31, usual.used());
    assertEquals(10, usual.median());
    assertEquals(1.4826, usual.spread(), 1e-9);
    assertNull(Usual.of(days(same(14, 5)), false));
  }

  @Test
  void aWeekdayOfWhichSixAreKnownHasAUsualOfItsOwn() {
    double[] used = new double[43];
    for (int i = 0; i < used.length; i++) {
      used[i] = i % 7 == 0 ? 30 : 10;
    }
    Usual usual = Usual.of(days(used), false);
    assertNotNull(usual);
    assertEquals(30, usual.median());
    assertEquals(6, usual.days());
  }
}
