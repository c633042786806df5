package cn.yizhan.hub.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as they stand in JSON and in queries. */
public final class Rfc3339 {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  // A plus sign that was not escaped in a query arrives as a space.
  private static final Pattern LOST_PLUS = Pattern.compile(" (\\d\\d:\\d\\d)$");
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;

  private Rfc3339() {}

  /** The time in UTC with milliseconds. */
  public static String format(Instant time) {
    return MILLIS.format(time);
  }

  /**
   * The time in epoch milliseconds, or null when the text is none of the years 1970 to 9999.
   *
   * @param text with any offset
   */
  public static @Nullable Long parse(String text) {
    Matcher lost = LOST_PLUS.matcher(text);
    try {
      OffsetDateTime time = OffsetDateTime.parse(lost.replaceFirst("+$1"));
      return time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR
          ? null
          : time.toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
