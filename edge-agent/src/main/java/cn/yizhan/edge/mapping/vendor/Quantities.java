package cn.yizhan.edge.mapping.vendor;

import cn.yizhan.edge.wiring.Place;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quantities of {@code quantities.json}, by kind. */
final class Quantities {
  private static final Map<String, Quantity> ALL = read();

  private Quantities() {}

  /** All of them, in the order of the file. */
  static Map<String, Quantity> all() {
    return ALL;
  }

  private static Map<String, Quantity> read() {
    Map<String, Quantity> all = new LinkedHashMap<>();
    for (JsonNode row : TableFile.rows(Quantities.class, "quantities.json")) {
      TableFile.knownKeys(row, "kind", "unit", "at", "phases");
      Quantity quantity = quantity(row);
      all.put(quantity.kind(), quantity);
    }
    return all;
  }

  private static Quantity quantity(JsonNode row) {
    Map<Place.Kind, String> points = new EnumMap<>(Place.Kind.class);
    @Nullable String elsewhere = null;
    for (Map.Entry<String, JsonNode> at : row.path("at").properties()) {
      if (at.getKey().equals("*")) {
        elsewhere = at.getValue().asText();
      } else {
        points.put(place(at.getKey()), at.getValue().asText());
      }
    }
    String rule = row.path("phases").asText("none");
    return new Quantity(
        row.path("kind").asText(),
        row.path("unit").textValue(),
        points,
        elsewhere,
        Phases.Rule.valueOf(rule.toUpperCase(Locale.ROOT)));
  }

  private static Place.Kind place(String word) {
    return Arrays.stream(Place.Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no kind of place: " + word));
  }
}
