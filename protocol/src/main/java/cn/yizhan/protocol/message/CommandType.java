package cn.yizhan.protocol.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a station can be ordered to do. An agent that does not know a type refuses the order. */
public enum CommandType {
  /** Take off a latch; fails while what tripped it still holds. */
  RESET_LATCH("reset-latch", true, true),
  /** Switch a bay on. A latched bay fails: it is energised again only with confirmation on site. */
  START("start", true, false),
  /** Switch a bay off. */
  STOP("stop", true, false),
  /** Make a bay noticed, so that number and socket can be matched. */
  IDENTIFY("identify", true, false),
  /** Take a bay out of use. */
  UNAVAILABLE("unavailable", true, false),
  /** Take a bay into use again. */
  AVAILABLE("available", true, false),
  /** Test mode: {@code minutes} 1 to 30, 0 to end it. */
  TEST_MODE("test-mode", false, true);

  /** The target that is the whole station. */
  public static final String STATION = "station";

  /** The argument of {@link #TEST_MODE}. */
  public static final String MINUTES = "minutes";

  /** Longest test mode, minutes, and how long it lasts when the order does not say. */
  public static final int MOST_MINUTES = 30;

  private static final Pattern BAY = Pattern.compile("bay/([1-9][0-9]{0,5})");

  private final String word;
  private final boolean bay;
  private final boolean station;

  CommandType(String word, boolean bay, boolean station) {
    this.word = word;
    this.bay = bay;
    this.station = station;
  }

  /** The word it travels as. */
  public String word() {
    return word;
  }

  /** The type of that word, or null. */
  public static @Nullable CommandType of(String word) {
    for (CommandType type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    return null;
  }

  /** True when the target is of the sort this type is about. */
  public boolean takes(String target) {
    return (bay && bayOf(target) > 0) || (station && target.equals(STATION));
  }

  /** What {@link #takes} expects, for people. */
  public String expected() {
    return bay && station
        ? "expected bay/3 or station"
        : bay ? "expected bay/3" : "expected station";
  }

  /** The number of the bay that is the target, 0 when it is none. */
  public static int bayOf(String target) {
    Matcher matcher = BAY.matcher(target);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
