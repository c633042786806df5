package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alerts, as the OpenAPI document shows them. */
public interface Alerts {
  /**
   * Alerts in scope, the latest detected first.
   *
   * @param filters wanted values by the names {@code station}, {@code office}, {@code rule}, {@code
   *     condition}, {@code work} and {@code severity}
   */
  Future<Page> alerts(Actor actor, Map<String, String> filters, Cursor cursor);

  /** One alert with its history, or null. */
  Future<@Nullable JsonObject> alert(Actor actor, UUID id);
}
