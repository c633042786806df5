package cn.yizhan.edge.bays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a keeper makes of the time it was not there. */
final class KeeperRestartTest {
  private final KeptWatch watch = new KeptWatch();

  @BeforeEach
  void kept() {
    watch.relay(3, true, 0);
    watch.run(0, 600);
    watch.wanted();
  }

  @Test
  void whatWentOffWhileTheAgentWasAwayForLongHadItsTimerFired() throws IOException {
    watch.restart(600, 720);
    watch.tick(720);
    assertEquals(List.of(), watch.wanted(), "it has not been heard");
    watch.relay(3, false, 721);
    watch.tick(722);
    List<String> wanted = watch.wanted();
    assertTrue(wanted.get(0).startsWith("721 safety.dead-man bay/3"), wanted.toString());
    assertEquals("722 on 3 120", wanted.get(1));
    assertEquals(2, wanted.size());
  }

  @Test
  void aFiredTimerIsToldOnceOverRestarts() throws IOException {
    watch.restart(600, 720);
    watch.relay(3, false, 721);
    watch.restart(721, 722);
    watch.relay(3, false, 723);
    watch.tick(724);
    watch.relay(3, true, 725);
    List<String> wanted = watch.wanted();
    assertTrue(wanted.get(0).startsWith("721 safety.dead-man"), wanted.toString());
    assertEquals("724 on 3 120", wanted.get(1));
    assertTrue(wanted.get(2).startsWith("725 safety.back"), wanted.toString());
  }

  @Test
  void whatIsOffAfterAShortTimeAwayIsSwitchedOnAgain() throws IOException {
    watch.restart(600, 610);
    watch.relay(3, false, 611);
    watch.tick(612);
    assertEquals(List.of("612 on 3 120"), watch.wanted(), "the whole station lost its power");
  }

  @Test
  void whatIsStillOnIsArmedAtOnce() throws IOException {
    watch.restart(600, 610);
    watch.relay(3, true, 611);
    watch.tick(612);
    assertEquals(List.of("612 on 3 120"), watch.wanted());
  }

  @Test
  void whatWasOffAtThePlugCutOrStoppedStaysSo() throws IOException {
    watch.relay(3, false, 600);
    watch.hold(1, Hold.OUT_OF_USE, 600);
    watch.restart(601, 5_000);
    watch.relay(1, false, 5_001);
    watch.relay(3, false, 5_001);
    watch.wanted();
    watch.run(5_001, 5_300);
    assertEquals(List.of(), watch.wanted());
    assertEquals(Set.of(Hold.AT_PLUG), watch.keeper.holds(3));
    assertEquals(Set.of(Hold.OUT_OF_USE), watch.keeper.holds(1));
  }

  @Test
  void whatWasShedIsJudgedAnew() throws IOException {
    watch.hold(3, Hold.SHED, 600);
    watch.relay(3, false, 600.5);
    watch.restart(601, 610);
    watch.relay(3, false, 611);
    watch.wanted();
    watch.tick(612);
    assertEquals(List.of("612 on 3 120"), watch.wanted());
  }

  @Test
  void aClockThatSaysNothingOfTheTimeAwayCountsAsLong() throws IOException {
    byte[] state = watch.keeper.state(watch.at(600));
    KeptWatch other = new KeptWatch();
    other.keeper.restore(state, other.at(-1_000_000));
    other.relay(3, false, -999_999);
    assertTrue(other.wanted().get(0).contains("safety.dead-man bay/3"));
  }

  @Test
  void aStateThatCannotBeReadSwitchesNothingOn() {
    byte[] broken = {1, 2, 3};
    KeptWatch other = new KeptWatch();
    assertThrows(IOException.class, () -> other.keeper.restore(broken, other.at(0)));
    other.keeper.distrust(other.at(0));
    other.relay(1, true, 1);
    other.relay(3, false, 1);
    other.run(1, 30);
    assertEquals(List.of("1 on 1 120"), other.wanted(), "what is on is armed");
  }

  @Test
  void theStateIsWorthKeepingAtMostTwiceAMinuteWhileNothingChanges() {
    long before = watch.keeper.revision();
    watch.run(600, 720);
    long changes = watch.keeper.revision() - before;
    assertTrue(changes >= 3 && changes <= 4, "changes: " + changes);
  }
}
