package cn.yizhan.edge.mapping.zigbee;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Said;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How old a message is.
 *
 * @param at when its device was heard, milliseconds since 1970 UTC, or {@link Said#NOW}
 * @param known false when it may be of any age
 */
record Age(long at, boolean known) {
  /** A message no older than this is of now; the way through the radio network takes seconds. */
  static final long FRESH = 10_000;

  /** A clock that shows an earlier time has never been set: 2020-01-01 UTC. */
  private static final long NEVER_SET = 1_577_836_800_000L;

  private static final long AHEAD = 5_000;

  /** True for what is said of now. */
  boolean fresh() {
    return known && at == Said.NOW;
  }

  /**
   * The age of a message.
   *
   * @param lastSeen its {@code last_seen}: milliseconds, or ISO 8601 in UTC or local time; null
   *     when it has none
   * @param untimed what a message without a time one can trust is
   * @param zone of a time without one
   */
  static Age of(@Nullable String lastSeen, Age untimed, Moment now, ZoneId zone) {
    Long seen = lastSeen == null ? null : millis(lastSeen.strip(), zone);
    if (seen == null || seen < NEVER_SET || now.wall() < NEVER_SET || seen > now.wall() + AHEAD) {
      return untimed;
    }
    return new Age(now.wall() - seen <= FRESH ? Said.NOW : seen, true);
  }

  private static @Nullable Long millis(String text, ZoneId zone) {
    try {
      if (text.matches("[0-9]{9,15}")) {
        return Long.valueOf(text);
      }
      return text.matches(".*T.*([zZ]|[-+][0-9:]+)")
          ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
          : LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
