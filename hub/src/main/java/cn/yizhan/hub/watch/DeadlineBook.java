package cn.yizhan.hub.watch;

import cn.yizhan.hub.escalation.WorkDays;
import io.vertx.core.Future;

/** The deadlines of alerts; safe to be asked by several hubs at once. */
public interface DeadlineBook {
  /**
   * Takes the steps whose time has come, each in a transaction of its own with what is told of it.
   *
   * @return how many deadlines were looked at
   */
  Future<Integer> take();

  /**
   * Raises the alerts about misses that were noted, and ends those whose deadline was met after
   * all.
   *
   * @return how many
   */
  Future<Integer> record();

  /**
   * Finds alerts that come again and again.
   *
   * @return how many facts about them were applied
   */
  Future<Integer> repetitions();

  /** The working days as they are known. */
  Future<WorkDays> days();
}
