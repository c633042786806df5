package cn.yizhan.hub.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hours of one day in which it is open; past midnight when they end at or before their beginning.
 *
 * @param from when it opens, minutes after midnight
 * @param to when it closes, minutes after midnight, 1440 for the end of the day
 */
public record DailySpan(int from, int to) {
  static final int DAY = 1440;

  /** Minutes after the midnight before it opens at which it closes, at most two days. */
  int end() {
    return to <= from ? to + DAY : to;
  }

  /** When that is on a day; null when the clocks skip all of it. */
  @Nullable Open on(LocalDate day, ZoneId zone) {
    long begins = millis(day, from, zone);
    long ends = millis(day, end(), zone);
    return ends > begins ? new Open(begins, ends) : null;
  }

  private static long millis(LocalDate day, int minutes, ZoneId zone) {
    LocalDate of = day.plusDays(minutes / DAY);
    int rest = minutes % DAY;
    return of.atTime(rest / 60, rest % 60).atZone(zone).toInstant().toEpochMilli();
  }

  /** A time of day as people write it. */
  static String text(int minutes) {
    return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
  }

  /**
   * A time in which it is open.
   *
   * @param from its beginning, epoch milliseconds
   * @param to its end, not part of it
   */
  public record Open(long from, long to) {
    /** Both ends by the clock of a zone, {@code 08:00-20:00}; {@code 00:00-24:00} for a day. */
    public String text(ZoneId zone) {
      return clock(from, zone)
          + '-'
          + (clock(to, zone).equals("00:00") ? "24:00" : clock(to, zone));
    }

    private static String clock(long time, ZoneId zone) {
      var at = Instant.ofEpochMilli(time).atZone(zone);
      return DailySpan.text(at.getHour() * 60 + at.getMinute());
    }
  }
}
