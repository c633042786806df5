package cn.yizhan.edge.safety;

import static cn.yizhan.edge.safety.Watch.cuts;
import static cn.yizhan.edge.safety.Watch.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Thresholds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SafetyGuardTest {
  private final Watch watch = new Watch();

  @Test
  void smokeCutsAllBaysAtOnce() {
    List<Action> actions = watch.hear("room/smoke", 1, 0);
    assertEquals(List.of(1, 2, 3), cuts(actions));
    assertTrue(actions.get(0) instanceof Action.CutOff, "switching comes first");
  }

  @Test
  void heatCutsItsBayAfterTheHoldOfTheCatalogue() {
    assertEquals(List.of(), cuts(watch.hear("bay/3/temperature", 70, 0)));
    assertEquals(List.of(), cuts(watch.tick(4_999)));
    assertEquals(List.of(3), cuts(watch.tick(5_000)));
  }

  @Test
  void overPowerCutsAnEBikeBayAndLeavesAPhoneBayToItsOwnRule() {
    watch.hear("bay/1/power", 1_200, 0);
    watch.hear("bay/2/power", 1_200, 0);
    assertEquals(List.of(1), cuts(watch.tick(10_000)));
  }

  @Test
  void thresholdsOfTheConfigurationCountFromThenOn() {
    watch.guard.revise(
        new Registration(
            Watch.BAYS,
            Map.of(),
            new Thresholds(Map.of("S02", Map.of("criticalLimit", 40.0, "criticalHold", 0.0)))));
    assertEquals(List.of(3), cuts(watch.hear("bay/3/temperature", 41, 0)));
  }

  @Test
  void aCutIsToldWhenTheHardwareConfirmsIt() {
    assertEquals(List.of(), told(watch.overheat()));
    List<StationEvent> events = told(watch.hear("bay/3/relay", 0, 5_120));
    assertEquals(1, events.size());
    StationEvent cut = events.get(0);
    assertEquals("safety.cut", cut.type());
    assertEquals("bay/3", cut.subject());
    assertEquals("S02@1", cut.rule());
    assertEquals(Watch.T0 + 5_000, cut.at());
    assertEquals(true, cut.data().get("confirmed"));
    assertEquals(true, cut.data().get("latched"));
    assertEquals(120.0, cut.data().get("reactionMs"));
    assertEquals("bay/3/temperature", cut.data().get("point"));
    assertEquals(65.0, cut.data().get("limit"));
    assertEquals(List.of(), told(watch.tick(9_000)), "told once");
  }

  @Test
  void aCutThatIsNotConfirmedIsToldAsSuchAndRepeatedUntilItIs() {
    watch.overheat();
    assertEquals(List.of(), told(watch.tick(5_400)));
    List<StationEvent> unconfirmed = told(watch.tick(5_500));
    assertEquals(false, unconfirmed.get(0).data().get("confirmed"));
    assertEquals(List.of(3), cuts(watch.tick(6_000)));
    assertEquals(List.of(), cuts(watch.tick(6_500)));
    assertEquals(List.of(3), cuts(watch.tick(7_000)));
    List<StationEvent> late = told(watch.hear("bay/3/relay", 0, 7_100));
    assertEquals(true, late.get(0).data().get("confirmed"));
    assertEquals(List.of(), watch.tick(20_000));
  }

  @Test
  void aBayThatWasOffAlreadyIsConfirmedAtOnce() {
    watch.hear("bay/3/relay", 0, 0);
    watch.hear("bay/3/temperature", 70, 0);
    List<Action> actions = watch.hear("bay/3/temperature", 70, 5_000);
    assertEquals(List.of(3), cuts(actions));
    assertEquals(true, told(actions).get(0).data().get("confirmed"));
  }

  @Test
  void aLatchedBaySwitchedOnIsCutAgainAndToldAgain() {
    watch.overheat();
    watch.hear("bay/3/relay", 0, 5_100);
    List<Action> again = watch.hear("bay/3/relay", 1, 60_000);
    assertEquals(List.of(3), cuts(again));
    assertEquals(1, told(watch.hear("bay/3/relay", 0, 60_050)).size());
  }

  @Test
  void aRelayReportOfBeforeTheOrderDoesNotCountAsDisobedience() {
    watch.overheat();
    assertEquals(List.of(), cuts(watch.hear("bay/3/relay", 1, 5_050)));
    assertEquals(List.of(3), cuts(watch.hear("bay/3/relay", 1, 5_300)));
  }

  @Test
  void aLatchIsNotResetWhileItsCauseHolds() {
    watch.overheat();
    watch.hear("bay/3/relay", 0, 5_100);
    Reset early = watch.guard.reset("bay/3", "li", watch.at(6_000));
    assertFalse(early.done());
    assertEquals(List.of(3), cuts(watch.hear("bay/3/relay", 1, 7_000)));
  }

  @Test
  void aLatchIsResetOnceItsCauseIsOverAndNothingIsSwitchedOn() {
    watch.overheat();
    watch.hear("bay/3/relay", 0, 5_100);
    watch.cool();
    Reset reset = watch.guard.reset("bay/3", "li", watch.at(700_000));
    assertTrue(reset.done(), reset.detail());
    assertEquals("safety.reset", reset.events().get(0).type());
    List<Action> actions = watch.guard.release(reset, watch.at(700_010));
    assertEquals(List.of(new Action.Show(3, null)), actions, "nothing is switched on");
    assertEquals(List.of(), cuts(watch.hear("bay/3/relay", 1, 701_000)));
  }

  @Test
  void aLatchHoldsUntilItsResetIsDurable() {
    watch.overheat();
    watch.hear("bay/3/relay", 0, 5_100);
    watch.cool();
    Reset reset = watch.guard.reset("bay/3", "li", watch.at(700_000));
    assertTrue(reset.done());
    assertEquals(List.of(3), cuts(watch.hear("bay/3/relay", 1, 700_500)));
  }

  @Test
  void aCauseThatComesBackBeforeItsResetIsDurableLatchesAnew() {
    watch.overheat();
    watch.hear("bay/3/relay", 0, 5_100);
    watch.cool();
    Reset reset = watch.guard.reset("bay/3", "li", watch.at(700_000));
    watch.hear("bay/3/temperature", 80, 700_001);
    watch.hear("bay/3/temperature", 80, 705_001);
    List<Action> actions = watch.guard.release(reset, watch.at(705_002));
    assertEquals(List.of(3), cuts(actions));
    assertEquals(1, told(actions).size(), "the hub hears of it after the reset");
    assertEquals(Watch.T0 + 705_002, told(actions).get(0).at());
    assertEquals(1, watch.guard.shown().size());
  }

  @Test
  void aBayUnderTheLatchOfItsStationIsNotSaidToBeReset() {
    watch.hear("room/smoke", 1, 0);
    Reset reset = watch.guard.reset("bay/3", "li", watch.at(1_000));
    assertFalse(reset.done());
    assertEquals("bay/3 stays latched by S01 of station", reset.detail());
    assertTrue(watch.guard.reset("bay/9", "li", watch.at(1_000)).done());
  }

  @Test
  void theDisplayNamesTheReasonInBothLanguages() {
    watch.overheat();
    Action.Show shown = watch.guard.shown().get(0);
    assertEquals(3, shown.bay());
    assertTrue(String.valueOf(shown.reason()).contains("过热"));
    assertTrue(String.valueOf(shown.reason()).contains("overheating"));
  }

  @Test
  void latchesOutliveARestart() throws IOException {
    watch.overheat();
    watch.write(watch.hear("bay/3/relay", 0, 5_100));
    assertEquals(List.of(3), cuts(watch.restart(20_000)));
    assertEquals(List.of(), told(watch.hear("bay/3/relay", 0, 20_100)), "was told before");
    assertEquals(List.of(3), cuts(watch.hear("bay/3/relay", 1, 30_000)));
    assertEquals("safety.latched", watch.guard.latched(watch.at(31_000)).get(0).type());
    Reset early = watch.guard.reset("bay/3", "li", watch.at(32_000));
    assertFalse(early.done(), "not known to be over");
  }

  @Test
  void aCutWhoseEventWasNotDurableIsToldAgainAfterARestart() throws IOException {
    watch.overheat();
    assertEquals(1, told(watch.hear("bay/3/relay", 0, 5_100)).size());
    watch.restart(20_000);
    List<StationEvent> again = told(watch.hear("bay/3/relay", 0, 20_100));
    assertEquals(true, again.get(0).data().get("confirmed"));
    assertEquals(Watch.T0 + 5_000, again.get(0).at());
    assertFalse(again.get(0).data().containsKey("reactionMs"), "nobody has measured it");
  }

  @Test
  void aCutWhoseEventCouldNotBeWrittenDownIsToldAgainInAWhile() {
    watch.overheat();
    StationEvent lost = told(watch.hear("bay/3/relay", 0, 5_100)).get(0);
    watch.guard.unwritten(lost, watch.at(5_150));
    assertEquals(List.of(), watch.tick(15_000));
    StationEvent again = told(watch.tick(15_150)).get(0);
    assertEquals(lost.data(), again.data());
    assertEquals(List.of(), watch.tick(60_000));
  }

  @Test
  void aBaySwitchedOnDuringARestartIsCutAndToldAgain() throws IOException {
    watch.overheat();
    watch.write(watch.hear("bay/3/relay", 0, 5_100));
    watch.restart(20_000);
    assertEquals(List.of(3), cuts(watch.hear("bay/3/relay", 1, 21_000)));
    assertEquals(1, told(watch.hear("bay/3/relay", 0, 21_100)).size());
  }

  @Test
  void whenTheLatchesCannotBeReadEverythingIsLatchedUntilSomebodyResetsIt() throws IOException {
    List<Action> actions = watch.guard.latchEverything(watch.at(0));
    assertEquals(List.of(1, 2, 3), cuts(actions));
    assertTrue(String.valueOf(watch.guard.shown().get(0).reason()).contains("闭锁记录无法读取"));
    assertEquals(null, told(watch.tick(500)).get(0).rule());
    watch.restart(1_000);
    assertFalse(watch.guard.reset("bay/3", "li", watch.at(2_000)).done());
    Reset reset = watch.guard.reset("station", "li", watch.at(2_000));
    assertTrue(reset.done(), reset.detail());
    watch.guard.release(reset, watch.at(2_010));
    assertEquals(List.of(), watch.guard.shown());
  }

  @Test
  void aDamagedStateIsRefused() {
    watch.overheat();
    SafetyGuard fresh = Watch.guard(Thresholds.standard());
    assertThrows(IOException.class, () -> fresh.restore(new byte[] {0, 5, 1}, watch.at(0)));
    assertEquals(List.of(), fresh.shown());
    assertEquals(1, watch.guard.shown().size());
  }

  @Test
  void theSameReadingsGiveTheSameActions() {
    List<List<Action>> first = replay(new Watch());
    assertEquals(first, replay(new Watch()));
  }

  private static List<List<Action>> replay(Watch watch) {
    List<List<Action>> actions = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      actions.add(watch.hear("bay/" + (1 + i % 3) + "/temperature", 40 + i % 37, i * 1_000L));
      actions.add(watch.hear("bay/" + (1 + i % 3) + "/relay", i % 5 == 0 ? 1 : 0, i * 1_000L + 3));
      actions.add(watch.tick(i * 1_000L + 200));
    }
    return actions;
  }
}
