package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.BayUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of the rule catalogue, or one of its cases: a rule that asks different things of
 * different sorts of subjects is there once for each, under one id and version.
 *
 * @param id its name for people and in messages, {@code S02}
 * @param version rises with each change of meaning
 * @param subject what it is judged for
 * @param condition when it is raised and cleared
 * @param thresholds the numbers in it by name
 * @param edge what the station does about it by itself, null for nothing
 * @param deadlines by when people are to act
 * @param texts what people are told
 */
public record Rule(
    String id,
    int version,
    Subject subject,
    Condition condition,
    Map<String, Threshold> thresholds,
    @Nullable Edge edge,
    Deadlines deadlines,
    Texts texts) {

  /** All questions it asks: those of its levels and of its end. */
  public Stream<Term> terms() {
    return Stream.concat(
        condition.levels().stream().flatMap(level -> all(level.when(), level.or())),
        all(condition.clear().when(), condition.clear().or()));
  }

  private static Stream<Term> all(List<Term> when, List<List<Term>> or) {
    return Stream.concat(when.stream(), or.stream().flatMap(List::stream));
  }

  /**
   * What a rule is judged for.
   *
   * @param pattern {@code station}, {@code bay/{n}}, {@code supply/{item}}, {@code device/{id}},
   *     {@code element/{code}} or the name or pattern of a sensor's point
   * @param use only bays of this use, null for all; of a station only those count in its sums
   */
  public record Subject(String pattern, @Nullable BayUse use) {}

  /**
   * When a rule is raised and cleared.
   *
   * @param levels its severities with their conditions, the worst first
   * @param clear what must hold for it to be over
   * @param judgedBy who finds that out
   */
  public record Condition(List<Level> levels, Clear clear, JudgedBy judgedBy) {
    /** A condition found in readings. */
    public Condition(List<Level> levels, Clear clear) {
      this(levels, clear, JudgedBy.READINGS);
    }
  }

  /**
   * A severity and what makes it.
   *
   * @param severity the severity
   * @param subjects only these subjects, empty for all
   * @param when all of these must hold; empty when the rule is not judged by its terms
   * @param or other lists of which one does as well, when all in it hold
   * @param hold threshold with the seconds they must hold without a break, null for none
   */
  public record Level(
      Severity severity,
      Set<String> subjects,
      List<Term> when,
      List<List<Term>> or,
      @Nullable String hold) {}

  /**
   * What ends a condition; it counts only while no level's terms hold.
   *
   * @param when all of these must hold; empty by hand, and when the rule is not judged by its terms
   * @param or other lists of which one does as well, when all in it hold
   * @param hold threshold with the seconds they must hold without a break, null for none
   * @param byHand true when it is not over before somebody on site has said so
   */
  public record Clear(List<Term> when, List<List<Term>> or, @Nullable String hold, boolean byHand) {
    /**
     * For so long after a test on site what was raised in it is over as soon as its readings say
     * so, without the hold and without anybody's word; a station's latch holds it as ever. An
     * engineering default: nobody waits ten minutes for a smoke detector that a tester has tripped.
     */
    public static final Duration AFTER_TEST = Duration.ofMinutes(2);
  }

  /**
   * What a station does by itself.
   *
   * @param action what
   * @param scope to which bays
   * @param latch whether it stays so until somebody resets it on site; otherwise until the
   *     condition is over
   * @param siren whether the siren sounds too
   * @param from the least severity at which it is done
   */
  public record Edge(EdgeAct action, EdgeScope scope, boolean latch, boolean siren, Severity from) {

    /** True when it is done about a condition of that severity. */
    public boolean against(Severity severity) {
      return !from.worseThan(severity);
    }
  }

  /**
   * By when people are to act, all from detection.
   *
   * @param acknowledge say that they have taken it on; null when nobody has to
   * @param resolve have it dealt with; null for no deadline
   * @param recheck have looked at it on site; null when none is needed
   */
  public record Deadlines(
      @Nullable Duration acknowledge, @Nullable Duration resolve, @Nullable Duration recheck) {}

  /**
   * What people are told.
   *
   * @param title what is the matter, to follow the subject's label
   * @param whatToDo steps, in order
   * @param condition when it is raised, for rules that are not judged by their terms; else null
   */
  public record Texts(Label title, List<Label> whatToDo, @Nullable Label condition) {}
}
