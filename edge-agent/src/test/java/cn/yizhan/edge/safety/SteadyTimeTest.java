package cn.yizhan.edge.safety;

import static cn.yizhan.edge.safety.Watch.cuts;
import static cn.yizhan.edge.safety.Watch.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.StationEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock may be set to anything; safety must not notice. */
final class SteadyTimeTest {
  private static final long HOUR = 3_600_000;

  private final Watch watch = new Watch();

  /** An hour back, two minutes and ten days forward. */
  @ParameterizedTest
  @ValueSource(longs = {-HOUR, 120_000, 240 * HOUR})
  void aHotBayIsCutAtTheSameTimeWhereverTheWallClockGoes(long by) {
    watch.hear("bay/3/temperature", 30, 0);
    watch.set(by);
    assertEquals(List.of(), cuts(watch.hear("bay/3/temperature", 70, 1_000)));
    assertEquals(List.of(), cuts(watch.tick(5_999)));
    assertEquals(List.of(3), cuts(watch.tick(6_000)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-HOUR, 120_000, 240 * HOUR})
  void hardwareWithAClockOfItsOwnIsHeardWhetherItFollowsTheStepOrNot(long by) {
    for (boolean follows : new boolean[] {true, false}) {
      Watch own = new Watch();
      own.say("bay/3/temperature", 30, Watch.T0, 20);
      own.set(by);
      List<Integer> cut = new ArrayList<>();
      for (long since = 1_000; since <= 7_000; since += 1_000) {
        long said = Watch.T0 + since + (follows ? by : 0);
        cut.addAll(cuts(own.say("bay/3/temperature", 80, said, since + 20)));
      }
      assertEquals(List.of(3), cut.stream().distinct().toList(), "follows: " + follows);
    }
  }

  @Test
  void hardwareWhoseOwnClockIsWildIsJudgedAtReceipt() {
    watch.say("bay/3/temperature", 30, 946_684_800_000L, 0);
    watch.say("bay/3/temperature", 80, 946_684_700_000L, 1_000);
    List<Action> actions = watch.say("bay/3/temperature", 80, 946_684_650_000L, 6_000);
    assertEquals(List.of(3), cuts(actions));
  }

  @ParameterizedTest
  @ValueSource(longs = {-HOUR, 240 * HOUR})
  void anUnconfirmedCutIsToldAndRepeatedWhereverTheWallClockGoes(long by) {
    watch.overheat();
    watch.set(by);
    assertEquals(List.of(), told(watch.tick(5_400)));
    assertEquals(false, told(watch.tick(5_500)).get(0).data().get("confirmed"));
    assertEquals(List.of(3), cuts(watch.tick(6_000)));
    assertEquals(List.of(), cuts(watch.tick(6_900)));
    assertEquals(List.of(3), cuts(watch.tick(7_000)));
    StationEvent cut = told(watch.hear("bay/3/relay", 0, 7_100)).get(0);
    assertEquals(2_100.0, cut.data().get("reactionMs"));
    assertEquals(Watch.T0 + 5_000, cut.at(), "when it was, by the clock of then");
  }

  @Test
  void aLatchOfAClockAheadStillKnowsAfterTheRestartThatItsCauseHolds() throws IOException {
    watch.set(HOUR);
    watch.overheat();
    watch.set(-HOUR);
    watch.restart(20_000);
    watch.hear("bay/3/temperature", 50, 21_000);
    Reset reset = watch.guard.reset("bay/3", "li", watch.at(22_000));
    assertEquals("S02 still holds at bay/3", reset.detail());
    assertTrue(reset.events().isEmpty());
  }
}
