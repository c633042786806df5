package cn.yizhan.hub.alerts;

import java.time.LocalDate;
import java.util.Locale;

/** Numbers that can be said over the telephone: {@code PC-1123-007}. */
public final class AlertNumber {
  private AlertNumber() {}

  /**
   * The number of the day's n-th alert.
   *
   * @param district prefix of the district
   * @param day the day it became known, where the district is
   * @param ordinal from 1; three digits at least
   */
  public static String of(String district, LocalDate day, int ordinal) {
    return String.format(
        Locale.ROOT,
        "%s-%02d%02d-%03d",
        district,
        day.getMonthValue(),
        day.getDayOfMonth(),
        ordinal);
  }
}
