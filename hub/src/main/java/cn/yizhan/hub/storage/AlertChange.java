package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Step;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/**
 * A change of an alert that is being written.
 *
 * @param step the change
 * @param place where the alert is, a row of {@link AlertPlaces}
 * @param actor who made it, {@code hub} for the hub itself
 * @param data what the history keeps of it
 * @param now the present, milliseconds
 */
record AlertChange(Step step, Row place, String actor, JsonObject data, long now) {
  /** Database id of the office the alert belongs to. */
  int office() {
    return place.getInteger("office");
  }
}
