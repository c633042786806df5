package cn.yizhan.edge.bays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions go on over restarts of the agent. */
final class ChargingRestartTest {
  private final BayWatch watch = new BayWatch();

  @BeforeEach
  void charges() {
    watch.hear("bay/3/energy", 5_000, 0);
    watch.charged();
    watch.hear("bay/3/energy", 5_025, 605);
  }

  @Test
  void aSessionGoesOnAndTheCounterTellsWhatWasDrawnMeanwhile() throws IOException {
    watch.restart(610, 4_210);
    watch.hear("bay/3/power", 150, 4_215);
    watch.hear("bay/3/energy", 5_175, 4_216);
    watch.hear("bay/3/relay", 1, 4_217);
    watch.power(150, 4_220, 4_300);
    watch.power(0, 4_300, 4_370);
    assertEquals("Unplugged", watch.reason());
    assertEquals(10, watch.number("start"));
    assertEquals(4_290, watch.number("seconds"));
    assertEquals(175 + 150 * 84 / 3_600.0, watch.number("energyWh"), 1);
    assertEquals(true, watch.ended().data().get("counter"));
    assertEquals(1, watch.told("session.started").size());
  }

  @Test
  void whatIsFoundOffHadLostItsPowerWhenItWasLastHeard() throws IOException {
    watch.restart(610, 700);
    watch.hear("bay/3/power", 0, 701);
    watch.hear("bay/3/relay", 0, 701);
    watch.tick(702);
    assertEquals("PowerLoss", watch.reason());
    assertEquals(605, watch.number("end"));
  }

  @Test
  void whatIsFoundOffMayHaveGoneOffByItsOwnTimer() throws IOException {
    watch.restart(610, 900);
    watch.hear("bay/3/relay", 0, 901);
    watch.facts.addAll(watch.charging.explain(3, StopReason.DEAD_MAN, watch.at(901)));
    assertEquals("DeadMan", watch.reason());
    assertEquals(605, watch.number("end"));
  }

  @Test
  void whatIsNotHeardAgainEndsAfterHalfAnHour() throws IOException {
    watch.restart(610, 90_000);
    watch.tick(90_000);
    watch.tick(91_799);
    assertEquals(List.of(), watch.told("session.ended"));
    watch.tick(91_800);
    assertEquals("PowerLoss", watch.reason());
    assertEquals(605, watch.number("end"));
  }

  @Test
  void anUnknownTimeAwayIsNoTimeAndNeverNegative() throws IOException {
    byte[] state = watch.charging.state(watch.at(610));
    watch.set(-1_700_000_000);
    watch.charging.restore(state, watch.at(620));
    watch.hear("bay/3/power", 150, 625);
    watch.hear("bay/3/energy", 5_400, 625);
    watch.power(150, 630, 700);
    watch.power(0, 700, 1_310);
    assertEquals(680, watch.number("seconds"), "600 before, and 80 since the clock was lost");
    assertEquals(403, watch.number("energyWh"), 2);
  }

  @Test
  void theOrderAndTheLatchOutliveARestart() throws IOException {
    watch.off(StopReason.TIME_LIMIT, 610);
    watch.hear("bay/3/relay", 0, 611);
    watch.restart(612, 10_000);
    watch.hear("bay/3/relay", 0, 10_001);
    watch.tick(20_000);
    assertEquals("Finishing", watch.state());
  }

  @Test
  void whatIsNoStateIsSaidToBeNone() {
    byte[] state = watch.charging.state(watch.at(610));
    state[0] = 9;
    assertThrows(IOException.class, () -> watch.charging.restore(state, watch.at(620)));
    assertThrows(IOException.class, () -> watch.charging.restore(new byte[20], watch.at(620)));
    assertEquals("Charging", watch.state());
  }

  @Test
  void theStateIsWorthKeepingWithEachChangeAndOnceAMinute() {
    long before = watch.charging.revision();
    watch.tick(610);
    long kept = watch.charging.revision();
    assertEquals(before + 1, kept);
    watch.tick(669);
    assertEquals(kept, watch.charging.revision());
    watch.tick(670);
    assertEquals(kept + 1, watch.charging.revision());
  }
}
