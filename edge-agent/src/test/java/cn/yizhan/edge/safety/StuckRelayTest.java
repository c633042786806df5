package cn.yizhan.edge.safety;

import static cn.yizhan.edge.safety.Watch.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.StationEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a bay that was ordered off and does not say that it is. */
final class StuckRelayTest {
  private final Watch watch = new Watch();

  private static List<StationEvent> stuck(List<Action> actions) {
    return told(actions).stream().filter(e -> e.type().equals("safety.stuck")).toList();
  }

  private static boolean trips(List<Action> actions) {
    return actions.contains(new Action.TripUpstream("bay/3"));
  }

  private void smokeWithBay3Stuck() {
    watch.hear("bay/1/relay", 0, 0);
    watch.hear("bay/2/relay", 0, 0);
    watch.hear("bay/3/relay", 1, 0);
    watch.hear("room/smoke", 1, 1_000);
  }

  @Test
  void afterTenSecondsWhatFeedsItIsSwitchedOffAndItIsToldOnce() {
    smokeWithBay3Stuck();
    List<Action> before = watch.tick(10_900);
    assertEquals(List.of(), stuck(before));
    assertEquals(false, trips(before));
    List<Action> then = watch.tick(11_000);
    assertTrue(trips(then));
    StationEvent event = stuck(then).get(0);
    assertEquals("bay/3", event.subject());
    assertEquals("S07@1", event.rule());
    List<Action> later = watch.tick(30_000);
    assertEquals(List.of(), stuck(later));
    assertTrue(trips(later), "and again, for the first time may have been missed");
  }

  @Test
  void aBayThatGoesOffInTimeIsNotStuck() {
    smokeWithBay3Stuck();
    watch.hear("bay/3/relay", 0, 9_000);
    assertEquals(List.of(), stuck(watch.tick(20_000)));
  }

  @Test
  void aBayWithoutAnyHardwareHeardIsNotCalledStuck() {
    watch.hear("bay/3/relay", 0, 0);
    watch.hear("room/smoke", 1, 1_000);
    List<Action> later = watch.tick(60_000);
    assertEquals(List.of(), stuck(later));
    assertEquals(false, later.contains(new Action.TripUpstream("bay/1")));
  }

  @Test
  void whatCouldNotBeWrittenDownIsToldAgain() {
    smokeWithBay3Stuck();
    StationEvent event = stuck(watch.tick(11_000)).get(0);
    watch.guard.unwritten(event, watch.at(11_001));
    assertEquals(1, stuck(watch.tick(12_000)).size());
  }
}
