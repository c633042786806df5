package cn.yizhan.hub.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a changed rule finds at a station, beside what the rule in force finds in the same reports
 * and what alerts were recorded then. Spells of one subject that held at one time are the same.
 *
 * @param lines what the changed rule finds, and what only the rule in force finds, by their time
 * @param inForce against the rule in force
 * @param recorded against the alerts
 */
public record Comparison(List<Line> lines, Tally inForce, Tally recorded) {
  /** How much sooner or later the station may have told of what is found in its readings. */
  private static final long SLACK = 120_000;

  /** What becomes of a spell when the changed rule takes the place of the one in force. */
  public enum Fate {
    /** Only the changed rule finds it. */
    NEW,
    /** Only the rule in force finds it. */
    GONE,
    /** Both find it. */
    SAME
  }

  /**
   * A spell.
   *
   * @param spell as the changed rule finds it, or, where that does not, the rule in force
   * @param fate who finds it
   * @param alert number of the alert that was recorded of it, null when none was
   */
  public record Line(Spell spell, Fate fate, @Nullable String alert) {}

  /**
   * An alert that was recorded.
   *
   * @param number its number for people
   * @param spell from its beginning to its end
   */
  public record Recorded(String number, Spell spell) {}

  /**
   * How many of each fate.
   *
   * @param added what only the changed rule finds
   * @param gone what the changed rule does not find
   * @param same what it finds, too
   */
  public record Tally(int added, int gone, int same) {
    /** Nothing. */
    public static final Tally NONE = new Tally(0, 0, 0);

    /** The sums. */
    public Tally plus(Tally other) {
      return new Tally(added + other.added, gone + other.gone, same + other.same);
    }
  }

  /**
   * Compares.
   *
   * @param changed what the changed rule finds
   * @param inForce what the rule in force finds in the same reports
   * @param recorded the alerts of that time
   */
  public static Comparison of(List<Spell> changed, List<Spell> inForce, List<Recorded> recorded) {
    List<Line> lines = new ArrayList<>();
    Set<Recorded> met = new HashSet<>();
    int known = 0;
    int alerted = 0;
    for (Spell spell : changed) {
      boolean before = inForce.stream().anyMatch(other -> other.meets(spell, 0));
      known += before ? 1 : 0;
      String alert = null;
      for (Recorded other : recorded) {
        if (other.spell().meets(spell, SLACK)) {
          met.add(other);
          alert = alert == null ? other.number() : alert;
        }
      }
      alerted += alert == null ? 0 : 1;
      lines.add(new Line(spell, before ? Fate.SAME : Fate.NEW, alert));
    }
    int gone = 0;
    for (Spell spell : inForce) {
      if (changed.stream().noneMatch(other -> other.meets(spell, 0))) {
        gone++;
        lines.add(new Line(spell, Fate.GONE, numberOf(spell, recorded)));
      }
    }
    lines.sort(
        Comparator.comparingLong((Line line) -> line.spell().raised())
            .thenComparing(line -> line.spell().subject()));
    return new Comparison(
        List.copyOf(lines),
        new Tally(changed.size() - known, gone, known),
        new Tally(changed.size() - alerted, recorded.size() - met.size(), alerted));
  }

  private static @Nullable String numberOf(Spell spell, List<Recorded> recorded) {
    return recorded.stream()
        .filter(other -> other.spell().meets(spell, SLACK))
        .map(Recorded::number)
        .findFirst()
        .orElse(null);
  }
}
