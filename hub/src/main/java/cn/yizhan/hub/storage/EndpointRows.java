package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.notify.Endpoints.Entry;
import cn.yizhan.hub.notify.Target;
import cn.yizhan.hub.notify.channel.Kind;
import cn.yizhan.hub.notify.channel.Language;
import cn.yizhan.hub.notify.channel.Sheet;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of endpoints and what they say. */
final class EndpointRows {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The columns that {@link #entry} reads, of {@code endpoint e} and {@code office o}. */
  static final String SHOWN =
      """
      e.id, o.code as office, e.kind, e.url, e.name, e.language, e.min_severity, e.tester,
      e.fallback,
      e.events, e.settings, e.enabled, e.disabled_reason, e.created,
      case when e.both_until > now() then e.both_until end as both_until""";

  private EndpointRows() {}

  static @Nullable Entry first(RowSet<Row> rows) {
    for (Row row : rows) {
      return entry(row);
    }
    return null;
  }

  static Entry entry(Row row) {
    String reason = row.getString("disabled_reason");
    boolean enabled = row.getBoolean("enabled");
    return new Entry(
        row.getUUID("id"),
        row.getString("office"),
        row.getString("kind"),
        row.getString("url"),
        enabled ? null : reason == null ? "" : reason,
        Times.fromSql(row.getOffsetDateTime("created")),
        open(row),
        row.getOffsetDateTime("both_until") == null
            ? null
            : Times.fromSql(row.getOffsetDateTime("both_until")));
  }

  /** What is set about an endpoint, secrets masked. */
  private static ObjectNode open(Row row) {
    ObjectNode open = read(row.getJsonObject("settings").encode());
    open.put("kind", row.getString("kind"));
    if (!row.getString("kind").equals(Kind.EMAIL.word())) {
      open.put("url", row.getString("url"));
    }
    if (!row.getString("name").isEmpty()) {
      open.put("name", row.getString("name"));
    }
    open.put("language", row.getString("language"));
    open.put("minSeverity", row.getString("min_severity"));
    open.put("tester", row.getBoolean("tester"));
    open.put("fallback", row.getBoolean("fallback"));
    ArrayNode events = open.putArray("events");
    for (String group : row.getArrayOfStrings("events")) {
      events.add(group);
    }
    return open;
  }

  /**
   * What is set about an endpoint, secrets included; wants the columns of {@link #SHOWN} and the
   * sealed ones.
   *
   * @throws IllegalArgumentException when the secrets cannot be opened
   */
  static Sheet sheet(Peppers peppers, UUID endpoint, Row row) {
    Buffer sealed = row.getBuffer("sealed");
    ObjectNode secret =
        sealed == null
            ? null
            : read(
                SealedSecrets.openSheet(
                    peppers, endpoint, row.getShort("sealed_pepper"), sealed.getBytes()));
    return Sheet.stored(Sheet.whole(open(row), secret));
  }

  /** How an endpoint is told; without its channel when its secrets could not be opened. */
  static Target target(@Nullable Sheet sheet, Row row) {
    Kind kind = Objects.requireNonNull(Kind.of(row.getString("kind")));
    Language language = Language.of(row.getString("language"));
    return sheet == null
        ? new Target(kind, language, null, null, null)
        : new Target(kind, language, sheet.channel(), sheet.line().ca(), sheet.line().proxy());
  }

  /** The part of the JSON that has no column of its own. */
  static JsonObject settings(Sheet sheet) {
    ObjectNode open = sheet.open();
    open.retain("settings", "ca", "proxy");
    return new JsonObject(open.toString());
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the settings are no JSON", e);
    }
  }
}
