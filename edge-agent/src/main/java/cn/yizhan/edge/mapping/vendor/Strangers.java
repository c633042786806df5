package cn.yizhan.edge.mapping.vendor;

import cn.yizhan.edge.mapping.Said;
import java.util.List;

/** Puzzles that can be shown: short, and without characters that would do harm in a log. */
public final class Strangers {
  /** Characters of a message above which it is not looked into. */
  public static final int LONGEST = 65_536;

  private static final int SAMPLE = 80;

  private Strangers() {}

  /** A puzzle. */
  public static Said.Puzzle puzzle(Said.Why why, String device, String key, String sample) {
    return new Said.Puzzle(why, shown(device), shown(key), shown(sample));
  }

  /**
   * A message of a device the station file does not have.
   *
   * @param name the name the device gave itself
   * @param rest of its topic
   */
  public static Said unknown(String name, String rest, String text) {
    return alone(puzzle(Said.Why.UNKNOWN_DEVICE, name, rest, text));
  }

  /** A message that is longer than any the family has. */
  public static Said tooLong(String device, String rest, String text) {
    return alone(puzzle(Said.Why.MALFORMED, device, rest, text.length() + " characters"));
  }

  private static Said alone(Said.Puzzle puzzle) {
    return new Said(List.of(), List.of(puzzle));
  }

  private static String shown(String text) {
    int end = Math.min(SAMPLE, text.length());
    boolean split = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, split ? end - 1 : end).replaceAll("\\p{Cntrl}", " ");
  }
}
