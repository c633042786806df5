package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.message.BayUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the numbers of a rule for one subject; any that is not registered makes the whole null.
 */
final class Binding {
  private final Rule rule;
  private final String subject;
  private final String part;
  private final Registration registration;
  private final List<String> points = new ArrayList<>();
  private int asked;
  private boolean complete = true;

  Binding(Rule rule, String subject, Registration registration) {
    this.rule = rule;
    this.subject = subject;
    this.part = Bound.part(rule, subject);
    this.registration = registration;
  }

  @Nullable Bound bound() {
    List<Bound.Level> levels = new ArrayList<>();
    for (Rule.Level level : rule.condition().levels()) {
      if (level.subjects().isEmpty() || level.subjects().contains(subject)) {
        levels.add(level(level.severity(), level.when(), level.or(), level.hold()));
      }
    }
    Rule.Clear clear = rule.condition().clear();
    Bound.Level cleared = level(Severity.INFO, clear.when(), clear.or(), clear.hold());
    return complete && !levels.isEmpty()
        ? new Bound(
            rule,
            subject,
            List.copyOf(points),
            List.copyOf(levels),
            cleared,
            counted(levels, cleared),
            window(levels),
            memory(levels))
        : null;
  }

  private Bound.Level level(
      Severity severity, List<Term> when, List<List<Term>> or, @Nullable String hold) {
    List<Bound.Question> all = questions(when);
    List<List<Bound.Question>> others = or.stream().map(this::questions).toList();
    boolean lasting =
        Stream.concat(all.stream(), others.stream().flatMap(List::stream))
            .allMatch(Bound.Question::lasting);
    return new Bound.Level(severity, all, others, millis(hold, 0), lasting && !all.isEmpty());
  }

  private static List<Bound.Question> counted(List<Bound.Level> levels, Bound.Level clear) {
    return Stream.concat(levels.stream(), Stream.of(clear))
        .flatMap(Bound.Level::questions)
        .filter(question -> !question.count().equals(Bound.Count.ONE))
        .toList();
  }

  private static long window(List<Bound.Level> levels) {
    long longest = memory(levels);
    for (Bound.Level level : levels) {
      longest = Math.max(longest, level.hold());
      long counted = level.questions().mapToLong(asked -> asked.count().window()).max().orElse(0);
      longest = Math.max(longest, counted);
    }
    return longest;
  }

  private static long memory(List<Bound.Level> levels) {
    long longest = 0;
    for (Bound.Level level : levels) {
      for (Bound.Question question : level.questions().toList()) {
        Bound.Rise rise = question.rise();
        longest = rise == null ? longest : Math.max(longest, rise.window());
      }
    }
    return longest;
  }

  private List<Bound.Question> questions(List<Term> terms) {
    return terms.stream().map(this::question).toList();
  }

  private Bound.Question question(Term term) {
    Term.Rise rise = term.rise();
    String after = term.after();
    return new Bound.Question(
        asked++,
        inputs(term),
        after == null ? -1 : input(Bound.named(after, part)),
        term,
        limit(term),
        unit(term),
        count(term.count()),
        rise == null
            ? null
            : new Bound.Rise(
                millis(rise.window(), 0), (int) number(rise.readings()), millis(rise.span(), 0)));
  }

  private Bound.Count count(Term.@Nullable Count count) {
    return count == null
        ? Bound.Count.ONE
        : new Bound.Count((int) number(count.readings()), millis(count.window(), 0), count.fewer());
  }

  private List<Integer> inputs(Term term) {
    BayUse use = rule.subject().use();
    return term.summed()
        ? registration.bays().entrySet().stream()
            .filter(bay -> use == null || bay.getValue() == use)
            .map(Map.Entry::getKey)
            .sorted()
            .map(bay -> input(term.point().replace("*", Integer.toString(bay))))
            .toList()
        : List.of(input(Bound.named(term.point(), part)));
  }

  private int input(String point) {
    if (!points.contains(point)) {
      points.add(point);
    }
    return points.indexOf(point);
  }

  private double limit(Term term) {
    if (term.limit() == null) {
      return term.words().get(0);
    }
    double limit = number(term.limit());
    return term.times() == null ? limit : limit * registered(term.times());
  }

  private @Nullable String unit(Term term) {
    if (term.limit() == null) {
      return null;
    }
    if (term.times() != null && term.times().startsWith("station.")) {
      return term.times().equals("station.breaker") ? "W" : "bays";
    }
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
    double breaker = registration.wiring().breaker();
    BayUse use = rule.subject().use();
    long bays = registration.bays().values().stream().filter(u -> use == null || u == use).count();
    complete &=
        switch (from) {
          case "station.breaker" -> breaker > 0;
          case "station.bays" -> bays > 0;
          default -> stock != null;
        };
    return switch (from) {
      case "station.breaker" -> breaker;
      case "station.bays" -> bays;
      case "item.minimum" -> stock == null ? 0 : stock.minimum();
      case "item.capacity" -> stock == null ? 0 : stock.capacity();
      default -> throw new IllegalStateException("nothing is registered as " + from);
    };
  }
}
