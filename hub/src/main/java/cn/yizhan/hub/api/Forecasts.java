package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What was used of supplies and how long they last, as the OpenAPI document shows it. */
public interface Forecasts {
  /**
   * Days of an item, the newest first; null when there is no such item in the actor's scope.
   *
   * @param station code of the station
   * @param item code of the item
   */
  Future<@Nullable Page> days(Actor actor, String station, String item, Cursor cursor);

  /**
   * The forecast of an item; null when there is no such item in the actor's scope.
   *
   * @param station code of the station
   * @param item code of the item
   */
  Future<@Nullable JsonObject> forecast(Actor actor, String station, String item);
}
