package cn.yizhan.hub.api;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items what is shown, as the OpenAPI document says
 * @param next cursor of the following page, null on the last one
 */
public record Page(List<JsonObject> items, @Nullable String next) {
  /** A page that is the whole list. */
  public static Page whole(List<JsonObject> items) {
    return new Page(items, null);
  }
}
