package cn.yizhan.hub.notify;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * What a fallback channel is told: the message another endpoint did not take, and that it is so.
 */
public final class FallbackBody {
  private static final String ZH = "\n（主通道未能送达，经备用通道转发）";
  private static final String EN =
      "\n(relayed by the fallback channel: the main one did not take it)";

  private FallbackBody() {}

  /**
   * The JSON text.
   *
   * @param body the message as it was queued for the other endpoint
   * @param endpoint the endpoint that did not take it
   */
  public static String of(String body, UUID endpoint) {
    JsonObject message = new JsonObject(body);
    JsonObject data = message.getJsonObject("data", new JsonObject());
    JsonObject text = data.getJsonObject("text", new JsonObject());
    text.put("zh", text.getString("zh", "") + ZH).put("en", text.getString("en", "") + EN);
    data.put("text", text).put("fallbackFor", endpoint.toString());
    return message.put("data", data).encode();
  }
}
