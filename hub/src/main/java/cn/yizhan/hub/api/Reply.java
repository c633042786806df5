package cn.yizhan.hub.api;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A successful answer.
 *
 * @param status HTTP status
 * @param body its JSON
 * @param headers headers beyond those of every answer
 */
public record Reply(int status, JsonObject body, Map<String, String> headers) {

  /** 200 with that body. */
  public static Reply ok(JsonObject body) {
    return new Reply(200, body, Map.of());
  }

  /** 201 with that body. */
  public static Reply created(JsonObject body) {
    return new Reply(201, body, Map.of());
  }

  /** 202 with that body: it is taken on, not done yet. */
  public static Reply accepted(JsonObject body) {
    return new Reply(202, body, Map.of());
  }

  /** 200 with a page of a list. */
  public static Reply page(Page page) {
    return ok(new JsonObject().put("items", new JsonArray(page.items())).put("next", page.next()));
  }

  /** The same with one more header. */
  public Reply with(String name, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(name, value);
    return new Reply(status, body, Map.copyOf(more));
  }

  void send(HttpServerResponse response) {
    headers.forEach(response::putHeader);
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }
}
