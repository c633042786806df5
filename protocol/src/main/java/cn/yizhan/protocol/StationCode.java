package cn.yizhan.protocol;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The code of a station: client id, user name and second-but-last level of its topics.
 *
 * @param value {@code [a-z0-9][a-z0-9-]{2,31}}
 */
public record StationCode(String value) implements Comparable<StationCode> {
  /** What a code looks like, for messages to people and for schemas. */
  public static final String FORM = "[a-z0-9][a-z0-9-]{2,31}";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  /**
   * @throws IllegalArgumentException when the value has not the form of a station code
   */
  public StationCode {
    if (!PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException("a station code is " + FORM);
    }
  }

  /** The code, or null when the text is none. */
  public static @Nullable StationCode parse(@Nullable String text) {
    return text != null && PATTERN.matcher(text).matches() ? new StationCode(text) : null;
  }

  @Override
  public int compareTo(StationCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
