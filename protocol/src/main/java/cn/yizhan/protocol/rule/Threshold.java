package cn.yizhan.protocol.rule;

import org.jspecify.annotations.Nullable;

/**
 * A number a rule depends on.
 *
 * @param value its default, null when it is registered with the subject
 * @param from where it is registered: {@code item.minimum} or {@code item.capacity}; null when it
 *     has a default
 * @param unit its unit, {@code 1} for a share, null for booleans, and for levels whose unit is the
 *     item's
 * @param range the values that can be, null when any can that is not negative
 * @param source where the default comes from
 */
public record Threshold(
    @Nullable Double value,
    @Nullable String from,
    @Nullable String unit,
    @Nullable Range range,
    String source) {

  private static final String COUNT = "count";

  /**
   * Values that can be, both ends among them; of what is counted only whole ones.
   *
   * @param least the least, in the threshold's unit
   * @param most the most
   */
  public record Range(double least, double most) {}

  /** What was expected instead of that value, a sentence for people; null when it can be. */
  public @Nullable String fault(double other) {
    if (range == null) {
      return null;
    }
    boolean counted = COUNT.equals(unit);
    if (other >= range.least()
        && other <= range.most()
        && (!counted || other == Math.rint(other))) {
      return null;
    }
    String bounds = plain(range.least()) + " to " + plain(range.most());
    return "expected "
        + (counted ? "a whole number, " : "")
        + bounds
        + (counted || unit == null ? "" : " " + unit);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
