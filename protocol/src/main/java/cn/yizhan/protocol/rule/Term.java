package cn.yizhan.protocol.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about one point that is true, false, or unknown when the point is. All but points and
 * test are names of thresholds of the rule.
 *
 * @param point name or pattern of the point; with {@code *} in place of a number the sum over all
 *     bays whose value is known, unknown when none is; with words the number of bays that are in
 *     one of these states
 * @param after pattern of another point of the rule: only readings taken after that one's last
 *     change count; null when any do
 * @param test what is asked
 * @param limit what the value is held against, null when it is asked for words
 * @param words codes of the words that are asked for, or counted in a sum; empty for numbers and
 *     booleans
 * @param times registered number the limit is a share of, {@code item.capacity}, {@code
 *     station.breaker} or {@code station.bays}; null for none
 * @param count how many readings must satisfy the test, null for the last one
 * @param rise how a rise is measured, null unless the test is {@link Test#RISING}
 */
public record Term(
    String point,
    @Nullable String after,
    Test test,
    @Nullable String limit,
    List<Integer> words,
    @Nullable String times,
    @Nullable Count count,
    @Nullable Rise rise) {

  /** Keeps a copy of the words. */
  public Term {
    words = List.copyOf(words);
  }

  /** True when it asks about a sum over the bays. */
  boolean summed() {
    return point.indexOf('*') >= 0;
  }

  /** The pattern of its point in the point catalogue. */
  public String pattern() {
    return point.replace("*", "{n}");
  }

  /** The answer for a value, or for a rate per minute where the test is of rates. */
  boolean holds(double value, double against) {
    return switch (test) {
      case AT_LEAST, RISING, SILENT, STILL -> value >= against;
      case ABOVE -> value > against;
      case AT_MOST -> value <= against;
      case BELOW, HEARD, CHANGING -> value < against;
      case IS -> words.contains((int) value);
      case IS_NOT -> !words.contains((int) value);
    };
  }

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
    RISING("rising"),
    /** One of the words. */
    IS("is"),
    /** None of the words. */
    IS_NOT("isNot"),
    /** Not read for the limit in seconds, while the station was heard. */
    SILENT("silent"),
    /** Read within the limit in seconds, not counting while the station was not heard. */
    HEARD("heard"),
    /** Read again and again, and always the same, for the limit in seconds. */
    STILL("still"),
    /** Not the same in all readings of the limit in seconds. */
    CHANGING("changing");

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

    /** True when it asks for words. */
    boolean ofWords() {
      return this == IS || this == IS_NOT;
    }

    /** True when it asks how long nothing has been read. */
    public boolean ofSilence() {
      return this == SILENT || this == HEARD;
    }

    /** True when it asks since when the readings have said the same. */
    public boolean ofStillness() {
      return this == STILL || this == CHANGING;
    }
  }

  /**
   * How many readings must satisfy a test.
   *
   * @param readings so many
   * @param window within so many seconds, null for in a row
   * @param fewer true when there must be fewer than that within the window
   */
  public record Count(String readings, @Nullable String window, boolean fewer) {}

  /**
   * How a rise is measured.
   *
   * @param window over how long, seconds
   * @param readings on how many readings at least
   * @param span how far apart the first and the last of them at least, seconds
   */
  public record Rise(String window, String readings, String span) {}
}
