package cn.yizhan.edge.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What became of a request.
 *
 * @param done whether it was done
 * @param text for people: why not, or what there is to say
 */
public record ControlAnswer(boolean done, String text) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** It was done. */
  public static ControlAnswer done(String text) {
    return new ControlAnswer(true, text);
  }

  /** It was not. */
  public static ControlAnswer refused(String why) {
    return new ControlAnswer(false, why);
  }

  String line() {
    return JsonNodeFactory.instance.objectNode().put("done", done).put("text", text) + "\n";
  }

  static ControlAnswer parse(String line) throws JsonProcessingException {
    JsonNode root = JSON.readTree(line);
    return new ControlAnswer(root.path("done").asBoolean(), root.path("text").asText());
  }
}
