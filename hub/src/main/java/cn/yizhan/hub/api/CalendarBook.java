package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.escalation.CalendarYear;
import cn.yizhan.hub.escalation.WorkDays;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holidays and make-up working days; every change is audited in its transaction. */
public interface CalendarBook {
  /** The working days as they are known. */
  Future<WorkDays> days();

  /** The versions of the years that were put in; those of the product have none. */
  Future<Map<Integer, Integer>> versions();

  /**
   * Puts a year in force.
   *
   * @param expected the version at which the year was read, 0 for that of the product or none; null
   *     for any
   */
  Future<Replaced> replace(
      Actor actor, CalendarYear year, String reason, @Nullable Integer expected);
}
