package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.message.BayUse;
import java.util.ArrayList;
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
 * @param counted its questions about several readings in a row
 * @param window longest time it looks back: the longest hold or window of its levels
 */
record Bound(
    Rule rule,
    String subject,
    List<String> points,
    List<Level> levels,
    Level clear,
    List<Question> counted,
    long window) {

  /**
   * A question with its numbers.
   *
   * @param index its place among the questions of the rule
   * @param input index of its point in {@link #points}
   * @param term what is asked
   * @param limit the limit
   * @param unit unit of the limit, null for booleans
   * @param count how many readings in a row
   * @param rise how a rise is measured, null when the value is asked about
   */
  record Question(
      int index,
      int input,
      Term term,
      double limit,
      @Nullable String unit,
      int count,
      @Nullable Rise rise) {}

  /** How a rise is measured. */
  record Rise(long window, int readings, long span) {}

  /** Questions that must all hold for a time; the severity of the clear condition means nothing. */
  record Level(Severity severity, List<Question> when, long hold) {}

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
    return use == null || registration.bays().get(bayNumber(subject)) == use;
  }

  private static int bayNumber(String subject) {
    String number = subject.substring(subject.indexOf('/') + 1);
    return number.chars().allMatch(Character::isDigit) && number.length() < 9 && !number.isEmpty()
        ? Integer.parseInt(number)
        : 0;
  }

  /** What a level found, by the measured value of its first question. */
  Finding finding(Level level, double value) {
    Question question = level.when().get(0);
    return new Finding(
        points.get(question.input()),
        value,
        question.unit(),
        question.limit(),
        level.hold() / 1000.0);
  }

  /** The name a pattern has for the subject. */
  static String named(String pattern, String subject) {
    int brace = pattern.indexOf('{');
    return brace < 0
        ? pattern
        : pattern.substring(0, brace)
            + subject.substring(subject.indexOf('/') + 1)
            + pattern.substring(pattern.indexOf('}') + 1);
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

  /** Fills in the numbers; any that is missing makes the whole null. */
  private static final class Binding {
    private final Rule rule;
    private final String subject;
    private final Registration registration;
    private final List<String> points = new ArrayList<>();
    private int asked;
    private boolean complete = true;

    Binding(Rule rule, String subject, Registration registration) {
      this.rule = rule;
      this.subject = subject;
      this.registration = registration;
    }

    @Nullable Bound bound() {
      List<Level> levels = new ArrayList<>();
      for (Rule.Level level : rule.condition().levels()) {
        if (level.subjects().isEmpty() || level.subjects().contains(subject)) {
          levels.add(new Level(level.severity(), questions(level.when()), millis(level.hold(), 0)));
        }
      }
      Rule.Clear clear = rule.condition().clear();
      Level cleared = new Level(Severity.INFO, questions(clear.when()), millis(clear.hold(), 0));
      return complete
          ? new Bound(
              rule,
              subject,
              List.copyOf(points),
              List.copyOf(levels),
              cleared,
              counted(levels, cleared),
              window(levels))
          : null;
    }

    private static List<Question> counted(List<Level> levels, Level clear) {
      return Stream.concat(levels.stream(), Stream.of(clear))
          .flatMap(level -> level.when().stream())
          .filter(question -> question.count() > 1)
          .toList();
    }

    private static long window(List<Level> levels) {
      long longest = 0;
      for (Level level : levels) {
        longest = Math.max(longest, level.hold());
        for (Question question : level.when()) {
          Rise rise = question.rise();
          longest = rise == null ? longest : Math.max(longest, rise.window());
        }
      }
      return longest;
    }

    private List<Question> questions(List<Term> terms) {
      return terms.stream().map(this::question).toList();
    }

    private Question question(Term term) {
      String point = named(term.point(), subject);
      if (!points.contains(point)) {
        points.add(point);
      }
      double limit = number(term.limit());
      if (term.times() != null) {
        limit *= registered(term.times());
      }
      Term.Rise rise = term.rise();
      return new Question(
          asked++,
          points.indexOf(point),
          term,
          limit,
          unit(term),
          term.count() == null ? 1 : (int) number(term.count()),
          rise == null
              ? null
              : new Rise(
                  millis(rise.window(), 0), (int) number(rise.readings()), millis(rise.span(), 0)));
    }

    private @Nullable String unit(Term term) {
      Threshold threshold = rule.thresholds().get(term.limit());
      if (term.times() == null && (threshold == null || threshold.unit() != null)) {
        return threshold == null ? null : threshold.unit();
      }
      Registration.Stock stock = stock();
      return stock == null ? null : stock.unit();
    }

    private Registration.@Nullable Stock stock() {
      return registration.items().get(subject.substring(subject.indexOf('/') + 1));
    }

    private long millis(@Nullable String name, long otherwise) {
      return name == null ? otherwise : Math.round(number(name) * 1000);
    }

    private double number(String name) {
      Double override = registration.thresholds().override(rule.id(), name);
      if (override != null) {
        return override;
      }
      Threshold threshold = rule.thresholds().get(name);
      if (threshold == null) {
        throw new IllegalStateException("rule " + rule.id() + " has no threshold " + name);
      }
      return threshold.value() != null
          ? threshold.value()
          : threshold.from() != null ? registered(threshold.from()) : 0;
    }

    private double registered(String from) {
      Registration.Stock stock = stock();
      if (stock == null) {
        complete = false;
        return 0;
      }
      return switch (from) {
        case "item.minimum" -> stock.minimum();
        case "item.capacity" -> stock.capacity();
        default -> throw new IllegalStateException("nothing is registered as " + from);
      };
    }
  }
}
