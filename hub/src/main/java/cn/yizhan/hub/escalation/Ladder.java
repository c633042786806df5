package cn.yizhan.hub.escalation;

import cn.yizhan.hub.escalation.Course.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done about a deadline now, and when it is to be looked at again. */
public final class Ladder {
  private Ladder() {}

  /**
   * How far a deadline has come.
   *
   * @param passed time of the last step taken or passed over, null for none
   * @param told when anybody was last told of it, null for never
   * @param missed true when its miss has been noted
   * @param changed when anything last happened to the alert
   * @param idle true when somebody has taken the alert on and is to be reminded
   */
  public record Standing(
      @Nullable Long passed, @Nullable Long told, boolean missed, long changed, boolean idle) {}

  /**
   * What is to be done.
   *
   * @param tell the step to be taken, null for none
   * @param over steps whose time has passed untold, all before the one to be taken
   * @param misses true when the deadline has passed and that is to be noted
   * @param reminds true when whoever has taken the alert on is to be reminded
   * @param next when to look again, epoch milliseconds; null when nothing can come any more
   */
  public record Look(
      @Nullable Stage tell,
      List<Stage> over,
      boolean misses,
      boolean reminds,
      @Nullable Long next) {}

  /**
   * Looks. Of several steps whose time has come, as after an outage of the hub, only the last is
   * taken: the others would name people whose turn is over.
   *
   * @param course when the steps are taken
   * @param steps the steps, empty for none
   * @param standing how far it has come
   * @param now epoch milliseconds
   */
  public static Look look(Course course, List<PolicyStep> steps, Standing standing, long now) {
    List<Stage> reached = new ArrayList<>();
    Long next = null;
    for (Stage stage : course.stages(steps)) {
      if (stage.at() > now) {
        next = earlier(next, stage.at());
      } else if (standing.passed() == null || stage.at() > standing.passed()) {
        reached.add(stage);
      }
    }
    Stage tell = reached.isEmpty() ? null : reached.remove(reached.size() - 1);
    boolean misses = !standing.missed() && now >= course.due();
    if (now < course.due()) {
      next = earlier(next, course.due());
    }
    boolean reminds = false;
    if (standing.idle()) {
      Long told = tell == null ? standing.told() : Long.valueOf(now);
      long at = course.reminder(standing.changed(), told);
      reminds = tell == null && at <= now;
      next = earlier(next, reminds ? course.reminder(standing.changed(), now) : at);
    }
    return new Look(tell, List.copyOf(reached), misses, reminds, next);
  }

  private static Long earlier(@Nullable Long one, long other) {
    return one == null ? other : Math.min(one, other);
  }
}
