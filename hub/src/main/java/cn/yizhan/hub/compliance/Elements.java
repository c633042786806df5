package cn.yizhan.hub.compliance;

import cn.yizhan.protocol.Label;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The elements of 6+6: six contents and six services of a full station, water and charging of a
 * love corner, fire equipment and clear exits of both. Their source is {@code elements.json}.
 */
public final class Elements {
  private static final Map<String, Element> ALL = read();

  private Elements() {}

  /** What a station of that kind is to have, in the order people are shown it. */
  public static List<Element> of(String kind) {
    return ALL.values().stream().filter(element -> element.kinds().contains(kind)).toList();
  }

  /** The one of that code, or null. */
  public static @Nullable Element find(String code) {
    return ALL.get(code);
  }

  /** Whether those are all that a station of that kind is to have. */
  static boolean whole(String kind, Collection<String> codes) {
    return codes.containsAll(of(kind).stream().map(Element::code).toList());
  }

  private static Map<String, Element> read() {
    Map<String, Element> all = new LinkedHashMap<>();
    for (JsonNode node : file()) {
      Set<String> kinds = new HashSet<>();
      node.get("kinds").forEach(kind -> kinds.add(kind.textValue()));
      JsonNode label = node.get("label");
      String code = node.get("code").textValue();
      all.put(
          code,
          new Element(
              code,
              node.get("group").textValue(),
              Set.copyOf(kinds),
              new Label(label.get("zh").textValue(), label.get("en").textValue())));
    }
    return all;
  }

  private static List<JsonNode> file() {
    try (InputStream in = Elements.class.getResourceAsStream("elements.json")) {
      if (in == null) {
        throw new IllegalStateException("elements.json is missing from the jar");
      }
      List<JsonNode> nodes = new ArrayList<>();
      JsonMapper.builder().build().readTree(in).forEach(nodes::add);
      return nodes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
