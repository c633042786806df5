package cn.yizhan.protocol.rule;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The bays that what a station does by itself reaches. */
public enum EdgeScope {
  /** The bay the condition holds of. */
  BAY,
  /** All bays. */
  STATION,
  /** The bays on the circuit whose residual current is measured. */
  CIRCUIT,
  /** The bays mounted low, which water reaches first. */
  LOW,
  /** The bays that a sensor watches: its own, or all of them when it is of the room. */
  ZONE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in JSON. */
  public String word() {
    return word;
  }

  /**
   * Numbers of the bays it reaches.
   *
   * @param subject what the condition holds of: {@code bay/3} or {@code station}
   * @param registration the station's bays
   */
  public SortedSet<Integer> bays(String subject, Registration registration) {
    Set<Integer> all = registration.bays().keySet();
    SortedSet<Integer> bays = new TreeSet<>(all);
    switch (this) {
      case BAY -> {
        bays.clear();
        bays.add(Bound.bayNumber(subject));
      }
      case STATION -> {}
      case CIRCUIT -> {
        Set<Integer> circuit = registration.wiring().circuit();
        if (!circuit.isEmpty()) {
          bays.retainAll(circuit);
        }
      }
      case LOW -> bays.retainAll(registration.wiring().low());
      case ZONE -> zone(subject, bays);
    }
    return bays;
  }

  /** Which devices watch what is not known: only points say where they are. */
  private static void zone(String subject, SortedSet<Integer> bays) {
    if (subject.startsWith("bay/")) {
      int end = subject.indexOf('/', 4);
      bays.retainAll(Set.of(Bound.bayNumber(end < 0 ? subject : subject.substring(0, end))));
    } else if (!subject.startsWith("room/")) {
      bays.clear();
    }
  }

  /**
   * The scope of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  static EdgeScope of(String word) {
    for (EdgeScope scope : values()) {
      if (scope.word.equals(word)) {
        return scope;
      }
    }
    throw new IllegalArgumentException("no scope of an act is called " + word);
  }
}
