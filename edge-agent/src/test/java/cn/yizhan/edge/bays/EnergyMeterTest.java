package cn.yizhan.edge.bays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnergyMeterTest {
  private static final long HOUR = 3_600_000;

  /** 360 W for so many hours are read every ten seconds, and the counter, every so many. */
  private static void run(EnergyMeter meter, long from, long to, double before, Counter counter) {
    for (long at = from; at <= to; at += 10_000) {
      meter.power(360, at);
      if (counter.every() > 0 && at % counter.every() == 0) {
        double drawn = before + 360.0 * (at - from) / HOUR;
        meter.counter(Math.floor(drawn / counter.step()) * counter.step(), at);
      }
    }
  }

  private record Counter(double step, long every) {}

  private static final Counter NONE = new Counter(1, 0);

  @Test
  void withoutCounterThePowerIsIntegrated() {
    EnergyMeter meter = new EnergyMeter(Double.NaN, 360, 0);
    run(meter, 0, HOUR, 0, NONE);
    assertEquals(360, meter.energy(), 0.01);
    assertFalse(meter.byCounter());
  }

  @Test
  void readingsCloseTogetherAreJoinedByALineOthersAreSteps() {
    EnergyMeter close = new EnergyMeter(Double.NaN, 0, 0);
    close.power(360, 30_000);
    assertEquals(1.5, close.energy(), 1e-9);
    EnergyMeter far = new EnergyMeter(Double.NaN, 360, 0);
    far.power(0, 60_000);
    assertEquals(6, far.energy(), 1e-9);
  }

  @Test
  void aGapCountsForNoLongerThanAReadingHolds() {
    EnergyMeter meter = new EnergyMeter(Double.NaN, 360, 0);
    meter.power(360, HOUR);
    assertEquals(360 * 180 / 3600.0, meter.energy(), 1e-9);
  }

  @Test
  void whatFlowsBackIsNotCounted() {
    EnergyMeter meter = new EnergyMeter(Double.NaN, -50, 0);
    meter.power(-50, 10_000);
    assertEquals(0, meter.energy());
  }

  /** From a hundredth of a watt-hour to a whole kilowatt-hour. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 10, 100, 1_000})
  void aCounterIsRightHoweverCoarse(double step) {
    double before = 98_765.4;
    double shown = Math.floor(before / step) * step;
    EnergyMeter meter = new EnergyMeter(shown, 360, 0);
    run(meter, 0, 8 * HOUR, before, new Counter(step, 60_000));
    assertEquals(8 * 360, meter.energy(), 8 * 360 * 0.01 + Math.min(step, 10));
    assertTrue(meter.byCounter() || step == 1_000);
  }

  @Test
  void theCounterIsBelievedWhereThePowerIsOff() {
    EnergyMeter meter = new EnergyMeter(1_000, 300, 0);
    for (long at = 10_000; at <= HOUR; at += 10_000) {
      meter.power(300, at);
      meter.counter(1_000 + 360.0 * at / HOUR, at);
    }
    assertEquals(360, meter.energy(), 1);
  }

  @Test
  void aCounterThatRestartsAtZeroLosesNothing() {
    EnergyMeter meter = new EnergyMeter(50_000, 360, 0);
    run(meter, 0, HOUR, 50_000, new Counter(1, 60_000));
    for (long at = HOUR + 10_000; at <= 2 * HOUR; at += 10_000) {
      meter.power(360, at);
      meter.counter(Math.floor(360.0 * (at - HOUR) / HOUR), at);
    }
    assertEquals(720, meter.energy(), 2);
  }

  @Test
  void aCounterThatShowsZeroAndRemembersThenAddsNothing() {
    EnergyMeter meter = new EnergyMeter(50_000, 360, 0);
    meter.power(360, 10_000);
    meter.counter(50_001, 10_000);
    meter.counter(0, 11_000);
    meter.counter(50_001, 12_000);
    meter.power(360, 20_000);
    assertEquals(2, meter.energy(), 0.1);
  }

  @Test
  void aCounterThatStepsBackALittleIsRounded() {
    EnergyMeter meter = new EnergyMeter(50_000, 360, 0);
    run(meter, 0, 100_000, 50_000, new Counter(1, 10_000));
    double before = meter.energy();
    meter.counter(50_008, 101_000);
    meter.counter(50_010, 102_000);
    assertEquals(before, meter.energy(), 0.5);
  }

  @Test
  void theFirstStepCountsOnlyAsFarAsTheLoadExplainsIt() {
    EnergyMeter meter = new EnergyMeter(1_000, 360, 0);
    meter.power(360, 10_000);
    meter.counter(1_010, 10_000);
    assertEquals(1, meter.energy(), 1e-9);
  }

  @Test
  void aCounterHeardForTheFirstTimeTakesNothingAway() {
    EnergyMeter meter = new EnergyMeter(Double.NaN, 360, 0);
    run(meter, 0, HOUR, 0, NONE);
    meter.counter(7_000, HOUR);
    meter.power(360, HOUR + 10_000);
    meter.counter(7_001, HOUR + 10_000);
    assertEquals(361, meter.energy(), 0.1);
  }

  @Test
  void theCounterTellsWhatWasDrawnWhileTheAgentWasAway() {
    EnergyMeter meter = new EnergyMeter(1_000, 360, 0);
    run(meter, 0, HOUR, 1_000, new Counter(1, 60_000));
    meter.away(HOUR, 2 * HOUR);
    meter.power(360, 2 * HOUR + 5_000);
    meter.counter(1_720, 2 * HOUR + 5_000);
    assertEquals(720, meter.energy(), 1);
  }

  @Test
  void rubbishThatNoLoadCanExplainIsPassedOver() {
    EnergyMeter meter = new EnergyMeter(1_000, 360, 0);
    run(meter, 0, HOUR, 1_000, new Counter(1, 60_000));
    meter.counter(4e8, HOUR + 1_000);
    meter.counter(1_361, HOUR + 2_000);
    assertEquals(361, meter.energy(), 2);
  }
}
