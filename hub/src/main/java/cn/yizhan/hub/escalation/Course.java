package cn.yizhan.hub.escalation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a deadline runs: when its steps are taken.
 *
 * @param start since when the time allowed runs, epoch milliseconds
 * @param due the deadline, epoch milliseconds
 * @param counts working time when only that counts, null when every hour does
 */
public record Course(long start, long due, @Nullable WorkTime counts) {
  private static final long DAY = 86_400_000;

  /**
   * A step and its time.
   *
   * @param at epoch milliseconds
   * @param ordinal from 1
   * @param to who is to act
   */
  public record Stage(long at, int ordinal, DutyRole to) {}

  /** The steps in the order in which they are taken. */
  public List<Stage> stages(List<PolicyStep> steps) {
    long allowed = counts == null ? Math.max(0, due - start) : counts.between(start, due);
    List<Stage> stages = new ArrayList<>();
    for (PolicyStep step : steps) {
      long offset = step.after().millis(allowed);
      // what was to be before the beginning is at the beginning
      long at = offset < -allowed ? start : counted(due, offset);
      stages.add(new Stage(at, 0, step.to()));
    }
    stages.sort(Comparator.comparingLong(Stage::at));
    List<Stage> ordered = new ArrayList<>();
    for (Stage stage : stages) {
      ordered.add(new Stage(stage.at(), ordered.size() + 1, stage.to()));
    }
    return ordered;
  }

  /**
   * When somebody is reminded who has taken the alert on and does nothing: after half the time
   * allowed, and a day after he was told last.
   *
   * @param changed when anything last happened to the alert, epoch milliseconds
   * @param told when anybody was last told, null for never
   */
  public long reminder(long changed, @Nullable Long told) {
    long half = (counts == null ? Math.max(0, due - start) : counts.between(start, due)) / 2;
    long idle = counted(changed, half);
    long next = told == null ? idle : Math.max(idle, told + DAY);
    return counts == null ? next : counts.plus(next, 0);
  }

  private long counted(long from, long millis) {
    return counts == null ? from + millis : counts.plus(from, millis);
  }
}
