package cn.yizhan.hub.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static boolean open(Window window, LocalDateTime at) {
    return window.open(at.atZone(ZONE).toInstant().toEpochMilli(), ZONE);
  }

  /** 2026-11-23 is a Monday. */
  @ParameterizedTest
  @CsvSource({
    "09:00, 11:00, 2026-11-23T08:59:59.999, false",
    "09:00, 11:00, 2026-11-23T09:00:00.000, true",
    "09:00, 11:00, 2026-11-23T10:59:59.999, true",
    "09:00, 11:00, 2026-11-23T11:00:00.000, false",
    "09:00, 11:00, 2026-11-24T10:00:00.000, false",
    "22:00, 02:00, 2026-11-23T23:30:00.000, true",
    "22:00, 02:00, 2026-11-24T01:59:59.999, true",
    "22:00, 02:00, 2026-11-24T02:00:00.000, false",
    "22:00, 02:00, 2026-11-23T01:00:00.000, false",
    "00:00, 00:00, 2026-11-23T00:00:00.000, true",
    "00:00, 00:00, 2026-11-23T23:59:59.999, true",
    "00:00, 00:00, 2026-11-24T00:00:00.000, false",
  })
  void aWindowOfMondaysIsOpenFromItsBeginningUntilItsEnd(
      LocalTime from, LocalTime until, LocalDateTime at, boolean open) {
    assertEquals(open, open(new Window(Set.of(DayOfWeek.MONDAY), from, until), at));
  }

  @Test
  void atAnyTimeItIsOpenWhenItBeganOnOneOfItsDaysLessThanItsLengthAgo() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      for (DayOfWeek day : DayOfWeek.values()) {
        if (random.nextBoolean()) {
          days.add(day);
        }
      }
      LocalTime from = LocalTime.MIDNIGHT.plusMinutes(random.nextInt(1_440));
      LocalTime until = LocalTime.MIDNIGHT.plusMinutes(random.nextInt(1_440));
      LocalDateTime at = LocalDateTime.of(2026, 11, 23, 0, 0).plusMinutes(random.nextInt(20_160));

      long sinceBegun = Math.floorMod(Duration.between(from, at.toLocalTime()).toMinutes(), 1_440L);
      long length = Math.floorMod(Duration.between(from, until).toMinutes() - 1, 1_440L) + 1;
      boolean expected =
          sinceBegun < length && days.contains(at.minusMinutes(sinceBegun).getDayOfWeek());
      Window window = new Window(days, from, until);
      assertEquals(expected, open(window, at), () -> window + " at " + at);
    }
  }
}
