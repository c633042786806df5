package cn.yizhan.hub.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as the client sees it, after RFC 9457.
 *
 * @param sort what sort it is
 * @param detail what happened this time; null when the sort says it all
 * @param faults what is wrong with the request, and where
 */
public record Problem(Sort sort, @Nullable String detail, List<Fault> faults) {
  /** Media type of the JSON form. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE_PREFIX = "urn:yizhan:problem:";

  /** Sorts of problems: the HTTP status, a word for programs and a title for people. */
  public enum Sort {
    INVALID_REQUEST(400, "invalid-request", "The request is not valid"),
    UNAUTHENTICATED(401, "unauthenticated", "A valid token is needed"),
    FORBIDDEN(403, "forbidden", "The token's role does not permit this"),
    NOT_FOUND(404, "not-found", "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "None of the accepted media types can be given"),
    CONFLICT(409, "conflict", "The change conflicts with what there is"),
    STALE(412, "stale", "It has changed since it was read"),
    KEY_REUSED(422, "key-reused", "The Idempotency-Key was used for another request"),
    REVISION_NEEDED(428, "revision-needed", "If-Match with the ETag that was read is needed"),
    TOO_LARGE(413, "too-large", "The body is too large"),
    URI_TOO_LONG(414, "uri-too-long", "The address is too long"),
    MEDIA_TYPE(415, "media-type", "The media type of the body is not supported"),
    UNUSABLE(422, "unusable", "The content cannot be used"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are too large"),
    INTERNAL(500, "internal", "The hub failed to answer"),
    UNAVAILABLE(503, "unavailable", "The hub cannot answer now; try again later");

    private final int status;
    private final String word;
    private final String title;

    Sort(int status, String word, String title) {
      this.status = status;
      this.word = word;
      this.title = title;
    }

    /** HTTP status. */
    public int status() {
      return status;
    }

    /** The sort of that HTTP status; any other client error is an invalid request. */
    public static Sort ofStatus(int status) {
      for (Sort sort : values()) {
        if (sort.status == status) {
          return sort;
        }
      }
      return status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL;
    }
  }

  /** A problem whose sort says it all. */
  public static Problem of(Sort sort) {
    return new Problem(sort, null, List.of());
  }

  /** A problem with a sentence about this time. */
  public static Problem of(Sort sort, String detail) {
    return new Problem(sort, detail, List.of());
  }

  /** A request with one fault. */
  public static Problem invalid(String place, String detail) {
    return new Problem(Sort.INVALID_REQUEST, null, List.of(new Fault(place, detail)));
  }

  /** The JSON form. */
  public JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("type", TYPE_PREFIX + sort.word)
            .put("title", sort.title)
            .put("status", sort.status);
    if (detail != null) {
      json.put("detail", detail);
    }
    if (!faults.isEmpty()) {
      JsonArray errors = new JsonArray();
      faults.forEach(
          fault ->
              errors.add(
                  new JsonObject().put("place", fault.place()).put("detail", fault.detail())));
      json.put("errors", errors);
    }
    return json;
  }
}
