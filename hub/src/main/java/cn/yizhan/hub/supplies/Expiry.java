package cn.yizhan.hub.supplies;

import cn.yizhan.protocol.rule.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the earliest expiry on a shelf is called on a day. What expires on a day may still be used
 * on it.
 *
 * @param severity {@code minor} when it is near, {@code major} when it has passed
 * @param since beginning of the first day on which that is so, milliseconds
 * @param days how many days before the expiry it is near; 0 when it has passed
 */
public record Expiry(Severity severity, long since, int days) {
  /**
   * What there is to say of it, null when it is far away.
   *
   * @param expires the last day on which it may be used
   * @param warnDays how many days before that day it is near
   * @param now the time, milliseconds
   * @param zone whose days count
   */
  public static @Nullable Expiry of(LocalDate expires, int warnDays, long now, ZoneId zone) {
    LocalDate today = Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
    if (today.isAfter(expires)) {
      return new Expiry(Severity.MAJOR, begins(expires.plusDays(1), zone), 0);
    }
    LocalDate near = expires.minusDays(warnDays);
    return today.isBefore(near) ? null : new Expiry(Severity.MINOR, begins(near, zone), warnDays);
  }

  private static long begins(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
