package cn.yizhan.hub.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.forecast.Consumption.Way;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was used on each local day, from levels. */
class ConsumptionTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  private static long at(int day, double hour) {
    return DAY.plusDays(day).atStartOfDay(SHANGHAI).toInstant().toEpochMilli()
        + Math.round(hour * 3_600_000);
  }

  private static Consumption water() {
    return new Consumption(Way.sensed("l", 40), SHANGHAI);
  }

  private static DayUse day(Consumption fold, int day, long now) {
    return fold.days(DAY.plusDays(day), DAY.plusDays(day), now).get(0);
  }

  @Test
  void aFallIsUsedOnTheLocalDayOfItsReading() {
    Consumption fold = water();
    fold.take(new Level(at(0, 0), 40));
    fold.take(new Level(at(0, 23.9), 35));
    fold.take(new Level(at(1, 0), 32));
    assertEquals(new DayUse(DAY, 5, 0, 1), day(fold, 0, at(1, 12)));
    assertEquals(new DayUse(DAY.plusDays(1), 3, 0, 0.5), day(fold, 1, at(1, 12)));
  }

  @Test
  void aRestockIsNoNegativeUseAndWhatIsUsedAfterItCounts() {
    Consumption fold = water();
    double[] levels = {20, 12, 40, 33, 38, 30};
    for (int i = 0; i < levels.length; i++) {
      fold.take(new Level(at(0, i), levels[i]));
    }
    assertEquals(new DayUse(DAY, 8 + 7 + 8, 28 + 5, 1), day(fold, 0, at(2, 0)));
  }

  @Test
  void jitterOfASensorIsNoUseButASlowFallIs() {
    Consumption still = water();
    Consumption slow = water();
    for (int i = 0; i < 200; i++) {
      double jitter = i % 2 == 0 ? 0.3 : -0.3;
      still.take(new Level(at(0, i / 10.0), 20 + jitter));
      slow.take(new Level(at(0, i / 10.0), 20 - i * 0.05 + jitter));
    }
    assertEquals(0, day(still, 0, at(1, 0)).used());
    assertEquals(0, day(still, 0, at(1, 0)).restocked());
    assertEquals(199 * 0.05, day(slow, 0, at(1, 0)).used(), 0.8);
    assertEquals(0, day(slow, 0, at(1, 0)).restocked());
  }

  @Test
  void aTurnOfExactlyTheNoiseCountsAndOneBelowDoesNot() {
    Consumption fold = water();
    fold.take(new Level(at(0, 1), 20));
    fold.take(new Level(at(0, 2), 19.21));
    assertEquals(0, day(fold, 0, at(1, 0)).used());
    fold.take(new Level(at(0, 3), 19.2));
    assertEquals(0.8, day(fold, 0, at(1, 0)).used(), 1e-9);
  }

  @Test
  void piecesAreCountedExactlyAndALevelOutOfOrderIsLeftOut() {
    Consumption fold = new Consumption(Way.sensed("count", 100), SHANGHAI);
    fold.take(new Level(at(0, 10), 10));
    fold.take(new Level(at(0, 11), 9));
    fold.take(new Level(at(0, 10.5), 4));
    fold.take(new Level(at(0, 12), 10));
    fold.take(new Level(at(0, 13), 8));
    assertEquals(new DayUse(DAY, 3, 1, 0.5), day(fold, 0, at(0, 22)));
  }

  @Test
  void whatFellAcrossTooLongASilenceIsUnknown() {
    Consumption fold = water();
    fold.take(new Level(at(0, 12), 40));
    fold.take(new Level(at(4, 12), 30));
    fold.take(new Level(at(8, 12.001), 10));
    fold.take(new Level(at(9, 0), 10));
    assertEquals(new DayUse(DAY.plusDays(3), 0, 0, 1), day(fold, 3, at(9, 0)));
    assertEquals(new DayUse(DAY.plusDays(4), 10, 0, 0.5), day(fold, 4, at(9, 0)));
    assertEquals(new DayUse(DAY.plusDays(6), 0, 0, 0), day(fold, 6, at(9, 0)));
    assertEquals(0, day(fold, 8, at(9, 0)).used());
  }

  @Test
  void aSensorThatFellSilentTooLongAgoSaysNothingOfTheDaysSince() {
    Consumption fold = water();
    fold.take(new Level(at(0, 0), 40));
    assertEquals(1, day(fold, 2, at(4, 0)).known());
    assertEquals(0, day(fold, 2, at(4, 0) + 1).known());
  }

  @Test
  void betweenCountsByHandTheUseIsSpreadEvenly() {
    Consumption fold = new Consumption(Way.counted(), SHANGHAI);
    fold.take(new Level(at(0, 12), 50));
    fold.take(new Level(at(4, 12), 42));
    assertEquals(new DayUse(DAY, 1, 0, 0.5), day(fold, 0, at(9, 0)));
    assertEquals(new DayUse(DAY.plusDays(2), 2, 0, 1), day(fold, 2, at(9, 0)));
    assertEquals(new DayUse(DAY.plusDays(5), 0, 0, 0), day(fold, 5, at(9, 0)));
  }

  @Test
  void aRestockBetweenCountsTellsTheUseOnlyWhenItsAmountIsKnown() {
    Consumption fold = new Consumption(Way.counted(), SHANGHAI);
    fold.take(new Level(at(0, 0), 10));
    fold.bring(30.0);
    fold.take(new Level(at(2, 0), 36));
    assertEquals(2, day(fold, 0, at(9, 0)).used());
    fold.bring(null);
    fold.take(new Level(at(4, 0), 40));
    assertEquals(new DayUse(DAY.plusDays(2), 0, 30, 0), day(fold, 2, at(9, 0)));
    fold.take(new Level(at(6, 0), 45));
    assertEquals(0, day(fold, 5, at(9, 0)).known());
    assertEquals(5, day(fold, 6, at(9, 0)).restocked());
  }

  @Test
  void aDayOfTwentyFiveHoursIsKnownWhole() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Consumption fold = new Consumption(Way.sensed("l", 40), berlin);
    long start = LocalDateTime.of(2026, 10, 25, 0, 0).atZone(berlin).toInstant().toEpochMilli();
    fold.take(new Level(start, 40));
    fold.take(new Level(start + 25 * 3_600_000L, 30));
    LocalDate sunday = LocalDate.of(2026, 10, 25);
    List<DayUse> days = fold.days(sunday, sunday.plusDays(1), start + 37 * 3_600_000L);
    assertEquals(new DayUse(sunday, 0, 0, 1), days.get(0));
    assertEquals(new DayUse(sunday.plusDays(1), 10, 0, 0.5), days.get(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void levelsTakenAgainChangeNothingAndWhatIsThereIsWhatCameLessWhatWent(long seed) {
    Random random = new Random(seed);
    List<Level> levels = new ArrayList<>();
    double level = 100;
    long time = at(0, 1);
    for (int i = 0; i < 400; i++) {
      levels.add(new Level(time, level));
      time += 1 + random.nextInt(5_000_000);
      level = random.nextInt(20) == 0 ? 100 : Math.max(0, level - random.nextInt(5));
    }
    Consumption once = new Consumption(Way.sensed("count", 100), SHANGHAI);
    Consumption again = new Consumption(Way.sensed("count", 100), SHANGHAI);
    levels.forEach(once::take);
    int cut = random.nextInt(levels.size());
    levels.subList(0, cut).forEach(again::take);
    again.days(DAY, DAY.plusDays(20), time);
    levels.subList(random.nextInt(cut + 1), levels.size()).forEach(again::take);
    List<DayUse> days = once.days(DAY, DAY.plusDays(40), time);
    assertEquals(days, again.days(DAY, DAY.plusDays(40), time));
    double change =
        days.stream().mapToDouble(DayUse::restocked).sum()
            - days.stream().mapToDouble(DayUse::used).sum();
    assertEquals(levels.get(levels.size() - 1).value() - 100, change, 1e-6);
  }
}
