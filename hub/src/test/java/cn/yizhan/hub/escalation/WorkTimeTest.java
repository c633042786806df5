package cn.yizhan.hub.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Working time over holidays and make-up working days. */
class WorkTimeTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final WorkTime TIME =
      new WorkTime(
          WorkDays.standard(), new WorkingHours(LocalTime.of(8, 30), LocalTime.of(17, 30)), ZONE);

  private static long at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant().toEpochMilli();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-01-04, true, a Sunday worked for New Year",
    "2026-02-14, true, a Saturday worked for the Spring Festival",
    "2026-02-16, false, the eve of the Spring Festival",
    "2026-02-24, true, the first day after it",
    "2026-05-09, true, a Saturday worked for Labour Day",
    "2026-06-19, false, Dragon Boat Festival",
    "2026-09-20, true, a Sunday worked for the National Day",
    "2026-09-27, false, the Sunday after Mid-Autumn",
    "2026-10-07, false, the last day of the National Day holidays",
    "2026-10-10, true, a Saturday worked for them",
    "2025-01-26, true, a Sunday worked for the Spring Festival",
    "2025-10-08, false, the eighth day of two festivals",
    "2026-11-26, true, any Thursday",
    "2026-11-28, false, any Saturday",
    "2031-10-01, true, a Wednesday of a year nobody knows"
  })
  void holidaysAndMakeUpDaysAreThoseOfTheNotices(LocalDate day, boolean works) {
    assertEquals(works, WorkDays.standard().works(day));
  }

  @Test
  void aYearHasAsManyDaysOffAsItsNoticeSays() {
    CalendarYear year = WorkDays.standard().years().get(2026);
    assertNotNull(year);
    long off = 0;
    for (CalendarYear.Holiday holiday : year.holidays()) {
      off += ChronoUnit.DAYS.between(holiday.from(), holiday.to()) + 1;
    }
    assertEquals(3 + 9 + 3 + 5 + 3 + 3 + 7, off);
    assertEquals(6, year.workdays().size());
  }

  @ParameterizedTest(name = "{0} + {1}")
  @CsvSource({
    "2026-11-26T09:00:00, PT2H, 2026-11-26T11:00:00",
    "2026-11-26T16:30:00, PT2H, 2026-11-27T09:30:00",
    "2026-11-27T17:00:00, PT1H, 2026-11-30T09:00:00",
    "2026-11-28T03:00:00, PT1H, 2026-11-30T09:30:00",
    "2026-11-26T08:30:00, PT9H, 2026-11-26T17:30:00",
    "2026-02-13T17:00:00, PT1H, 2026-02-14T09:00:00",
    "2026-02-14T17:00:00, PT1H, 2026-02-24T09:00:00",
    "2026-09-30T17:30:00, PT1H, 2026-10-08T09:30:00",
    "2026-11-30T09:00:00, -PT1H, 2026-11-27T17:00:00",
    "2026-02-24T09:00:00, -PT1H, 2026-02-14T17:00:00"
  })
  void timeCountsInWorkingHoursOnly(String from, Duration working, String to) {
    assertEquals(at(to), TIME.plus(at(from), working.toMillis()));
  }

  @Test
  void whatIsAddedLiesBetween() {
    Random random = new Random(5);
    long first = at("2025-12-20T00:00:00");
    for (int i = 0; i < 2_000; i++) {
      long from = first + (long) (random.nextDouble() * 380 * 86_400_000L);
      long working = random.nextInt(60 * 3_600_000);
      long to = TIME.plus(from, working);
      assertEquals(working, TIME.between(from, to), () -> from + " + " + working);
      assertTrue(TIME.plus(from, working + 1) > to);
      assertEquals(working, TIME.between(TIME.plus(from, -working), from));
    }
  }

  @Test
  void theNextYearIsMissedFromDecemberOn() {
    WorkDays days = WorkDays.standard();
    assertEquals(Optional.empty(), days.missing(LocalDate.parse("2026-11-30")));
    assertEquals(Optional.of(2027), days.missing(LocalDate.parse("2026-12-01")));
    assertEquals(Optional.of(2027), days.missing(LocalDate.parse("2027-03-01")));
    assertEquals(Optional.empty(), days.missing(LocalDate.parse("2025-12-31")));
  }

  @Test
  void aYearThatIsPutInTakesThePlaceOfTheOneKnown() {
    CalendarYear year = new CalendarYear(2026, "a correction", List.of(), Set.of());
    WorkDays days = WorkDays.standard().with(List.of(year));
    assertTrue(days.works(LocalDate.parse("2026-10-01")));
    assertFalse(days.works(LocalDate.parse("2025-10-01")));
  }
}
