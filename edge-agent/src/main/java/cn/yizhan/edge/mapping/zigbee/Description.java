package cn.yizhan.edge.mapping.zigbee;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Zigbee2MQTT says of a device or a group in {@code bridge/devices} or {@code bridge/groups}:
 * its definition with the {@code exposes}.
 *
 * @param name its friendly name
 * @param model model, vendor and description; empty when the device is not supported
 * @param coordinator true for the radio stick itself
 * @param features what it says and can be told, by the name of the value
 */
record Description(
    String name, String model, boolean coordinator, Map<String, Description.Feature> features) {
  /** Entries of one message beyond which no more are read. */
  static final int MOST = 500;

  private static final Pattern CHANNEL = Pattern.compile("_l[1-9][0-9]?$");
  private static final int READABLE = 4;
  private static final int DEEPEST = 6;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A value of a device.
   *
   * @param unit its unit, empty for none
   * @param readable true when it can be asked for
   * @param on what switches it on, null when it is not switched
   * @param off what switches it off
   */
  record Feature(String unit, boolean readable, @Nullable JsonNode on, @Nullable JsonNode off) {}

  Description {
    features = Map.copyOf(features);
  }

  /** What it says of a value, of whichever channel; null when it does not name it. */
  @Nullable Feature feature(String value) {
    Feature exact = features.get(value);
    return exact == null ? features.get(CHANNEL.matcher(value).replaceFirst("")) : exact;
  }

  /** True when there is such a value, of whichever channel. */
  boolean has(String value) {
    return features.keySet().stream()
        .anyMatch(name -> CHANNEL.matcher(name).replaceFirst("").equals(value));
  }

  /**
   * The entries of a message, read one by one: all of them may be a megabyte.
   *
   * @throws IOException when it is not an array of such entries
   */
  static List<Description> read(String text) throws IOException {
    List<Description> all = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("no array");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT && all.size() < MOST) {
        all.add(of(JSON.readTree(parser)));
      }
    }
    return all;
  }

  /** Descriptions as {@link #read} takes them, without what it does not look at. */
  static String text(List<Description> descriptions) {
    ArrayNode all = JSON.createArrayNode();
    for (Description description : descriptions) {
      ObjectNode entry = all.addObject().put("friendly_name", description.name);
      if (description.coordinator) {
        entry.put("type", "Coordinator");
      }
      ObjectNode definition = entry.putObject("definition").put("model", description.model);
      ArrayNode exposes = definition.putArray("exposes");
      new TreeMap<>(description.features).forEach((name, feature) -> put(exposes, name, feature));
    }
    return all.toString();
  }

  private static void put(ArrayNode exposes, String name, Feature feature) {
    ObjectNode expose = exposes.addObject().put("property", name);
    if (!feature.unit.isEmpty()) {
      expose.put("unit", feature.unit);
    }
    if (feature.readable) {
      expose.put("access", READABLE);
    }
    if (feature.on != null) {
      expose.set("value_on", feature.on);
    }
    if (feature.off != null) {
      expose.set("value_off", feature.off);
    }
  }

  private static Description of(JsonNode entry) {
    JsonNode definition = entry.path("definition");
    String model =
        String.join(
            " ",
            definition.path("model").asText(),
            definition.path("vendor").asText(),
            definition.path("description").asText());
    Map<String, Feature> features = new HashMap<>();
    collect(definition.path("exposes"), features, 0);
    return new Description(
        entry.path("friendly_name").asText(),
        model.strip(),
        entry.path("type").asText().equals("Coordinator"),
        features);
  }

  /** A switch has its state among its features; a list of features has no name of its own. */
  private static void collect(JsonNode exposes, Map<String, Feature> features, int depth) {
    for (JsonNode expose : exposes) {
      String property = expose.path("property").asText();
      if (!property.isEmpty()) {
        Feature feature =
            new Feature(
                expose.path("unit").asText(),
                (expose.path("access").asInt() & READABLE) != 0,
                expose.get("value_on"),
                expose.get("value_off"));
        features.put(property, feature);
      } else if (depth < DEEPEST) {
        collect(expose.path("features"), features, depth + 1);
      }
    }
  }
}
