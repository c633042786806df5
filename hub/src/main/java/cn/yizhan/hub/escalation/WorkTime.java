package cn.yizhan.hub.escalation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Time that counts: the working hours of working days, at one place.
 *
 * @param days which days
 * @param hours which hours
 * @param zone whose days and hours
 */
public record WorkTime(WorkDays days, WorkingHours hours, ZoneId zone) {
  /** Days looked through at most; a calendar without working days ends there. */
  private static final int LIMIT = 3_660;

  /**
   * The time at which so much working time has passed; going back when it is negative.
   *
   * @param from epoch milliseconds
   * @param millis working time
   * @return epoch milliseconds; of several times the first going on, the last going back
   */
  public long plus(long from, long millis) {
    return millis < 0 ? back(from, -millis) : on(from, millis);
  }

  private long on(long from, long millis) {
    long left = millis;
    LocalDate day = day(from);
    for (int i = 0; i < LIMIT; i++, day = day.plusDays(1)) {
      if (!days.works(day)) {
        continue;
      }
      long start = Math.max(from, opens(day));
      long end = closes(day);
      if (start <= end) {
        if (end - start >= left) {
          return start + left;
        }
        left -= end - start;
      }
    }
    return from + millis;
  }

  private long back(long from, long millis) {
    long left = millis;
    LocalDate day = day(from);
    for (int i = 0; i < LIMIT; i++, day = day.minusDays(1)) {
      if (!days.works(day)) {
        continue;
      }
      long start = opens(day);
      long end = Math.min(from, closes(day));
      if (start < end) {
        if (end - start >= left) {
          return end - left;
        }
        left -= end - start;
      }
    }
    return from - millis;
  }

  /**
   * Working time between two times, milliseconds.
   *
   * @param from epoch milliseconds
   * @param to epoch milliseconds, not before {@code from}
   */
  public long between(long from, long to) {
    long sum = 0;
    LocalDate last = day(to);
    for (LocalDate day = day(from); !day.isAfter(last); day = day.plusDays(1)) {
      if (days.works(day)) {
        sum += Math.max(0, Math.min(to, closes(day)) - Math.max(from, opens(day)));
      }
    }
    return sum;
  }

  private LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
  }

  private long opens(LocalDate day) {
    return day.atTime(hours.from()).atZone(zone).toInstant().toEpochMilli();
  }

  private long closes(LocalDate day) {
    return day.atTime(hours.until()).atZone(zone).toInstant().toEpochMilli();
  }
}
