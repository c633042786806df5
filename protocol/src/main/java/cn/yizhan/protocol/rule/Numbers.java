package cn.yizhan.protocol.rule;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fills the numbers of a station into rules, as they count from certain times on. */
final class Numbers {
  private NavigableMap<Long, Registration> course;

  Numbers(Registration registration) {
    course = new TreeMap<>(Map.of(Long.MIN_VALUE, registration));
  }

  void revise(NavigableMap<Long, Registration> changed) {
    course = new TreeMap<>(changed);
  }

  /** The rule for that subject by the time from which each counts; empty when it does not apply. */
  NavigableMap<Long, Bound> of(Rule rule, String subject) {
    NavigableMap<Long, Bound> bounds = new TreeMap<>();
    for (Map.Entry<Long, Registration> each : course.entrySet()) {
      Bound bound = Bound.of(rule, subject, each.getValue());
      if (bound == null) {
        return new TreeMap<>();
      }
      if (bounds.isEmpty() || !bound.equals(bounds.lastEntry().getValue())) {
        bounds.put(each.getKey(), bound);
      }
    }
    return bounds;
  }

  /** Whether the subject is a supply that people count, so that no readings tell of it any more. */
  boolean byHand(String subject) {
    return course.lastEntry().getValue().byHand(subject);
  }

  /** What stands for the variable part of the rule's subject when the point is one of its own. */
  static @Nullable String partIn(Rule rule, String point) {
    return rule.terms()
        .map(
            term -> {
              String part = Bound.partOf(term.pattern(), point);
              return part != null && term.summed() ? "" : part;
            })
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
