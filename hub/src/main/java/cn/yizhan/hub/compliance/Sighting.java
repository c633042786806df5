package cn.yizhan.hub.compliance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What was last found of an element of a station.
 *
 * @param at when somebody looked, epoch milliseconds
 * @param present whether it was there
 * @param expires the last day on which what was there may be used, null for no such day
 */
public record Sighting(long at, boolean present, @Nullable LocalDate expires) {

  /**
   * How it is now: what was there is, until the day after the one on which it expires begins.
   *
   * @param now epoch milliseconds
   * @param zone zone of days
   */
  public State state(long now, ZoneId zone) {
    if (!present) {
      return State.MISSING;
    }
    return expires != null && now >= expired(expires, zone) ? State.EXPIRED : State.PRESENT;
  }

  /**
   * Since when something is wrong with it, epoch milliseconds; null while nothing is. What had
   * expired when somebody looked is wrong since he looked.
   *
   * @param now epoch milliseconds
   * @param zone zone of days
   */
  public @Nullable Long wrongSince(long now, ZoneId zone) {
    return switch (state(now, zone)) {
      case MISSING -> at;
      case EXPIRED -> expires == null ? at : (Long) Math.max(at, expired(expires, zone));
      case PRESENT, UNKNOWN -> null;
    };
  }

  private static long expired(LocalDate expires, ZoneId zone) {
    return expires.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** The day on which somebody looked. */
  public LocalDate day(ZoneId zone) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
  }
}
