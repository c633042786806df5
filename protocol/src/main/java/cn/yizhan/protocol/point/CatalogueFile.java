package cn.yizhan.protocol.point;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code points.json}. */
final class CatalogueFile {
  private static final String RESOURCE = "points.json";

  private CatalogueFile() {}

  /**
   * The rows of the file, in its order.
   *
   * @throws IllegalStateException when the file is missing or a row is wrong, which a test rules
   *     out for the file that is shipped
   */
  static List<PointType> read() {
    try (InputStream in = CatalogueFile.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the point catalogue is missing from the program");
      }
      List<PointType> types = new ArrayList<>();
      for (JsonNode row : new JsonMapper().readTree(in)) {
        types.add(type(row));
      }
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException("the point catalogue cannot be read", e);
    }
  }

  private static PointType type(JsonNode row) {
    String name = row.path("name").asText();
    Lane lane = Lane.of(row.path("lane").asText());
    if (name.isEmpty() || lane == null || !row.path("maxAgeSeconds").canConvertToLong()) {
      throw new IllegalStateException("wrong row in the point catalogue: " + row);
    }
    return new PointType(
        name,
        lane,
        values(row),
        Duration.ofSeconds(row.path("maxAgeSeconds").longValue()),
        row.path("deadband").asDouble(0),
        new Label(row.path("zh").asText(), row.path("en").asText()));
  }

  private static PointType.Values values(JsonNode row) {
    return switch (row.path("kind").asText()) {
      case "number" ->
          new PointType.Values(
              ValueKind.NUMBER,
              texts(row.path("units")),
              row.path("min").asDouble(),
              row.path("max").asDouble(),
              List.of());
      case "boolean" -> PointType.Values.bool();
      case "word" -> PointType.Values.oneOf(texts(row.path("words")));
      default -> throw new IllegalStateException("wrong kind in the point catalogue: " + row);
    };
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
