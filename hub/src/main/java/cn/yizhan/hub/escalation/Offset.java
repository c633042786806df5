package cn.yizhan.hub.escalation;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a step is taken, counted from the deadline: a share of the time allowed, {@code -50%}, or a
 * length of time, {@code PT15M}, {@code -PT5M} or {@code 0}.
 *
 * @param percent share of the time allowed, from -100 to 1000; null when a length is given
 * @param length length of time; null when a share is given
 */
public record Offset(@Nullable Integer percent, @Nullable Duration length) {
  private static final Pattern SHARE = Pattern.compile("([+-]?\\d{1,4})%");
  private static final int LEAST = -100;
  private static final int MOST = 1000;

  /** Longest time before or after a deadline. */
  static final Duration LONGEST = Duration.ofDays(60);

  /** The offset of that text, or null when it is none. */
  public static @Nullable Offset parse(String text) {
    Matcher share = SHARE.matcher(text);
    if (share.matches()) {
      int percent = Integer.parseInt(share.group(1));
      return percent < LEAST || percent > MOST ? null : new Offset(percent, null);
    }
    if (text.equals("0")) {
      return new Offset(null, Duration.ZERO);
    }
    try {
      Duration length = Duration.parse(text);
      return length.abs().compareTo(LONGEST) > 0 ? null : new Offset(null, length);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** The offset in milliseconds, when so many were allowed. */
  public long millis(long allowed) {
    if (length != null) {
      return length.toMillis();
    }
    return percent == null ? 0 : allowed * percent / 100;
  }

  /** The text it is parsed from. */
  public String text() {
    if (length != null) {
      return length.isZero() ? "0" : length.toString();
    }
    return percent + "%";
  }
}
