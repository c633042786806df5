package cn.yizhan.edge.safety;

import static cn.yizhan.edge.safety.Watch.cuts;
import static cn.yizhan.edge.safety.Watch.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Thresholds;
import cn.yizhan.protocol.rule.Wiring;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which bays each rule cuts, from which severity on, and whether somebody has to reset it. */
final class SafetyScopesTest {
  private final Watch watch = new Watch();

  private void wired(Wiring wiring) {
    watch.guard.revise(new Registration(Watch.BAYS, Map.of(), Thresholds.standard(), wiring));
  }

  /** All bays say that they are off; what is told of it becomes durable. */
  private void off(long since) {
    for (int bay : Watch.BAYS.keySet()) {
      watch.write(watch.hear("bay/" + bay + "/relay", 0, since));
    }
  }

  @Test
  void leakageCutsTheBaysOfItsCircuit() {
    wired(new Wiring(0, Set.of(), Set.of(1, 3)));
    assertEquals(List.of(1, 3), cuts(watch.hear("mains/leakage", 0.04, 0)));
  }

  @Test
  void anEmergencyStopCutsAllBaysAndLatchesThem() {
    assertEquals(List.of(1, 2, 3), cuts(watch.hear("e-stop", 1, 0)));
    off(100);
    watch.hear("e-stop", 0, 1_000);
    watch.tick(2_000);
    assertEquals(Set.of(1, 2, 3), watch.guard.latchedBays());
    assertTrue(watch.guard.reset("station", "li", watch.at(3_000)).done());
  }

  @Test
  void aStuckRelayCutsItsCircuit() {
    watch.hear("bay/1/order", 0, 0);
    watch.hear("bay/1/power", 300, 1_000);
    assertEquals(List.of(1, 2, 3), cuts(watch.tick(11_000)));
  }

  @Test
  void waterCutsOnlyWhatIsMountedLow() {
    watch.hear("room/water-leak", 1, 0);
    List<Action> nothing = watch.tick(10_000);
    assertEquals(List.of(), nothing, "no bay is mounted low");
    Watch other = new Watch();
    other.guard.revise(
        new Registration(
            Watch.BAYS, Map.of(), Thresholds.standard(), new Wiring(0, Set.of(2), Set.of())));
    other.hear("room/water-leak", 1, 0);
    assertEquals(List.of(2), cuts(other.tick(10_000)));
  }

  @Test
  void highVoltageCutsFromTheMajorLevelOnAndEndsWithItsCause() throws IOException {
    watch.hear("mains/voltage", 240, 0);
    assertEquals(List.of(), cuts(watch.tick(30_000)));
    assertEquals(List.of(1, 2, 3), cuts(watch.hear("mains/voltage", 254, 31_000)));
    off(31_100);
    assertEquals(List.of(1), cuts(watch.hear("bay/1/relay", 1, 40_000)), "kept dead");
    off(40_100);
    StationEvent again = watch.guard.latched(watch.at(41_000)).get(0);
    assertEquals("safety.cut", again.type());
    assertEquals(false, again.data().get("latched"));
    assertFalse(String.valueOf(watch.guard.shown().get(0).reason()).contains("闭锁"));
    watch.restart(50_000);
    watch.tick(50_010);
    off(50_100);
    for (long since = 60_000; since < 360_000; since += 60_000) {
      watch.hear("mains/voltage", 220, since);
      assertEquals(Set.of(1, 2, 3), watch.guard.latchedBays());
    }
    long before = watch.guard.revision();
    watch.tick(350_000);
    assertEquals(before, watch.guard.revision());
    List<Action> over = watch.tick(360_000);
    assertEquals(new Action.Show(1, null), over.get(0));
    assertEquals(List.of(), told(over));
    assertEquals(Set.of(), watch.guard.latchedBays());
    assertTrue(watch.guard.revision() > before, "to be kept");
    assertEquals(List.of(), cuts(watch.hear("bay/1/relay", 1, 370_000)));
  }

  @Test
  void aCutThatEndsByItselfStaysUntilTheHubIsSureToBeTold() {
    watch.hear("mains/voltage", 254, 0);
    for (long since = 1_000; since < 400_000; since += 60_000) {
      watch.hear("mains/voltage", 220, since);
    }
    List<Action> late = watch.tick(400_000);
    assertEquals(1, told(late).size());
    assertEquals(Set.of(1, 2, 3), watch.guard.latchedBays());
    watch.write(late);
    watch.tick(400_250);
    assertEquals(Set.of(), watch.guard.latchedBays());
  }

  @Test
  void misuseOfAPhoneBayLatchesItAndPowerWithoutASessionDoesNot() {
    watch.hear("bay/2/power", 150, 0);
    assertEquals(List.of(2), cuts(watch.tick(60_000)));
    watch.hear("bay/1/state", 0, 61_000);
    watch.hear("bay/1/power", 50, 62_000);
    assertEquals(List.of(1), cuts(watch.tick(122_000)).stream().filter(b -> b == 1).toList());
    off(122_100);
    watch.hear("bay/1/power", 0, 122_200);
    watch.hear("bay/2/power", 0, 122_200);
    watch.tick(132_200);
    assertEquals(Set.of(2), watch.guard.latchedBays());
  }

  @Test
  void aCallForHelpIsEndedBySomebodyOnSite() {
    watch.hear("sos", 1, 0);
    watch.hear("sos", 0, 1_000);
    Reset reset = watch.guard.reset("station", "li", watch.at(60_000));
    assertTrue(reset.done());
    assertEquals("S16@1", reset.events().get(0).rule());
    assertEquals(1, watch.guard.reset("station", "li", watch.at(61_000)).events().size());
    watch.guard.release(reset, watch.at(60_100));
    watch.tick(61_000);
    assertEquals(List.of(), watch.guard.reset("station", "li", watch.at(62_000)).events());
  }
}
