package cn.yizhan.hub.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * A successful answer.
 *
 * @param status HTTP status
 * @param body its content
 * @param headers headers beyond those of every answer, the type of the content among them
 */
public record Reply(int status, Buffer body, Map<String, String> headers) {
  private static final String TYPE = "Content-Type";

  /**
   * An answer in JSON.
   *
   * @param status HTTP status
   * @param body its JSON
   * @param headers headers beyond those of every answer
   */
  public Reply(int status, JsonObject body, Map<String, String> headers) {
    this(status, body.toBuffer(), and(headers, TYPE, "application/json"));
  }

  /** 200 with content of that media type. */
  public static Reply content(String type, Buffer content) {
    return new Reply(200, content, Map.of(TYPE, type));
  }

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
    return new Reply(status, body, and(headers, name, value));
  }

  private static Map<String, String> and(Map<String, String> headers, String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return Map.copyOf(more);
  }

  void send(HttpServerResponse response) {
    headers.forEach(response::putHeader);
    response.setStatusCode(status).end(body);
  }
}
