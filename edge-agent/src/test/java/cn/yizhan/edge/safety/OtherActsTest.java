package cn.yizhan.edge.safety;

import static cn.yizhan.edge.safety.Watch.cuts;
import static cn.yizhan.edge.safety.Watch.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Thresholds;
import cn.yizhan.protocol.rule.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What safety does besides cutting and latching. */
final class OtherActsTest {
  private static final long HOUR = 3_600_000;
  private final Watch watch = new Watch();

  private List<Action> between(long from, long to, long step, String point, double value) {
    List<Action> all = new ArrayList<>();
    for (long since = from; since <= to; since += step) {
      all.addAll(watch.hear(point, value, since));
      all.addAll(watch.tick(since));
    }
    return all;
  }

  private static <T extends Action> List<T> of(Class<T> sort, List<Action> actions) {
    return actions.stream().filter(sort::isInstance).map(sort::cast).toList();
  }

  private void breaker(double watts) {
    watch.guard =
        new SafetyGuard(
            new Registration(
                Watch.BAYS,
                Map.of(),
                Thresholds.standard(),
                new Wiring(watts, Set.of(1), Set.of())),
            now -> "id" + now);
  }

  @Test
  void aSessionOfMoreThanEightHoursIsStoppedOnceAndNotLatched() {
    double charging = 2;
    List<Action> early = between(0, 8 * HOUR - 60_000, 60_000, "bay/3/state", charging);
    assertEquals(List.of(), of(Action.Stop.class, early));
    List<Action> late = between(8 * HOUR, 9 * HOUR, 60_000, "bay/3/state", charging);
    List<Action.Stop> stops = of(Action.Stop.class, late);
    assertEquals(1, stops.size());
    assertEquals(3, stops.get(0).bay());
    assertEquals("S04", stops.get(0).rule());
    assertEquals("safety.stop", stops.get(0).event().type());
    assertTrue(watch.guard.latchedBays().isEmpty());
  }

  @Test
  void smokeSoundsTheSirenUntilItIsResetOnSite() {
    List<Action> smoke = watch.hear("room/smoke", 1, 0);
    assertEquals(List.of(new Action.Siren(true)), of(Action.Siren.class, smoke));
    assertEquals(List.of(), of(Action.Siren.class, watch.hear("room/smoke", 1, 1_000)));
    watch.hear("room/smoke", 0, 2_000);
    List<Action> over = between(10_000, 700_000, 10_000, "room/smoke", 0);
    assertEquals(List.of(), of(Action.Siren.class, over), "still latched");
    Reset reset = watch.guard.reset("station", "王工", watch.at(700_001));
    assertTrue(reset.done());
    List<Action> released = watch.guard.release(reset, watch.at(700_002));
    assertEquals(List.of(new Action.Siren(false)), of(Action.Siren.class, released));
  }

  @Test
  void aSirenSoundsAgainAfterARestartInTheMiddle() throws Exception {
    watch.hear("room/smoke", 1, 0);
    assertTrue(of(Action.Siren.class, watch.restart(5_000)).contains(new Action.Siren(true)));
  }

  @Test
  void carbonMonoxideSoundsTheSirenAndCutsNothing() {
    List<Action> all = between(0, 400_000, 10_000, "room/co", 60);
    assertEquals(List.of(new Action.Siren(true)), of(Action.Siren.class, all));
    assertEquals(List.of(), cuts(all));
    assertEquals("safety.siren", told(all).get(0).type());
    List<Action> gone = between(410_000, 1_100_000, 10_000, "room/co", 5);
    assertEquals(List.of(new Action.Siren(false)), of(Action.Siren.class, gone));
  }

  @Test
  void anOverloadedStationShedsOneBayAfterTheOtherUntilItIsEnough() {
    breaker(1_000);
    watch.hear("bay/1/power", 450, 0);
    List<Action> first = between(1_000, 62_000, 1_000, "bay/3/power", 450);
    assertEquals(1, of(Action.Shed.class, first).size());
    assertEquals("S09@1", of(Action.Shed.class, first).get(0).rule());
    List<Action> stillTooMuch = between(63_000, 80_000, 1_000, "bay/3/power", 450);
    assertEquals(1, of(Action.Shed.class, stillTooMuch).size(), "one more after it had time");
    List<Action> enough = between(81_000, 200_000, 1_000, "bay/3/power", 0);
    assertEquals(List.of(), of(Action.Shed.class, enough));
  }

  @Test
  void leakageCutsTheCircuitAndWhatFeedsIt() {
    List<Action> leak = watch.hear("mains/leakage", 0.05, 0);
    assertEquals(List.of(1, 2, 3), cuts(leak));
    assertTrue(leak.contains(new Action.TripUpstream("station")));
  }

  @Test
  void waterCutsTheLowSocketsOnlyAndTheyAreFreeWhenItIsOver() {
    breaker(0);
    List<Action> wet = between(0, 12_000, 1_000, "room/water-leak", 1);
    assertEquals(Set.of(1), Set.copyOf(cuts(wet)));
    watch.write(wet);
    watch.hear("bay/1/relay", 0, 13_000);
    watch.write(watch.tick(14_000));
    between(15_000, 1_900_000, 60_000, "room/water-leak", 0);
    assertTrue(watch.guard.latchedBays().isEmpty());
  }

  @Test
  void theEmergencyStopCutsEverythingAndLatches() {
    assertEquals(List.of(1, 2, 3), cuts(watch.hear("e-stop", 1, 0)));
    assertFalse(watch.guard.reset("station", "王工", watch.at(1_000)).done());
  }

  @Test
  void anEBikeBatteryOnAPhoneBayIsCut() {
    List<Action> all = between(0, 61_000, 1_000, "bay/2/power", 250);
    assertTrue(cuts(all).contains(2));
    assertEquals("S17", watch.guard.held().get(2));
  }

  @Test
  void aLowSurgeIsToldByNobodyHereAndAHighOneCuts() {
    assertEquals(List.of(), cuts(between(0, 60_000, 1_000, "mains/voltage", 240)));
    assertEquals(List.of(1, 2, 3), cuts(watch.hear("mains/voltage", 260, 61_000)));
  }
}
