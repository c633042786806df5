package cn.yizhan.protocol.rule;

import org.jspecify.annotations.Nullable;

/**
 * A question about one point that is true, false, or unknown when the point is. All but point and
 * test are names of thresholds of the rule.
 *
 * @param point name or pattern of the point
 * @param test what is asked
 * @param limit what the value is held against
 * @param times registered number the limit is a share of, {@code item.capacity}; null for none
 * @param count how many readings in a row must satisfy the test, null for one
 * @param rise how a rise is measured, null unless the test is {@link Test#RISING}
 */
public record Term(
    String point,
    Test test,
    String limit,
    @Nullable String times,
    @Nullable String count,
    @Nullable Rise rise) {

  /** What is asked of a value. */
  public enum Test {
    /** Not less than the limit. */
    AT_LEAST("atLeast"),
    /** More than the limit. */
    ABOVE("above"),
    /** Not more than the limit. */
    AT_MOST("atMost"),
    /** Less than the limit. */
    BELOW("below"),
    /** Rising by the limit per minute or faster. */
    RISING("rising");

    private final String word;

    Test(String word) {
      this.word = word;
    }

    /**
     * The test of that word.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Test of(String word) {
      for (Test test : values()) {
        if (test.word.equals(word)) {
          return test;
        }
      }
      throw new IllegalArgumentException("no test is called " + word);
    }

    /** The answer for a value, or for a rate per minute where the test is of rates. */
    boolean holds(double value, double limit) {
      return switch (this) {
        case AT_LEAST, RISING -> value >= limit;
        case ABOVE -> value > limit;
        case AT_MOST -> value <= limit;
        case BELOW -> value < limit;
      };
    }
  }

  /**
   * How a rise is measured.
   *
   * @param window over how long, seconds
   * @param readings on how many readings at least
   * @param span how far apart the first and the last of them at least, seconds
   */
  public record Rise(String window, String readings, String span) {}
}
