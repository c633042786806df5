package cn.yizhan.edge.bays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChargingTest {
  private final BayWatch watch = new BayWatch();

  @Test
  void aLoadIsASessionAfterTenSecondsAndBeganWhenItWasSeen() {
    watch.hear("bay/3/relay", 1, 0);
    watch.hear("bay/3/power", 0, 0);
    watch.hear("bay/3/power", 150, 100);
    watch.tick(109.9);
    assertEquals(List.of("Available", "Preparing"), watch.states());
    watch.tick(110);
    assertEquals(List.of("Available", "Preparing", "Charging"), watch.states());
    Map<String, Object> data = watch.told("session.started").get(0).data();
    assertEquals(BayWatch.T0 / 1000.0 + 100, data.get("start"));
  }

  @Test
  void aSparkIsNoSession() {
    watch.hear("bay/3/power", 0, 0);
    watch.hear("bay/3/power", 150, 100);
    watch.hear("bay/3/power", 0, 105);
    watch.tick(300);
    assertEquals(List.of("Available", "Preparing", "Available"), watch.states());
    assertEquals(List.of(), watch.told("session.started"));
  }

  @ParameterizedTest
  @CsvSource({"2, 2, Charging", "2, 1.2, Available", "3, 2, Available", "3, 12, Charging"})
  void whatALoadIsDependsOnWhatIsChargedThere(int bay, double watts, String state) {
    watch.hear("bay/" + bay + "/power", watts, 0);
    watch.hear("bay/" + bay + "/power", watts, 10);
    assertEquals(state, watch.state(bay));
  }

  @Test
  void aLoadThatFadesIsSuspendedAndFullTenMinutesLater() {
    watch.charged();
    watch.power(20, 610, 7_000);
    watch.power(2, 7_000, 7_060);
    assertEquals("Charging", watch.state());
    watch.tick(7_060);
    assertEquals("SuspendedEV", watch.state());
    watch.power(2, 7_060, 7_600);
    watch.tick(7_600);
    assertEquals("Full", watch.reason());
    assertEquals(10, watch.number("start"));
    assertEquals(7_000, watch.number("end"));
    assertEquals("Finishing", watch.state());
    watch.tick(7_600 + 900);
    assertEquals("Available", watch.state());
  }

  @Test
  void aLoadThatStopsAtOnceWasUnplugged() {
    watch.charged();
    watch.power(0, 610, 680);
    assertEquals("Unplugged", watch.reason());
    assertEquals(600, watch.number("seconds"));
    assertEquals("Available", watch.state());
  }

  @Test
  void anInrushDoesNotMakeAFullBatteryOfAnUnpluggedOne() {
    watch.hear("bay/3/power", 900, 0);
    watch.power(150, 10, 610);
    watch.power(0, 610, 680);
    assertEquals("Unplugged", watch.reason());
  }

  @Test
  void aPlugThatTellsIsBelievedAtOnce() {
    watch.charged();
    watch.hear("bay/3/plug", 1, 605);
    watch.hear("bay/3/power", 0, 610);
    watch.hear("bay/3/plug", 0, 611);
    watch.tick(615.9);
    assertEquals(List.of(), watch.told("session.ended"));
    watch.tick(616);
    assertEquals("Unplugged", watch.reason());
    assertEquals(610, watch.number("end"), "it drew nothing from then on");
  }

  @Test
  void aPlugThatTellsOtherwiseThanThePowerIsNotBelieved() {
    watch.hear("bay/3/plug", 0, 0);
    watch.power(150, 10, 610);
    watch.hear("bay/3/power", 4, 610);
    watch.power(150, 620, 700);
    watch.tick(700);
    assertEquals(1, watch.told("session.started").size());
    assertEquals(List.of(), watch.told("session.ended"));
  }

  @Test
  void whatIsPluggedInAndDoesNotDrawPrepares() {
    watch.hear("bay/3/relay", 1, 0);
    watch.hear("bay/3/plug", 1, 10);
    assertEquals(List.of("Available", "Preparing"), watch.states());
  }

  @Test
  void aFullBatteryThatIsKnownToBePluggedInKeepsTheBay() {
    watch.hear("bay/3/plug", 1, 0);
    watch.power(150, 10, 610);
    watch.power(2, 610, 5_000);
    assertEquals("Full", watch.reason());
    assertEquals("Finishing", watch.state());
    watch.hear("bay/3/plug", 0, 5_000);
    watch.tick(5_005);
    assertEquals("Available", watch.state());
  }

  /** Drops shorter than a minute, and spikes while it is suspended. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 30, 50})
  void flickerMakesNoSecondSession(int seconds) {
    watch.charged();
    for (int round = 0; round < 20; round++) {
      double begin = 610 + round * 70.0;
      watch.hear("bay/3/power", 0, begin);
      watch.tick(begin + seconds);
      watch.hear("bay/3/power", 150, begin + seconds);
      watch.tick(begin + 69);
    }
    assertEquals(1, watch.told("session.started").size());
    assertEquals(List.of(), watch.told("session.ended"));
    assertEquals(List.of("Available", "Preparing", "Charging"), watch.states());
  }

  @Test
  void aSpikeDoesNotPutOffTheEndOfAFullOne() {
    watch.charged();
    watch.power(20, 610, 3_000);
    watch.power(2, 3_000, 3_070);
    for (double since = 3_070; since < 3_600; since += 20) {
      watch.hear("bay/3/power", 30, since);
      watch.hear("bay/3/power", 2, since + 5);
    }
    watch.tick(3_600);
    assertEquals("Full", watch.reason());
    assertEquals(3_000, watch.number("end"));
    assertEquals(
        List.of("Available", "Preparing", "Charging", "SuspendedEV", "Finishing"), watch.states());
  }

  @Test
  void peaksAreThoseOfTheSession() {
    watch.hear("bay/3/temperature", 70, 0);
    watch.charged();
    watch.hear("bay/3/power", 180, 611);
    watch.hear("bay/3/temperature", 41, 612);
    watch.hear("bay/3/temperature", 39, 613);
    watch.power(0, 620, 700);
    assertEquals(180, watch.number("peakWatts"));
    assertEquals(41, watch.number("peakCelsius"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, 120, 864_000, -1_000_000_000})
  void aClockThatIsSetInTheMiddleChangesNoDuration(long by) {
    watch.charged();
    watch.set(by);
    watch.power(150, 610, 1_210);
    watch.power(0, 1_210, 1_280);
    assertEquals(1_200, watch.number("seconds"));
    assertEquals(10.0 + by, watch.number("start"), 1e-3, "by the clock as it stands at the end");
    assertEquals(50, watch.number("energyWh"), 0.5);
  }

  @Test
  void everyStateHasItsCode() {
    for (BayState state : BayState.values()) {
      assertTrue(state.code() >= 0, state.word());
    }
  }
}
