package cn.yizhan.edge.bays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeeperTest {
  private final KeptWatch watch = new KeptWatch();

  /** Bay 3 is live and has been kept for ten minutes. */
  private void kept() {
    watch.relay(3, true, 0);
    watch.run(0, 600);
    watch.wanted();
  }

  @Test
  void aBayThatHasNotBeenHeardIsNotSwitchedOn() {
    watch.hear("bay/3/power", 0, 0);
    watch.run(0, 300);
    assertEquals(List.of(), watch.wanted());
  }

  @Test
  void freeSocketsAreSwitchedOnOneAfterTheOther() {
    watch.relay(1, false, 0);
    watch.relay(2, false, 0);
    watch.relay(3, false, 0);
    watch.run(0, 3);
    assertEquals(List.of("0 on 1 120", "1 on 3 120"), watch.wanted());
  }

  @Test
  void aLiveBayIsArmedAtOnceAndThreeTimesInTheTimeItsTimerTakes() {
    watch.relay(3, true, 0);
    watch.run(0, 100);
    assertEquals(List.of("0 on 3 120", "40 on 3 120", "80 on 3 120"), watch.wanted());
  }

  @Test
  void aBayWithoutTimerIsSwitchedOnOnceAndListed() {
    watch.relay(2, false, 0);
    assertNull(watch.keeper.start(2, true));
    watch.run(1, 500);
    assertEquals(List.of("1 on 2 0"), watch.wanted());
    assertEquals(List.of(2), watch.keeper.withoutDeadMan());
  }

  @Test
  void aBayThatIsOffWhenFreeGoesOffAfterItsSession() {
    watch.relay(2, false, 0);
    watch.keeper.start(2, false);
    watch.run(1, 5);
    watch.wanted();
    assertEquals(1, watch.keeper.ended(2, watch.at(100)).size());
    watch.relay(2, true, 100.1);
    watch.relay(2, true, 102);
    watch.run(103, 115);
    assertEquals(List.of("110 off 2"), watch.wanted(), "a lost order is repeated");
    watch.run(115, 300);
    assertEquals(List.of(), watch.wanted());
  }

  @Test
  void anOrderThatIsNotFollowedIsRepeatedEverMoreSeldom() {
    watch.relay(3, false, 0);
    for (int since = 0; since < 300; since++) {
      watch.tick(since);
    }
    List<String> orders = watch.wanted();
    assertEquals(List.of("0 on 3 120", "10 on 3 120"), orders.subList(0, 2));
    assertEquals(13, orders.size(), orders.toString());
  }

  @Test
  void whatSomebodySwitchesOffAtThePlugStaysOff() {
    kept();
    watch.relay(3, false, 600);
    watch.run(600, 4_000);
    assertEquals(List.of(), watch.wanted());
    assertEquals(Set.of(Hold.AT_PLUG), watch.keeper.holds(3));
    watch.relay(3, true, 4_000);
    watch.tick(4_001);
    assertEquals(List.of("4001 on 3 120"), watch.wanted(), "switched on there, armed here");
  }

  @Test
  void whatSomebodySwitchesOffAtThePlugIsSwitchedOnByAStart() {
    kept();
    watch.relay(3, false, 600);
    assertNull(watch.keeper.start(3, false));
    watch.tick(601);
    assertEquals(List.of("601 on 3 120"), watch.wanted());
  }

  /** A line that is down for longer than the timer takes, whatever is heard first afterwards. */
  @ParameterizedTest
  @ValueSource(strings = {"", "bay/3/power", "bay/3/energy"})
  void aTimerThatFiredWhileNothingReachedTheHardwareIsToldOnceAndTheBaySwitchedOn(String first) {
    kept();
    for (int since = 600; since < 800; since++) {
      watch.tick(since);
    }
    watch.wanted();
    if (!first.isEmpty()) {
      watch.hear(first, 0, 800);
    }
    watch.relay(3, false, 800.1);
    watch.tick(801);
    watch.relay(3, false, 802);
    watch.relay(3, true, 803);
    assertEquals(
        List.of(
            "800 safety.dead-man bay/3 S15@" + version(),
            "801 on 3 120",
            "803 safety.back bay/3 S15@" + version()),
        watch.wanted());
  }

  private static int version() {
    Rule rule = RuleCatalogue.standard().find("S15");
    return rule == null ? 1 : rule.version();
  }

  @Test
  void hardwareThatDoesNotRepeatItsRelayIsKnownToHaveBeenArmedByWhateverElseItSays() {
    watch.relay(3, true, 0);
    for (int since = 0; since < 600; since++) {
      watch.tick(since);
      if (since % 30 == 0) {
        watch.hear("bay/3/power", 150, since + 0.5);
      }
    }
    watch.wanted();
    watch.relay(3, false, 600);
    assertEquals(List.of(), watch.wanted(), "the button of the plug");
    assertEquals(Set.of(Hold.AT_PLUG), watch.keeper.holds(3));
  }

  @ParameterizedTest
  @EnumSource(Hold.class)
  void aHeldBayIsSwitchedOffAndNeitherArmedNorSwitchedOn(Hold hold) {
    kept();
    watch.hold(3, hold, 600);
    assertEquals(List.of("600 off 3"), watch.wanted());
    watch.run(601, 605);
    watch.relay(3, false, 605);
    watch.run(606, 4_000);
    assertEquals(List.of(), watch.wanted());
  }

  @Test
  void aHeldBayThatDoesNotGoOffIsOrderedOffAgain() {
    kept();
    watch.hold(3, Hold.STOPPED, 600);
    watch.relay(3, true, 602);
    watch.tick(609);
    watch.tick(610);
    assertEquals(List.of("600 off 3", "610 off 3"), watch.wanted());
  }

  @Test
  void whatWasShedGoesOnAgainWhenThereIsPower() {
    kept();
    watch.hold(3, Hold.SHED, 600);
    watch.keeper.lift(3, Hold.SHED);
    watch.relay(3, false, 600.5);
    watch.tick(601);
    assertEquals(List.of("600 off 3", "601 on 3 120"), watch.wanted(), "its off was by order");
  }

  @Test
  void whatWasStoppedIsFreeWhenItIsUnplugged() {
    kept();
    watch.hold(3, Hold.STOPPED, 600);
    watch.relay(3, false, 600.5);
    watch.keeper.unplugged(3);
    watch.tick(700);
    assertEquals(List.of("600 off 3", "700 on 3 120"), watch.wanted());
  }

  @Test
  void aLatchedBayIsSafetysAndNeedsAStartOnSiteAfterTheReset() {
    kept();
    watch.latched.add(3);
    watch.run(600, 700);
    watch.relay(3, true, 650);
    assertEquals("bay/3 is latched", watch.keeper.start(3, true));
    watch.relay(3, false, 700);
    watch.latched.remove(3);
    watch.run(701, 4_000);
    assertEquals(List.of(), watch.wanted());
    assertEquals("bay/3 was cut: it can only be started on site", watch.keeper.start(3, false));
    assertNull(watch.keeper.start(3, true));
    watch.tick(4_000);
    assertEquals(List.of("4000 on 3 120"), watch.wanted());
  }

  @Test
  void aCutBetweenDecisionAndSendingTakesTheDecisionBack() {
    watch.relay(3, true, 0);
    KeeperOrder.Energise order = (KeeperOrder.Energise) watch.tick(1).get(0);
    assertTrue(watch.keeper.stands(order));
    watch.keeper.latched(Set.of(3), watch.at(1));
    assertFalse(watch.keeper.stands(order));
    watch.keeper.latched(Set.of(), watch.at(2));
    watch.keeper.start(3, true);
    assertFalse(watch.keeper.stands(order), "not even when it may be on again");
  }

  @Test
  void anAlarmOfADeadManEndsWhenTheBayIsHeldForAnotherReason() {
    kept();
    watch.relay(3, false, 900);
    watch.latched.add(3);
    watch.tick(901);
    List<String> wanted = watch.wanted();
    assertTrue(wanted.get(0).startsWith("900 safety.dead-man"), wanted.toString());
    assertTrue(wanted.get(1).startsWith("901 safety.back"), wanted.toString());
    assertEquals(2, wanted.size());
  }

  @Test
  void outOfUseAndUnknownBaysAreNotStarted() {
    watch.hold(3, Hold.OUT_OF_USE, 0);
    assertEquals("bay/3 is out of use", watch.keeper.start(3, true));
    assertEquals("there is no bay/9", watch.keeper.start(9, true));
  }

  @Test
  void whatIsTakenAwayIsNotKept() {
    kept();
    watch.keeper.revise(List.of(new KeptBay(1, 120, true)));
    watch.run(600, 900);
    assertEquals(List.of(), watch.wanted());
  }

  @Test
  void aTimerTooShortToBeWoundUpInTimeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new KeptBay(1, 9, true));
  }

  @Test
  void sixteenBaysTakeSixteenSeconds() {
    SortedMap<Integer, KeptBay> many = new TreeMap<>();
    for (int bay = 1; bay <= 16; bay++) {
      many.put(bay, new KeptBay(bay, 120, true));
    }
    watch.keeper.revise(many.values());
    for (int bay : many.keySet()) {
      watch.relay(bay, false, 0);
    }
    Map<Integer, Integer> perSecond = new TreeMap<>();
    for (int tenth = 0; tenth < 200; tenth++) {
      int orders = watch.tick(tenth / 10.0).size();
      perSecond.merge(tenth / 10, orders, Integer::sum);
    }
    assertTrue(perSecond.values().stream().allMatch(n -> n <= 1 + 1), perSecond.toString());
    assertEquals(
        16, watch.log.stream().map(line -> line.substring(line.indexOf("on "))).distinct().count());
  }
}
