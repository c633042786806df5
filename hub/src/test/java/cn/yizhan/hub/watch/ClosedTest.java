package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.hours.DailySpan;
import cn.yizhan.hub.hours.OpeningHours;
import cn.yizhan.hub.hours.OpeningHours.Weekly;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosedTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** 08:00 at the station. */
  private static final long OPENS = Instant.parse("2026-11-26T00:00:00Z").toEpochMilli();

  private static final OpeningHours HOURS = hours(480, 1200);

  private static OpeningHours hours(int from, int to) {
    return new OpeningHours(
        List.of(new Weekly(EnumSet.allOf(DayOfWeek.class), new DailySpan(from, to))), Map.of());
  }

  private static long at(double hours) {
    return OPENS + Math.round(hours * 3_600_000);
  }

  private static Closed.Seen seen(@Nullable Long alive) {
    return new Closed.Seen(true, at(-100), true, at(-100), alive);
  }

  private static Closed station(Closed.@Nullable Seen seen, Closed.@Nullable Told told) {
    return new Closed(1, true, HOURS, 0, seen, told, Thresholds.standard());
  }

  private static Closed.Told told() {
    return new Closed.Told(Severity.MINOR, at(2), 7_200_000);
  }

  private static @Nullable Fact judge(Closed closed, double hours) {
    return closed.judge(at(hours), ZONE);
  }

  private static void raised(double since, @Nullable Fact fact) {
    assertNotNull(fact);
    assertEquals(Change.RAISED, fact.change());
    assertEquals(at(since), fact.at());
  }

  private static void cleared(@Nullable Fact fact) {
    assertNotNull(fact);
    assertEquals(Change.CLEARED, fact.change());
  }

  @Test
  void itIsToldTwoHoursAfterTheOpeningAndIsTheSameFactLater() {
    Closed closed = station(seen(null), null);
    assertNull(closed.judge(at(2) - 1, ZONE));
    Fact fact = Objects.requireNonNull(judge(closed, 2));
    raised(2, fact);
    assertEquals(new Finding("hours/08:00-20:00", 7200, "s", 7200, 0), fact.reading());
    assertEquals(fact, judge(closed, 5));
  }

  @Test
  void itIsToldTwoHoursAfterTheLastSignOfLife() {
    Closed closed = station(seen(at(3)), null);
    assertNull(closed.judge(at(5) - 1, ZONE));
    raised(5, judge(closed, 7));
  }

  @Test
  void whatWasSeenBeforeTheOpeningDoesNotCount() {
    raised(2, judge(station(seen(at(-1)), null), 2));
  }

  @Test
  void outsideTheHoursNothingIsTold() {
    assertNull(judge(station(seen(null), null), 13));
    assertNull(judge(station(seen(null), null), -1));
    assertNull(judge(station(seen(at(11)), null), 12.5));
  }

  @Test
  void hoursAndExpectationCountFromWhenTheyHold() {
    Closed late = new Closed(1, true, HOURS, at(3), seen(null), null, Thresholds.standard());
    assertNull(late.judge(at(5) - 1, ZONE));
    raised(5, judge(late, 5));
  }

  @Test
  void whatIsNotKnownIsNotShut() {
    assertNull(judge(station(null, null), 5));
    assertNull(judge(station(new Closed.Seen(true, at(-100), false, at(-100), null), null), 5));
    assertNull(judge(station(new Closed.Seen(false, at(-100), true, at(-100), null), null), 5));
    Closed fitted = station(new Closed.Seen(true, at(-100), true, at(1), null), null);
    assertNull(fitted.judge(at(3) - 1, ZONE));
    raised(3, judge(fitted, 3));
    assertNull(
        new Closed(1, true, null, 0, seen(null), null, Thresholds.standard()).judge(at(5), ZONE));
    assertNull(
        new Closed(1, false, HOURS, 0, seen(null), null, Thresholds.standard()).judge(at(5), ZONE));
  }

  @Test
  void aStationThatIsBackHasTimeToSendWhatItKept() {
    Closed back = station(new Closed.Seen(true, at(5), true, at(-100), null), null);
    assertNull(back.judge(at(5) + 599_999, ZONE));
    raised(2, back.judge(at(5) + 600_000, ZONE));
  }

  @Test
  void anOfficeCanGiveItMoreTime() {
    Thresholds longer = new Thresholds(Map.of("V03", Map.of("closedAfter", 14_400.0)));
    Closed closed = new Closed(1, true, HOURS, 0, seen(null), null, longer);
    assertNull(closed.judge(at(4) - 1, ZONE));
    raised(4, judge(closed, 4));
  }

  @Test
  void itGoesOnAfterTheEndOfTheDayAndWhileTheStationIsAway() {
    assertNull(judge(station(seen(null), told()), 5));
    assertNull(judge(station(seen(null), told()), 13));
    assertNull(judge(station(seen(null), told()), 25));
    assertNull(judge(station(new Closed.Seen(false, at(5), true, at(-100), null), told()), 6));
    assertNull(judge(station(null, told()), 60));
  }

  @Test
  void aSignOfLifeEndsItWheneverItIs() {
    cleared(judge(station(seen(at(3)), told()), 3));
    cleared(judge(station(seen(at(14)), told()), 14));
    // the door was open between two looks at it
    cleared(judge(station(seen(at(3)), told()), 3.1));
  }

  @Test
  void whatComesLateEndsItUnlessItWasShutForLongEnoughAllTheSame() {
    cleared(judge(station(seen(at(0.5)), told()), 2.4));
    assertNull(judge(station(seen(at(0.5)), told()), 2.5));
    assertNull(judge(station(seen(at(-0.5)), told()), 14));
  }

  @Test
  void itEndsWhenItWasNotToBeOpenAfterAllOrNobodyExpectsTheStation() {
    cleared(
        new Closed(1, true, null, 0, seen(null), told(), Thresholds.standard()).judge(at(5), ZONE));
    cleared(
        new Closed(1, false, HOURS, 0, seen(null), told(), Thresholds.standard())
            .judge(at(5), ZONE));
    cleared(
        new Closed(1, true, hours(720, 1200), 0, seen(null), told(), Thresholds.standard())
            .judge(at(5), ZONE));
  }
}
