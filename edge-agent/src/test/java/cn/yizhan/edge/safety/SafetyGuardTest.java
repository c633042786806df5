package cn.yizhan.edge.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Thresholds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SafetyGuardTest {
  private static final long T0 = 1_795_392_000_000L;
  private static final Map<Integer, BayUse> BAYS =
      Map.of(1, BayUse.E_BIKE, 2, BayUse.PHONE, 3, BayUse.E_BIKE);

  private SafetyGuard guard = guard(Thresholds.standard());

  private static SafetyGuard guard(Thresholds thresholds) {
    return new SafetyGuard(new Registration(BAYS, Map.of(), thresholds), now -> "id" + now);
  }

  private List<Action> hear(String point, double value, long at) {
    return guard.hear(new Reading(point, T0 + at, value), T0 + at);
  }

  private static List<Integer> cuts(List<Action> actions) {
    List<Integer> bays = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.CutOff cut) {
        bays.add(cut.bay());
      }
    }
    bays.sort(null);
    return bays;
  }

  private static List<StationEvent> told(List<Action> actions) {
    List<StationEvent> events = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.Tell tell) {
        events.add(tell.event());
      }
    }
    return events;
  }

  /** Makes bay 3 too hot: 70 degrees for longer than the critical hold. */
  private List<Action> overheat() {
    hear("bay/3/relay", 1, 0);
    hear("bay/3/temperature", 70, 0);
    return hear("bay/3/temperature", 71, 5_000);
  }

  @Test
  void smokeCutsAllBaysAtOnce() {
    List<Action> actions = hear("room/smoke", 1, 0);
    assertEquals(List.of(1, 2, 3), cuts(actions));
    assertTrue(actions.get(0) instanceof Action.CutOff, "switching comes first");
  }

  @Test
  void heatCutsItsBayAfterTheHoldOfTheCatalogue() {
    assertEquals(List.of(), cuts(hear("bay/3/temperature", 70, 0)));
    assertEquals(List.of(), cuts(guard.tick(T0 + 4_999)));
    assertEquals(List.of(3), cuts(guard.tick(T0 + 5_000)));
  }

  @Test
  void overPowerCutsAnEBikeBayAndLeavesAPhoneBayToItsOwnRule() {
    hear("bay/1/power", 1_200, 0);
    hear("bay/2/power", 1_200, 0);
    assertEquals(List.of(1), cuts(guard.tick(T0 + 10_000)));
  }

  @Test
  void thresholdsOfTheConfigurationCountFromThenOn() {
    guard.revise(
        new Registration(
            BAYS,
            Map.of(),
            new Thresholds(Map.of("S02", Map.of("criticalLimit", 40.0, "criticalHold", 0.0)))));
    assertEquals(List.of(3), cuts(hear("bay/3/temperature", 41, 0)));
  }

  @Test
  void aCutIsToldWhenTheHardwareConfirmsIt() {
    assertEquals(List.of(), told(overheat()));
    List<StationEvent> events = told(hear("bay/3/relay", 0, 5_120));
    assertEquals(1, events.size());
    StationEvent cut = events.get(0);
    assertEquals("safety.cut", cut.type());
    assertEquals("bay/3", cut.subject());
    assertEquals("S02@1", cut.rule());
    assertEquals(T0 + 5_000, cut.at());
    assertEquals(true, cut.data().get("confirmed"));
    assertEquals(true, cut.data().get("latched"));
    assertEquals(120.0, cut.data().get("reactionMs"));
    assertEquals("bay/3/temperature", cut.data().get("point"));
    assertEquals(65.0, cut.data().get("limit"));
    assertEquals(List.of(), told(guard.tick(T0 + 9_000)), "told once");
  }

  @Test
  void aCutThatIsNotConfirmedIsToldAsSuchAndRepeatedUntilItIs() {
    overheat();
    assertEquals(List.of(), told(guard.tick(T0 + 5_400)));
    List<StationEvent> unconfirmed = told(guard.tick(T0 + 5_500));
    assertEquals(false, unconfirmed.get(0).data().get("confirmed"));
    assertEquals(List.of(3), cuts(guard.tick(T0 + 6_000)));
    assertEquals(List.of(), cuts(guard.tick(T0 + 6_500)));
    assertEquals(List.of(3), cuts(guard.tick(T0 + 7_000)));
    List<StationEvent> late = told(hear("bay/3/relay", 0, 7_100));
    assertEquals(true, late.get(0).data().get("confirmed"));
    assertEquals(List.of(), guard.tick(T0 + 20_000));
  }

  @Test
  void aBayThatWasOffAlreadyIsConfirmedAtOnce() {
    hear("bay/3/relay", 0, 0);
    hear("bay/3/temperature", 70, 0);
    List<Action> actions = hear("bay/3/temperature", 70, 5_000);
    assertEquals(List.of(3), cuts(actions));
    assertEquals(true, told(actions).get(0).data().get("confirmed"));
  }

  @Test
  void aLatchedBaySwitchedOnIsCutAgainAndToldAgain() {
    overheat();
    hear("bay/3/relay", 0, 5_100);
    List<Action> again = hear("bay/3/relay", 1, 60_000);
    assertEquals(List.of(3), cuts(again));
    assertEquals(1, told(hear("bay/3/relay", 0, 60_050)).size());
  }

  @Test
  void aRelayReportOfBeforeTheOrderDoesNotCountAsDisobedience() {
    overheat();
    assertEquals(List.of(), cuts(hear("bay/3/relay", 1, 5_050)));
    assertEquals(List.of(3), cuts(hear("bay/3/relay", 1, 5_300)));
  }

  @Test
  void aLatchIsNotResetWhileItsCauseHolds() {
    overheat();
    hear("bay/3/relay", 0, 5_100);
    Reset early = guard.reset("bay/3", "li", T0 + 6_000);
    assertFalse(early.done());
    assertEquals(List.of(3), cuts(hear("bay/3/relay", 1, 7_000)));
  }

  @Test
  void aLatchIsResetOnceItsCauseIsOverAndNothingIsSwitchedOn() {
    overheat();
    hear("bay/3/relay", 0, 5_100);
    for (long at = 10_000; at <= 700_000; at += 10_000) {
      hear("bay/3/temperature", 30, at);
    }
    guard.tick(T0 + 700_000);
    Reset reset = guard.reset("bay/3", "li", T0 + 700_000);
    assertTrue(reset.done(), reset.detail());
    assertEquals(List.of(), cuts(reset.actions()));
    assertEquals("safety.reset", told(reset.actions()).get(0).type());
    assertTrue(reset.actions().contains(new Action.Show(3, null)));
    assertEquals(List.of(), cuts(hear("bay/3/relay", 1, 701_000)));
  }

  @Test
  void theDisplayNamesTheReasonInBothLanguages() {
    overheat();
    Action.Show shown = guard.shown().get(0);
    assertEquals(3, shown.bay());
    assertTrue(String.valueOf(shown.reason()).contains("过热"));
    assertTrue(String.valueOf(shown.reason()).contains("overheating"));
  }

  @Test
  void latchesOutliveARestart() throws IOException {
    overheat();
    hear("bay/3/relay", 0, 5_100);
    byte[] state = guard.state();
    guard = guard(Thresholds.standard());
    assertEquals(List.of(3), cuts(guard.restore(state, T0 + 20_000)));
    assertEquals(List.of(), told(hear("bay/3/relay", 0, 20_100)), "was told before");
    assertEquals(List.of(3), cuts(hear("bay/3/relay", 1, 30_000)));
    assertEquals("safety.latched", guard.latched(T0 + 31_000).get(0).type());
    assertFalse(guard.reset("bay/3", "li", T0 + 32_000).done(), "not known to be over");
  }

  @Test
  void aDamagedStateIsRefused() {
    overheat();
    byte[] state = guard.state();
    SafetyGuard fresh = guard(Thresholds.standard());
    assertThrows(IOException.class, () -> fresh.restore(new byte[] {0, 5, 1}, T0));
    assertEquals(List.of(), fresh.shown());
    assertEquals(1, guard.shown().size());
    assertTrue(state.length > 2);
  }

  @Test
  void theSameReadingsGiveTheSameActions() {
    List<List<Action>> first = replay();
    guard = guard(Thresholds.standard());
    assertEquals(first, replay());
  }

  private List<List<Action>> replay() {
    List<List<Action>> actions = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      actions.add(hear("bay/" + (1 + i % 3) + "/temperature", 40 + i % 37, i * 1_000L));
      actions.add(hear("bay/" + (1 + i % 3) + "/relay", i % 5 == 0 ? 1 : 0, i * 1_000L + 3));
      actions.add(guard.tick(T0 + i * 1_000L + 200));
    }
    return actions;
  }
}
