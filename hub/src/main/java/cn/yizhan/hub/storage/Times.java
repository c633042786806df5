package cn.yizhan.hub.storage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Epoch milliseconds, as Java holds times, and {@code timestamptz}, as the database does. */
public final class Times {
  private Times() {}

  /** The parameter for that time; null stays null. */
  public static @Nullable OffsetDateTime toSql(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }

  /** The time in a column that is never null. */
  public static long fromSql(OffsetDateTime time) {
    return time.toInstant().toEpochMilli();
  }

  /** The time in a column that may be null. */
  public static @Nullable Long fromSqlOrNull(@Nullable OffsetDateTime time) {
    return time == null ? null : fromSql(time);
  }
}
