package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final long MINUTE = 60_000;

  /** Stations away since those minutes. */
  private static Outage away(int expected, boolean told, long... minutes) {
    List<Long> away = LongStream.of(minutes).mapToObj(m -> m * MINUTE).toList();
    return new Outage(1, expected, away, told ? 4 * MINUTE : null);
  }

  private static Fact found(Outage outage, long minute) {
    Fact fact = outage.judge(minute * MINUTE, 0);
    assertNotNull(fact);
    return fact;
  }

  @Test
  void fiveOfManyThatGoAwayWithinFiveMinutesAreAnOutageAfterTheGrace() {
    Outage outage = away(100, false, 10, 11, 12, 13, 15);
    assertNull(outage.judge(18 * MINUTE - 1, 0));
    Fact fact = found(outage, 18);
    assertEquals(Change.RAISED, fact.change());
    assertEquals(18 * MINUTE, fact.at());
    assertEquals(fact, found(outage, 40));
    assertNull(away(100, false, 10, 11, 12, 13).judge(40 * MINUTE, 0));
    assertNull(away(100, false, 10, 11, 12, 13, 16).judge(40 * MINUTE, 0));
  }

  @Test
  void ofASmallOfficeAThirdIsEnoughButNeverFewerThanThree() {
    assertNotNull(away(10, false, 1, 1, 1).judge(10 * MINUTE, 0));
    assertNull(away(10, false, 1, 1).judge(10 * MINUTE, 0));
    assertNull(away(4, false, 1, 1).judge(10 * MINUTE, 0));
    assertNull(away(14, false, 1, 1, 1, 1).judge(10 * MINUTE, 0));
  }

  @Test
  void stationsThatWentAwayLongAgoOneByOneAreNoOutage() {
    assertNull(away(30, false, 10, 1_000, 2_000, 3_000, 4_000).judge(9_000 * MINUTE, 0));
    assertNull(
        away(30, false, 10, 1_000, 2_000, 3_000, 4_000).judge(9_000 * MINUTE, 8_990 * MINUTE));
  }

  @Test
  void afterAnOutageOfOurOwnStationsHaveTenMinutesToComeBack() {
    Outage outage = away(100, false, 10, 10, 10, 10, 10);
    assertNull(outage.judge(68 * MINUTE - 1, 58 * MINUTE));
    assertNotNull(outage.judge(68 * MINUTE, 58 * MINUTE));
  }

  @Test
  void itIsOverWhenFewerThanATenthAreAway() {
    assertNull(away(20, true, 1, 2).judge(50 * MINUTE, 0));
    assertEquals(Change.CLEARED, found(away(20, true, 1), 50).change());
    assertEquals(
        List.of(),
        List.of(new Outage(1, 20, List.of(), null)).stream()
            .filter(outage -> outage.judge(50 * MINUTE, 0) != null)
            .toList());
  }

  @Test
  void inALargeOfficeItIsOverWhenFewerAreAwayThanBeginOne() {
    assertNull(away(200, true, 1, 1, 2, 2, 3).judge(50 * MINUTE, 0));
    assertEquals(Change.CLEARED, found(away(200, true, 1, 1, 2, 2), 50).change());
  }

  @Test
  void whoHasBeenAwayForLongDoesNotKeepItOpen() {
    assertEquals(
        Change.CLEARED, found(away(20, true, -9_000, -8_000, -7_000, -6_000, 1), 50).change());
  }

  @Test
  void anOfficeMayHaveThresholdsOfItsOwn() {
    Thresholds own =
        new Thresholds(Map.of("A02", Map.of("least", 2.0, "window", 60.0, "grace", 0.0)));
    List<Long> away = List.of(10 * MINUTE, 11 * MINUTE);
    assertNotNull(new Outage(1, 100, away, null, own).judge(11 * MINUTE, 0));
    assertNull(new Outage(1, 100, away, null).judge(60 * MINUTE, 0));
    List<Long> apart = List.of(10 * MINUTE, 12 * MINUTE);
    assertNull(new Outage(1, 100, apart, null, own).judge(60 * MINUTE, 0));
  }

  @Test
  void aNumberThatCannotBeIsNoReasonToFail() {
    Thresholds none = new Thresholds(Map.of("A02", Map.of("least", 0.0)));
    assertNull(new Outage(1, 100, List.of(), null, none).judge(60 * MINUTE, 0));
  }
}
