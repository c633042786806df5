package cn.yizhan.hub.noise;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Hours of the week, for work that comes again and again.
 *
 * @param days days on which it begins
 * @param from time of day at which it begins
 * @param until time of day at which it ends, on the next day when that is not later than its
 *     beginning
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
  /** Copies the days. */
  public Window {
    days = Set.copyOf(days);
  }

  /**
   * True while it is open.
   *
   * @param time epoch milliseconds
   * @param zone whose days and hours are meant
   */
  public boolean open(long time, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(time), zone);
    return open(time, day, zone) || open(time, day.minusDays(1), zone);
  }

  private boolean open(long time, LocalDate begins, ZoneId zone) {
    LocalDate ends = until.isAfter(from) ? begins : begins.plusDays(1);
    return days.contains(begins.getDayOfWeek())
        && time >= millis(begins, from, zone)
        && time < millis(ends, until, zone);
  }

  private static long millis(LocalDate day, LocalTime time, ZoneId zone) {
    return day.atTime(time).atZone(zone).toInstant().toEpochMilli();
  }
}
