package cn.yizhan.edge.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * What a message of hardware says.
 *
 * @param values what was understood
 * @param puzzles what was not
 */
public record Said(List<Value> values, List<Puzzle> puzzles) {
  /**
   * A value's time when the hardware gave none, or none that can be trusted: that of its receipt.
   */
  public static final long NOW = Long.MIN_VALUE;

  /** Nothing, understood as such. */
  public static final Said NOTHING = new Said(List.of(), List.of());

  /**
   * A value of a point.
   *
   * @param device id of the wired device
   * @param point name of the point
   * @param value in the unit of the point; booleans 0 or 1, words their codes
   * @param at when it was read, milliseconds since 1970 UTC, or {@link #NOW}
   */
  public record Value(String device, String point, double value, long at) {}

  /**
   * Something that was not understood, to be counted and listed.
   *
   * @param why in which way
   * @param device id of the wired device, or the name the device gave itself when it is not wired
   * @param key the vendor's name of the value, or the topic
   * @param sample the beginning of what was said
   */
  public record Puzzle(Why why, String device, String key, String sample) {}

  /** Why something was not understood. */
  public enum Why {
    /** The station file has no such device. */
    UNKNOWN_DEVICE,
    /** The mapping does not know a value of that name. */
    UNKNOWN_VALUE,
    /** The device is at no place at which such a value means anything. */
    NO_PLACE,
    /** Not the format of the family, or not a value of that kind. */
    MALFORMED,
    /** A unit that is not the point's and cannot be turned into it. */
    WRONG_UNIT,
    /** So old, or of an age so unknown, that it says nothing of now. */
    STALE
  }

  /** Keeps copies. */
  public Said {
    values = List.copyOf(values);
    puzzles = List.copyOf(puzzles);
  }

  /** Both together. */
  public Said and(Said more) {
    List<Value> allValues = new ArrayList<>(values);
    allValues.addAll(more.values);
    List<Puzzle> allPuzzles = new ArrayList<>(puzzles);
    allPuzzles.addAll(more.puzzles);
    return new Said(allValues, allPuzzles);
  }
}
