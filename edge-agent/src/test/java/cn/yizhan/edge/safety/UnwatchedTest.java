package cn.yizhan.edge.safety;

import static cn.yizhan.edge.safety.Watch.told;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.protocol.message.StationEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of bays whose safety sensor is silent. */
final class UnwatchedTest {
  private static final long HOUR = 3_600_000;
  private final Watch watch = new Watch();

  private List<Action> silence(long from, long to) {
    List<Action> all = new ArrayList<>();
    for (long since = from; since <= to; since += 10_000) {
      all.addAll(watch.tick(since));
    }
    return all;
  }

  @Test
  void afterADayWithoutTheSmokeSensorNoBayIsStartedUntilItIsHeard() {
    watch.hear("room/smoke", 0, 0);
    silence(0, 24 * HOUR - 60_000);
    assertEquals(Set.of(), watch.guard.unwatched());
    List<Action> limited = silence(24 * HOUR - 60_000, 24 * HOUR + 20_000);
    assertEquals(Watch.BAYS.keySet(), watch.guard.unwatched());
    StationEvent event = told(limited).get(0);
    assertEquals("safety.limit", event.type());
    assertEquals("room/smoke", event.subject());
    assertEquals(Reasons.UNWATCHED, watch.guard.shown().get(0).reason());
    assertEquals("room/smoke", watch.guard.latches().get(0).subject());
    List<Action> heard = watch.hear("room/smoke", 0, 25 * HOUR);
    assertEquals(Set.of(), watch.guard.unwatched());
    assertEquals(3, heard.stream().filter(Action.Show.class::isInstance).count());
  }

  @Test
  void aBaysOwnProbeConcernsThatBayOnly() {
    watch.hear("bay/3/temperature", 20, 0);
    silence(0, 24 * HOUR + 20_000);
    assertEquals(Set.of(3), watch.guard.unwatched());
  }

  @Test
  void settingTheWallClockMakesNoSensorSilent() {
    watch.hear("room/smoke", 0, 0);
    watch.set(48 * HOUR);
    silence(0, HOUR);
    assertEquals(Set.of(), watch.guard.unwatched());
  }

  @Test
  void aRestartDoesNotEndIt() throws IOException {
    watch.hear("room/smoke", 0, 0);
    silence(0, 24 * HOUR + 20_000);
    watch.restart(24 * HOUR + 30_000);
    assertEquals(Watch.BAYS.keySet(), watch.guard.unwatched());
    silence(24 * HOUR + 30_000, 25 * HOUR);
    assertEquals(Watch.BAYS.keySet(), watch.guard.unwatched());
    watch.hear("room/smoke", 0, 25 * HOUR);
    watch.tick(25 * HOUR + 1_000);
    assertEquals(Set.of(), watch.guard.unwatched());
  }
}
