package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.message.BayUse;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule with its numbers filled in for one subject. Durations in milliseconds.
 *
 * @param rule the rule
 * @param subject the subject
 * @param points the points asked about, each once
 * @param levels its levels that apply to the subject, the worst first
 * @param clear what ends it
 * @param counted its questions about several readings
 * @param window longest time it looks back: the longest hold or window of its levels
 * @param memory how long its inputs remember readings, for rises; 0 when none is asked about
 */
record Bound(
    Rule rule,
    String subject,
    List<String> points,
    List<Level> levels,
    Level clear,
    List<Question> counted,
    long window,
    long memory) {

  /**
   * A question with its numbers.
   *
   * @param index its place among the questions of the rule
   * @param inputs indexes of its points in {@link #points}: one, or all those of a sum
   * @param after index of the point whose last change its reading must follow, -1 for none
   * @param term what is asked
   * @param limit the limit; of words the code of the first
   * @param unit unit of the limit, null for booleans and words
   * @param count how many readings
   * @param rise how a rise is measured, null when the value is asked about
   */
  record Question(
      int index,
      List<Integer> inputs,
      int after,
      Term term,
      double limit,
      @Nullable String unit,
      Count count,
      @Nullable Rise rise) {

    boolean asks(int input) {
      return inputs.contains(input);
    }

    /** True when it asks about a time rather than about a value, which may be too old. */
    boolean lasting() {
      return term.test().ofSilence() || count.window() > 0;
    }
  }

  /**
   * How many readings must satisfy a test.
   *
   * @param readings so many
   * @param window within that time; 0 for in a row
   * @param fewer true when there must be fewer than that
   */
  record Count(int readings, long window, boolean fewer) {
    static final Count ONE = new Count(1, 0, false);
  }

  /** How a rise is measured. */
  record Rise(long window, int readings, long span) {}

  /**
   * Questions that must all hold for a time, or all of one of the other lists; the severity of the
   * clear condition means nothing.
   *
   * @param lasting true when none of them asks about a value that may be too old
   */
  record Level(
      Severity severity, List<Question> when, List<List<Question>> or, long hold, boolean lasting) {

    /** All its questions. */
    Stream<Question> questions() {
      return Stream.concat(when.stream(), or.stream().flatMap(List::stream));
    }
  }

  /**
   * The rule for that subject.
   *
   * @return null when it does not apply there, or a number it needs is not registered
   */
  static @Nullable Bound of(Rule rule, String subject, Registration registration) {
    return applies(rule.subject().use(), subject, registration)
        ? new Binding(rule, subject, registration).bound()
        : null;
  }

  private static boolean applies(@Nullable BayUse use, String subject, Registration registration) {
    if (registration.byHand(subject)) {
      return false;
    }
    return use == null
        || (subject.equals("station")
            ? registration.bays().containsValue(use)
            : registration.bays().get(bayNumber(subject)) == use);
  }

  /** The number of the bay that a subject is, 0 when it is none. */
  static int bayNumber(String subject) {
    String number = subject.substring(subject.indexOf('/') + 1);
    return number.chars().allMatch(Character::isDigit) && number.length() < 9 && !number.isEmpty()
        ? Integer.parseInt(number)
        : 0;
  }

  /** The question whose value shows what a level is about; an end by hand has none of its own. */
  Question shown(Level level) {
    return (level.when().isEmpty() ? levels.get(0) : level).when().get(0);
  }

  /** True when the points it asks about depend on which bays there are. */
  boolean summed() {
    return rule.terms().anyMatch(Term::summed);
  }

  /** True when it asks how long nothing has been read. */
  boolean silences() {
    return rule.terms().anyMatch(term -> term.test().ofSilence());
  }

  /** What a level found, by the measured value of its first question. */
  Finding finding(Level level, double value) {
    Question question = shown(level);
    String point = named(question.term().point(), part(rule, subject));
    Term.Test test = question.term().test();
    String suffix =
        test.ofSilence() ? Finding.SILENCE : test.ofStillness() ? Finding.STILLNESS : "";
    boolean windowed = question.count().window() > 0;
    return new Finding(
        point + suffix,
        value,
        windowed ? null : question.unit(),
        windowed ? question.count().readings() : question.limit(),
        level.hold() / 1000.0);
  }

  /** What stands for the variable part of the rule's subject in a subject of its. */
  static String part(Rule rule, String subject) {
    String part = partOf(rule.subject().pattern(), subject);
    return part == null ? subject : part;
  }

  /** The name a pattern has when that stands for its variable part. */
  static String named(String pattern, String part) {
    int brace = pattern.indexOf('{');
    return brace < 0
        ? pattern
        : pattern.substring(0, brace) + part + pattern.substring(pattern.indexOf('}') + 1);
  }

  /**
   * What stands for the variable part of a pattern in a name, empty for a pattern without one; null
   * when the name does not match.
   */
  static @Nullable String partOf(String pattern, String name) {
    int brace = pattern.indexOf('{');
    if (brace < 0) {
      return pattern.equals(name) ? "" : null;
    }
    String head = pattern.substring(0, brace);
    String tail = pattern.substring(pattern.indexOf('}') + 1);
    if (name.length() <= head.length() + tail.length()
        || !name.startsWith(head)
        || !name.endsWith(tail)) {
      return null;
    }
    String part = name.substring(head.length(), name.length() - tail.length());
    return part.indexOf('/') < 0 ? part : null;
  }
}
