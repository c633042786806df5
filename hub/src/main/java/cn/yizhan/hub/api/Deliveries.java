package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notifications and the tries to deliver them, as the OpenAPI document shows them. */
public interface Deliveries {
  /**
   * Notifications in scope, the latest first.
   *
   * @param filters wanted values by the names {@code office}, {@code endpoint}, {@code alert} and
   *     {@code state}
   */
  Future<Page> deliveries(Actor actor, Map<String, String> filters, Cursor cursor);

  /** The tries to deliver one notification, in order; null when there is no such notification. */
  Future<@Nullable Page> attempts(Actor actor, String delivery, Cursor cursor);
}
