package cn.yizhan.hub.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes an endpoint's JSON apart into what may be seen and what must not. */
final class Secrets {
  private static final String SETTINGS = "settings";
  private static final String PROXY = "proxy";
  private static final String PASSWORD = "password";

  private Secrets() {}

  /** The JSON with a mask for each secret. */
  static ObjectNode without(ObjectNode json, Kind kind) {
    ObjectNode open = json.deepCopy();
    if (kind.secretUrl() && open.hasNonNull("url")) {
      open.put("url", kind.shown(open.get("url").asText()));
    }
    if (open.get(SETTINGS) instanceof ObjectNode settings) {
      kind.secrets().forEach(name -> mask(settings, name));
    }
    if (open.get(PROXY) instanceof ObjectNode proxy) {
      mask(proxy, PASSWORD);
    }
    return open;
  }

  private static void mask(ObjectNode node, String name) {
    JsonNode value = node.get(name);
    if (value instanceof ObjectNode several) {
      List<String> names = new ArrayList<>();
      several.fieldNames().forEachRemaining(names::add);
      names.forEach(one -> several.put(one, Kind.MASK));
    } else if (value != null && !value.isNull()) {
      node.put(name, Kind.MASK);
    }
  }

  /** The secrets alone, each at its place; null when there are none. */
  static @Nullable ObjectNode only(ObjectNode json, Kind kind) {
    ObjectNode secret = Json.object();
    if (kind.secretUrl() && json.hasNonNull("url")) {
      secret.set("url", json.get("url"));
    }
    for (String name : kind.secrets()) {
      JsonNode value = json.path(SETTINGS).get(name);
      if (value != null && !value.isNull()) {
        secret.withObjectProperty(SETTINGS).set(name, value);
      }
    }
    if (json.path(PROXY).hasNonNull(PASSWORD)) {
      secret.withObjectProperty(PROXY).set(PASSWORD, json.get(PROXY).get(PASSWORD));
    }
    return secret.isEmpty() ? null : secret;
  }

  /** RFC 7396: members of the patch replace, null takes away, objects are merged. */
  static ObjectNode merged(ObjectNode target, @Nullable JsonNode patch) {
    ObjectNode merged = target.deepCopy();
    if (patch == null) {
      return merged;
    }
    for (Map.Entry<String, JsonNode> member : patch.properties()) {
      JsonNode value = member.getValue();
      if (value.isNull()) {
        merged.remove(member.getKey());
      } else if (value instanceof ObjectNode object) {
        ObjectNode there =
            merged.get(member.getKey()) instanceof ObjectNode old ? old : Json.object();
        merged.set(member.getKey(), merged(there, object));
      } else {
        merged.set(member.getKey(), value);
      }
    }
    return merged;
  }

  /** Removes what is only the mask of a secret. */
  static void dropMasked(ObjectNode patch) {
    List<String> masked = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : patch.properties()) {
      if (member.getValue() instanceof ObjectNode object) {
        dropMasked(object);
      } else if (member.getValue().asText("").equals(Kind.MASK)) {
        masked.add(member.getKey());
      }
    }
    patch.remove(masked);
  }
}
