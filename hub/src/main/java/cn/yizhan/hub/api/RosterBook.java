package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.escalation.Shift;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Duty rosters of offices; every change is audited in its transaction. */
public interface RosterBook {
  /** The shifts that reach into a time, the earliest first; null when there is no such office. */
  Future<@Nullable List<Shift>> shifts(Actor actor, String office, Shift.Span span);

  /**
   * Replaces the roster of a period, all of it or nothing; shifts that reach over its ends keep
   * what lies outside.
   *
   * @param shifts shifts within the period
   * @return false when there is no such office in scope
   */
  Future<Boolean> replace(Actor actor, String office, Shift.Span period, List<Shift> shifts);
}
