package cn.yizhan.hub.hours;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.hours.OpeningHours.Exceptional;
import cn.yizhan.hub.hours.OpeningHours.Weekly;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

  private static Weekly daily(int from, int to) {
    return new Weekly(DAILY, new DailySpan(from * 60, to * 60));
  }

  private static OpeningHours week(Weekly... spans) {
    return new OpeningHours(List.of(spans), Map.of());
  }

  private static long at(String local) {
    return at(local, CHINA);
  }

  private static long at(String local, ZoneId zone) {
    return LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli();
  }

  private static @Nullable Long since(OpeningHours hours, String local) {
    return hours.since(at(local), CHINA, 0);
  }

  @Test
  void itIsOpenFromTheFirstMomentToJustBeforeTheLast() {
    OpeningHours hours = week(daily(8, 20));
    assertFalse(hours.open(at("2026-11-26T08:00") - 1, CHINA));
    assertTrue(hours.open(at("2026-11-26T08:00"), CHINA));
    assertTrue(hours.open(at("2026-11-26T20:00") - 1, CHINA));
    assertFalse(hours.open(at("2026-11-26T20:00"), CHINA));
    assertEquals(at("2026-11-26T08:00"), since(hours, "2026-11-26T19:00"));
    assertEquals("08:00-20:00", hours.text(at("2026-11-26T19:00"), CHINA));
    assertNull(hours.text(at("2026-11-26T21:00"), CHINA));
  }

  @Test
  void anEmptyWeekIsNeverOpen() {
    assertNull(since(week(), "2026-11-26T12:00"));
  }

  @Test
  void aSpanPastMidnightBelongsToTheDayOnWhichItBegins() {
    OpeningHours fridays = week(new Weekly(Set.of(DayOfWeek.FRIDAY), new DailySpan(1080, 120)));
    assertEquals(at("2026-11-27T18:00"), since(fridays, "2026-11-28T01:59"));
    assertNull(since(fridays, "2026-11-28T02:00"));
    assertNull(since(fridays, "2026-11-27T01:00"));
  }

  @Test
  void spansThatTouchAreOpenWithoutABreak() {
    OpeningHours hours = week(daily(0, 2), daily(8, 12), daily(12, 24));
    assertEquals(at("2026-11-25T08:00"), since(hours, "2026-11-26T01:00"));
    assertEquals("08:00-02:00", hours.text(at("2026-11-26T01:00"), CHINA));
    assertNull(since(hours, "2026-11-26T02:00"));
  }

  @Test
  void whatIsAlwaysOpenIsOpenSinceTheTimeOfInterest() {
    OpeningHours hours = week(daily(0, 24));
    long longAgo = at("2025-11-26T03:00");
    assertEquals(longAgo, hours.since(at("2026-11-26T12:00"), CHINA, longAgo));
    assertEquals("00:00-24:00", hours.text(at("2026-11-26T12:00"), CHINA));
  }

  @Test
  void openForDaysGoesBackToTheDayItBegan() {
    OpeningHours hours =
        new OpeningHours(
            List.of(daily(0, 24)),
            Map.of(LocalDate.parse("2026-11-10"), new Exceptional(List.of(), "test")));
    assertEquals(at("2026-11-11T00:00"), since(hours, "2026-11-26T12:00"));
  }

  @Test
  void anExceptionReplacesTheDayAndLeavesTheEveningBeforeAlone() {
    OpeningHours hours =
        new OpeningHours(
            List.of(daily(18, 2)),
            Map.of(
                LocalDate.parse("2026-10-01"), new Exceptional(List.of(), "national day"),
                LocalDate.parse("2026-10-02"),
                    new Exceptional(List.of(new DailySpan(600, 720)), "short")));
    assertTrue(hours.open(at("2026-10-01T01:00"), CHINA));
    assertFalse(hours.open(at("2026-10-01T19:00"), CHINA));
    assertFalse(hours.open(at("2026-10-02T01:00"), CHINA));
    assertTrue(hours.open(at("2026-10-02T11:00"), CHINA));
    assertFalse(hours.open(at("2026-10-02T19:00"), CHINA));
    assertTrue(hours.open(at("2026-10-03T19:00"), CHINA));
  }

  @Test
  void clocksThatAreSetMakeHoursLongerOrShorterOrLeaveThemOut() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    OpeningHours nights = week(daily(1, 4));
    long spring = Objects.requireNonNull(nights.since(at("2026-03-29T03:30", berlin), berlin, 0));
    assertEquals(at("2026-03-29T01:00", berlin), spring);
    assertEquals(1.5, (at("2026-03-29T03:30", berlin) - spring) / 3_600_000.0);
    long autumn = Objects.requireNonNull(nights.since(at("2026-10-25T03:30", berlin), berlin, 0));
    assertEquals(3.5, (at("2026-10-25T03:30", berlin) - autumn) / 3_600_000.0);
    OpeningHours skipped = week(new Weekly(DAILY, new DailySpan(125, 170)));
    assertTrue(skipped.open(at("2026-03-28T02:30", berlin), berlin));
  }
}
