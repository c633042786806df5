package cn.yizhan.edge.safety;

import static cn.yizhan.edge.safety.Watch.cuts;
import static cn.yizhan.edge.safety.Watch.told;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.protocol.message.StationEvent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which bays count as off, and what is done about the others. */
final class CutterTest {
  private final Watch watch = new Watch();

  /** Smoke, with bay 1 on, bay 2 off and bay 3 off. */
  private void smoke() {
    watch.hear("bay/1/relay", 1, 0);
    watch.hear("bay/2/relay", 0, 0);
    watch.hear("bay/3/relay", 0, 0);
    watch.hear("room/smoke", 1, 1_000);
  }

  @Test
  void cuttingOneBayAgainDoesNotForgetTheOthers() {
    smoke();
    assertEquals(List.of(2), cuts(watch.hear("bay/2/relay", 1, 1_100)));
    assertEquals(List.of(), told(watch.hear("bay/2/relay", 0, 1_200)), "bay 1 has not said so");
    assertEquals(List.of(1), cuts(watch.tick(2_000)));
    assertEquals(List.of(1), cuts(watch.tick(3_000)));
    StationEvent cut = told(watch.hear("bay/1/relay", 0, 3_100)).get(0);
    assertEquals(true, cut.data().get("confirmed"));
    assertEquals(Watch.T0 + 1_000, cut.at(), "when it was first cut");
    assertEquals(2_100.0, cut.data().get("reactionMs"));
  }

  @Test
  void aBayThatIsSwitchedOnAgainAndAgainDoesNotHoldUpTheOrdersToAnother() {
    smoke();
    int orders = 0;
    for (long since = 1_500; since <= 10_500; since += 500) {
      watch.hear("bay/2/relay", 0, since);
      orders += cuts(watch.tick(since + 1)).contains(1) ? 1 : 0;
      watch.hear("bay/2/relay", 1, since + 2);
    }
    assertEquals(9, orders);
  }

  @Test
  void cuttingABayAgainIsToldWithTheTimeOfTheFirstCut() {
    watch.overheat();
    watch.hear("bay/3/relay", 0, 5_100);
    watch.hear("bay/3/relay", 1, 60_000);
    StationEvent unconfirmed = told(watch.tick(60_500)).get(0);
    assertEquals(false, unconfirmed.data().get("confirmed"));
    StationEvent again = told(watch.hear("bay/3/relay", 0, 60_600)).get(0);
    assertEquals(Watch.T0 + 5_000, again.at());
    assertEquals(100.0, again.data().get("reactionMs"), "as long as the first time took");
  }

  @Test
  void aBayThatHasNeverBeenHeardIsNotConfirmedAndIsOrderedOn() {
    watch.hear("bay/1/relay", 1, 0);
    watch.hear("room/smoke", 1, 1_000);
    assertEquals(List.of(), told(watch.hear("bay/1/relay", 0, 1_100)));
    assertEquals(false, told(watch.tick(1_500)).get(0).data().get("confirmed"));
    assertEquals(List.of(2, 3), cuts(watch.tick(2_000)));
    assertEquals(List.of(), told(watch.hear("bay/2/relay", 0, 2_100)));
    assertEquals(true, told(watch.hear("bay/3/relay", 0, 2_200)).get(0).data().get("confirmed"));
  }

  @Test
  void afterARestartEveryBayHasToSayAgainThatItIsOff() throws IOException {
    smoke();
    watch.restart(60_000);
    assertEquals(List.of(), told(watch.hear("bay/1/relay", 0, 60_100)));
    assertEquals(List.of(2, 3), cuts(watch.tick(61_000)));
    watch.hear("bay/2/relay", 0, 61_100);
    assertEquals(true, told(watch.hear("bay/3/relay", 0, 61_200)).get(0).data().get("confirmed"));
  }

  @Test
  void aReportFromBeforeTheOrderConfirmsNothing() {
    watch.overheat();
    List<Action> old = watch.say("bay/3/relay", 0, Watch.T0 + 3_000, 5_100);
    assertEquals(List.of(), told(old));
    assertEquals(List.of(3), cuts(watch.tick(6_000)));
    assertEquals(1, told(watch.say("bay/3/relay", 0, Watch.T0 + 6_020, 6_100)).size());
  }

  @Test
  void hardwareWhoseClockIsALittleBehindCanConfirm() {
    watch.overheat();
    assertEquals(1, told(watch.say("bay/3/relay", 0, Watch.T0 + 4_700, 5_050)).size());
  }

  @Test
  void anOldReportThatARelayWasOnIsNoDisobedience() {
    watch.overheat();
    watch.hear("bay/3/relay", 0, 5_100);
    assertEquals(List.of(), cuts(watch.say("bay/3/relay", 1, Watch.T0 + 4_000, 9_000)));
  }
}
