package cn.yizhan.edge.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody on site wants of the agent; on the socket a line of JSON, {@code
 * {"what":"start","target":"bay/3","by":"王工"}}.
 *
 * @param what the order
 * @param target what it is for, {@code bay/3} or {@code station}
 * @param by who wants it
 * @param args further texts by name
 */
public record ControlRequest(String what, String target, String by, Map<String, String> args) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Keeps a copy. */
  public ControlRequest {
    args = Map.copyOf(args);
  }

  /** A further text, or what stands for it. */
  public String arg(String name, String otherwise) {
    return args.getOrDefault(name, otherwise);
  }

  /** The request in a line, null when it is none. */
  static @Nullable ControlRequest parse(String line) {
    try {
      JsonNode root = JSON.readTree(line);
      if (root == null || !root.isObject() || !root.path("what").isTextual()) {
        return null;
      }
      Map<String, String> args = new TreeMap<>();
      root.properties().forEach(field -> args.put(field.getKey(), field.getValue().asText()));
      return new ControlRequest(
          root.path("what").asText(),
          root.path("target").asText("station"),
          root.path("by").asText("on site"),
          args);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The request as a line. */
  String line() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    args.forEach(root::put);
    root.put("what", what).put("target", target).put("by", by);
    return root + "\n";
  }
}
