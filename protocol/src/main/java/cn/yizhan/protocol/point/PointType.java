package cn.yizhan.protocol.point;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the point catalogue: what is known of every point whose name matches.
 *
 * @param pattern name with {@code {n}}, {@code {item}} or {@code {id}} for the part that varies
 * @param lane the lane all readings of the point are to be sent in
 * @param values what values it takes
 * @param maxAge how long a reading holds when no other follows
 * @param deadband smallest change worth reporting, in the unit; 0 reports every change
 * @param label what people call it, with the same varying part as the pattern
 */
public record PointType(
    String pattern, Lane lane, Values values, Duration maxAge, double deadband, Label label) {

  /**
   * The values of a point.
   *
   * @param kind how they travel
   * @param units units of RFC 8428 or RFC 8798, one of which the point has; empty for booleans and
   *     words
   * @param min least possible value
   * @param max greatest possible value
   * @param words the word list, in the order of their codes; empty unless the kind is WORD
   */
  public record Values(
      ValueKind kind, List<String> units, double min, double max, List<String> words) {

    /** Copies the lists. */
    public Values {
      units = List.copyOf(units);
      words = List.copyOf(words);
    }

    /** A number in one unit between two bounds. */
    public static Values number(String unit, double min, double max) {
      return new Values(ValueKind.NUMBER, List.of(unit), min, max, List.of());
    }

    /** True or false. */
    public static Values bool() {
      return new Values(ValueKind.BOOLEAN, List.of(), 0, 1, List.of());
    }

    /** One word out of a list. */
    public static Values oneOf(List<String> words) {
      return new Values(ValueKind.WORD, List.of(), 0, words.size() - 1, words);
    }

    /** The unit, or null for booleans and words and where the registration decides it. */
    public @Nullable String unit() {
      return units.size() == 1 ? units.get(0) : null;
    }

    /** True when the value is finite and not outside the bounds. */
    public boolean possible(double value) {
      return value >= min && value <= max;
    }
  }

  /** The same type with its readings in one of its units; itself when that is none of them. */
  public PointType in(String unit) {
    if (values.units().size() < 2 || !values.units().contains(unit)) {
      return this;
    }
    Values one = Values.number(unit, values.min(), values.max());
    return new PointType(pattern, lane, one, maxAge, deadband, label);
  }
}
