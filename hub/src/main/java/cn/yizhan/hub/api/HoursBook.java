package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.hours.OpeningHours;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** When stations are open by plan; every change is audited in its transaction. */
public interface HoursBook {
  /**
   * A station's hours, version 0 when nobody ever said them; null when there is no such station.
   */
  Future<@Nullable JsonObject> hours(Actor actor, String station);

  /**
   * Puts hours in force.
   *
   * @param hours null when they are not known any more
   * @param expected the version at which they were read; null for any
   */
  Future<Replaced> replace(
      Actor actor, String station, @Nullable OpeningHours hours, @Nullable Integer expected);
}
