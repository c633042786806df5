package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that is authenticated, permitted and valid by the OpenAPI document. */
public final class Request {
  private static final int PAGE = 100;

  private final RoutingContext context;
  private final Actor actor;
  private final ValidatedRequest valid;

  Request(RoutingContext context) {
    this.context = context;
    this.actor = Authentication.actor(context);
    this.valid =
        Objects.requireNonNull(
            context.<ValidatedRequest>get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST));
  }

  /** Who makes it. */
  public Actor actor() {
    return actor;
  }

  /** A part of the path. */
  public String path(String name) {
    return Objects.requireNonNull(text(valid.getPathParameters(), name), name);
  }

  /** A whole number in the path. */
  public long pathNumber(String name) {
    RequestParameter parameter = Objects.requireNonNull(valid.getPathParameters().get(name), name);
    return Objects.requireNonNull(parameter.getLong(), name);
  }

  /** A parameter of the query; null when it is missing or empty. */
  public @Nullable String query(String name) {
    String text = text(valid.getQuery(), name);
    return text == null || text.isEmpty() ? null : text;
  }

  /** A yes or no in the query; no when it is missing. */
  public boolean flag(String name) {
    RequestParameter parameter = valid.getQuery().get(name);
    return parameter != null && Boolean.TRUE.equals(parameter.getBoolean());
  }

  /**
   * A time in the query, epoch milliseconds; null when it is missing or empty.
   *
   * @throws Refusal when it is no time
   */
  public @Nullable Long time(String name) {
    String text = query(name);
    return text == null ? null : time("query." + name, text);
  }

  /** A header that the document names; null when it is missing. */
  public @Nullable String header(String name) {
    return text(valid.getHeaders(), name);
  }

  /** The page asked for, of 100 items when the query does not say. */
  public Cursor page() {
    return page(PAGE);
  }

  /** The page asked for, of that many items when the query does not say. */
  public Cursor page(int items) {
    RequestParameter limit = valid.getQuery().get("limit");
    Integer said = limit == null ? null : limit.getInteger();
    return Cursor.read(query("after"), said == null ? items : said);
  }

  /** The body; an empty object when there is none. */
  public JsonObject body() {
    RequestParameter body = valid.getBody();
    return body == null || body.isNull() ? new JsonObject() : body.getJsonObject();
  }

  /** The body as it came, for an operation whose body is no JSON; empty when there is none. */
  public Buffer content() {
    Buffer content = context.body().buffer();
    return content == null ? Buffer.buffer() : content;
  }

  /** The media type that the client says the body has, without parameters; empty for none. */
  public String contentType() {
    String said = context.request().getHeader("Content-Type");
    return said == null ? "" : said.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  /**
   * A time in the body, epoch milliseconds; null when it is missing.
   *
   * @throws Refusal when it is no time
   */
  public @Nullable Long bodyTime(String name) {
    String text = body().getString(name);
    return text == null ? null : time("body." + name, text);
  }

  private static Long time(String place, String text) {
    Long time = Rfc3339.parse(text);
    if (time == null) {
      throw Refusal.invalid(
          place, "expected a time like 2026-11-23T14:02:21+08:00 of the years 1970 to 9999");
    }
    return time;
  }

  private static @Nullable String text(Map<String, RequestParameter> parameters, String name) {
    RequestParameter parameter = parameters.get(name);
    if (parameter == null || parameter.isNull()) {
      return null;
    }
    return parameter.isBoolean() ? parameter.getBoolean().toString() : parameter.getString();
  }
}
