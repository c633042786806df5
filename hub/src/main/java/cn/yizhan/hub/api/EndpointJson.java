package cn.yizhan.hub.api;

import cn.yizhan.hub.notify.Endpoints;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Endpoints as the OpenAPI document shows and takes them. */
final class EndpointJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private EndpointJson() {}

  /** What was sent, as the notifications read it. */
  static ObjectNode read(JsonObject body) {
    try {
      return (ObjectNode) MAPPER.readTree(body.encode());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON can be read again", e);
    }
  }

  /** An endpoint, its secrets masked. */
  static JsonObject of(Endpoints.Entry entry) {
    JsonObject shown = new JsonObject(entry.shown().toString());
    return new JsonObject()
        .put("id", entry.id().toString())
        .put("office", entry.office())
        .put("kind", entry.kind())
        .put("url", entry.url())
        .put("name", shown.getString("name", ""))
        .put("language", shown.getString("language"))
        .put("minSeverity", shown.getString("minSeverity"))
        .put("tester", shown.getBoolean("tester"))
        .put("fallback", shown.getBoolean("fallback"))
        .put("events", shown.getJsonArray("events"))
        .put("ca", shown.getString("ca"))
        .put("proxy", shown.getJsonObject("proxy"))
        .put("settings", shown.getJsonObject("settings", new JsonObject()))
        .put("enabled", entry.enabled())
        .put("disabledReason", entry.disabledReason())
        .put("bothUntil", time(entry.bothUntil()))
        .put("created", Rfc3339.format(Instant.ofEpochMilli(entry.created())));
  }

  static @Nullable String time(@Nullable Long millis) {
    return millis == null ? null : Rfc3339.format(Instant.ofEpochMilli(millis));
  }
}
