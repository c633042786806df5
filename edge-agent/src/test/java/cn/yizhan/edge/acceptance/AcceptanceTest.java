package cn.yizhan.edge.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.acceptance.Acceptance.Order;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.message.Reading;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The test of a station on site, and its sheet. */
final class AcceptanceTest {
  private static final long T0 = 1_795_392_000_000L;

  private final Acceptance test =
      new Acceptance("王工", 30, Map.of(1, 120, 2, 0), List.of("room/smoke"), at(0));

  private static Moment at(long since) {
    return new Moment(T0 + since, T0 + since);
  }

  private List<Order> hear(String point, double value, long since) {
    return test.hear(Heard.of(new Reading(point, T0 + since, value), null, at(since)), at(since));
  }

  private Check check(Check.Kind kind, String subject) {
    return test.checks().stream()
        .filter(c -> c.kind() == kind && c.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private Check.Result result(Check.Kind kind, String subject) {
    return check(kind, subject).result();
  }

  private void switchOffAndOn(int bay) {
    assertEquals(List.of(new Order(bay, false, 0)), test.tryBay(bay, at(1_000)));
    int timer = bay == 1 ? 120 : 0;
    assertEquals(List.of(new Order(bay, true, timer)), hear("bay/" + bay + "/relay", 0, 1_400));
    assertEquals(List.of(), hear("bay/" + bay + "/relay", 1, 2_000));
  }

  @Test
  void aBayIsSwitchedOffAndOnMeasuredAndLeftAloneUntilItGoesOffByItself() {
    switchOffAndOn(1);
    assertTrue(test.holds(1), "nobody else may arm it anew");
    hear("bay/1/power", 80, 10_000);
    hear("bay/1/power", 60, 20_000);
    assertEquals(List.of(), test.tick(at(100_000)));
    assertEquals(List.of(new Order(1, false, 0)), hear("bay/1/relay", 0, 122_500));
    assertFalse(test.holds(1));
    assertEquals(0.4, check(Check.Kind.SWITCHED_OFF, "bay/1").seconds());
    assertEquals(80, check(Check.Kind.MEASURED, "bay/1").measured());
    assertEquals(120.5, check(Check.Kind.DEAD_MAN, "bay/1").seconds());
    assertEquals(Check.Result.PASSED, result(Check.Kind.DEAD_MAN, "bay/1"));
  }

  @Test
  void aBayThatStaysOnFailsAndIsSwitchedOff() {
    switchOffAndOn(1);
    assertEquals(List.of(), test.tick(at(2_000 + 149_000)));
    assertEquals(List.of(new Order(1, false, 0)), test.tick(at(2_000 + 150_000)));
    assertEquals(Check.Result.FAILED, result(Check.Kind.DEAD_MAN, "bay/1"));
    assertEquals(Check.Result.FAILED, result(Check.Kind.MEASURED, "bay/1"));
  }

  @Test
  void hardwareWithoutATimerIsSaidToHaveNone() {
    switchOffAndOn(2);
    hear("bay/2/power", 5, 3_000);
    assertEquals(List.of(new Order(2, false, 0)), test.tick(at(62_000)));
    assertEquals(Check.Result.NONE, result(Check.Kind.DEAD_MAN, "bay/2"));
    assertEquals(Check.Result.PASSED, result(Check.Kind.MEASURED, "bay/2"));
  }

  @Test
  void aRelayThatSaysNothingFails() {
    test.tryBay(1, at(0));
    test.tick(at(10_000));
    assertEquals(Check.Result.FAILED, result(Check.Kind.SWITCHED_OFF, "bay/1"));
    assertEquals(Check.Result.FAILED, result(Check.Kind.DEAD_MAN, "bay/1"));
  }

  @Test
  void whatWasReadBeforeTheOrderProvesNothing() {
    test.tryBay(1, at(5_000));
    assertEquals(List.of(), hear("bay/1/relay", 0, 4_000));
    assertEquals(Check.Result.RUNNING, result(Check.Kind.SWITCHED_OFF, "bay/1"));
  }

  @Test
  void aBayThatSafetyCutsHasNotBeenTested() {
    switchOffAndOn(1);
    test.cut(List.of(1), "S01");
    assertFalse(test.holds(1));
    assertEquals("cut by S01", check(Check.Kind.DEAD_MAN, "bay/1").note());
    assertEquals(List.of(), hear("bay/1/relay", 0, 3_000));
  }

  @Test
  void aSensorIsTrippedWhenItSaysSo() {
    hear("room/smoke", 0, 1_000);
    assertEquals(Check.Result.RUNNING, result(Check.Kind.TRIPPED, "room/smoke"));
    hear("room/smoke", 1, 7_000);
    hear("room/smoke", 0, 9_000);
    assertEquals(Check.Result.PASSED, result(Check.Kind.TRIPPED, "room/smoke"));
    assertEquals(7, check(Check.Kind.TRIPPED, "room/smoke").seconds());
  }

  @Test
  void itEndsByItselfAndIsNeverLong() {
    assertFalse(test.over(at(1_799_999)));
    assertTrue(test.over(at(1_800_000)));
    assertThrows(
        IllegalArgumentException.class, () -> new Acceptance("王工", 31, Map.of(), List.of(), at(0)));
  }

  @Test
  void theSheetSaysWhatIsOpenAndWhatFailedAndEscapesWhatPeopleWrote() {
    WiredDevice plug =
        new WiredDevice("plug-2", Family.TASMOTA, "a<b", Map.of(1, Place.bay(2)), Map.of(), 0);
    Wiring wiring = new Wiring(List.of(plug), ZoneId.of("Asia/Shanghai"), "zigbee2mqtt");
    AcceptanceSheet.Head head =
        new AcceptanceSheet.Head("dongguan-01", "1.0", 7, T0, ZoneId.of("Asia/Shanghai"));
    String open = AcceptanceSheet.html(head, wiring, test);
    assertTrue(open.contains("未完成"));
    assertTrue(open.contains("a&lt;b") && !open.contains("a<b"));
    assertTrue(open.contains("无 none"), "no dead-man");
    test.tryBay(1, at(0));
    test.tick(at(10_000));
    assertTrue(AcceptanceSheet.html(head, wiring, test).contains("不合格 4 项"));
  }

  @Test
  void aTestWithEverythingPassedSaysSo() {
    Acceptance small = new Acceptance("王工", 5, Map.of(), List.of("room/smoke"), at(0));
    small.hear(Heard.of(new Reading("room/smoke", T0 + 1, 1), null, at(1)), at(1));
    small.alertSeen(true, "DingTalk", at(30_000));
    AcceptanceSheet.Head head =
        new AcceptanceSheet.Head("dongguan-01", "1.0", 7, T0, ZoneId.of("Asia/Shanghai"));
    assertTrue(AcceptanceSheet.html(head, Wiring.NONE, small).contains("全部合格"));
  }
}
