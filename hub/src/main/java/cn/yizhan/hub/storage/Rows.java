package cn.yizhan.hub.storage;

import cn.yizhan.hub.api.Rfc3339;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of reading statements as JSON: a column is a member of the same name, {@code "a.b"} one of a
 * nested object; columns whose name begins with {@code key_} are the row's sort key.
 */
final class Rows {
  private static final String KEY = "key_";

  private Rows() {}

  /** The row without its key. */
  static JsonObject json(Row row) {
    JsonObject json = new JsonObject();
    for (int i = 0; i < row.size(); i++) {
      String name = row.getColumnName(i);
      if (!name.startsWith(KEY)) {
        put(json, name, value(row.getValue(i)));
      }
    }
    return json;
  }

  /** The texts of the row's key columns, in their order. */
  static List<String> key(Row row) {
    List<String> key = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      if (row.getColumnName(i).startsWith(KEY)) {
        key.add(Objects.requireNonNull(row.getString(i)));
      }
    }
    return key;
  }

  private static void put(JsonObject json, String name, @Nullable Object value) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      json.put(name, value);
      return;
    }
    String outer = name.substring(0, dot);
    JsonObject nested = json.getJsonObject(outer);
    if (nested == null) {
      nested = new JsonObject();
      json.put(outer, nested);
    }
    put(nested, name.substring(dot + 1), value);
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      return Rfc3339.format(time.toInstant());
    }
    if (value instanceof UUID id) {
      return id.toString();
    }
    if (value instanceof Buffer bytes) {
      return Base64.getEncoder().encodeToString(bytes.getBytes());
    }
    return value == Tuple.JSON_NULL ? null : value;
  }
}
