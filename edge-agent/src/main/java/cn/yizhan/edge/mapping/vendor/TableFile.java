package cn.yizhan.edge.mapping.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a table of the program: a JSON array of rows. */
final class TableFile {
  private TableFile() {}

  /**
   * The rows of a table.
   *
   * @throws IllegalStateException when it is missing, which tests rule out
   */
  static List<JsonNode> rows(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + name);
      }
      List<JsonNode> rows = new ArrayList<>();
      new JsonMapper().readTree(in).forEach(rows::add);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot be read: " + name, e);
    }
  }

  /** Refuses a row with a key that means nothing, which would be a slip of the pen. */
  static void knownKeys(JsonNode row, String... keys) {
    Set<String> known = Set.of(keys);
    row.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw new IllegalStateException("unknown key " + key + " in " + row);
              }
            });
  }
}
