package cn.yizhan.edge.stationfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Turns YAML 1.2 into a tree, built from the parser's events so that each place keeps its line and
 * nothing grows beyond the text. Anchors, aliases and tags are refused: no station needs them.
 */
final class YamlTree {
  private static final int DEEPEST = 16;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Thrown where reading on would only bring mistakes that follow from this one. */
  private static final class Hopeless extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final ScalarResolver resolver = new JsonSchema().getScalarResolver();
  private final Problems problems;
  private final Iterator<Event> events;

  private YamlTree(Iterator<Event> events, Problems problems) {
    this.events = events;
    this.problems = problems;
  }

  /** The keys of a file, as far as they can be read; null when nothing can. */
  static @Nullable ObjectNode read(byte[] bytes, Problems problems) {
    String text = YamlText.of(bytes, problems);
    if (text == null) {
      return null;
    }
    LoadSettings settings = LoadSettings.builder().setLabel("station file").build();
    Iterator<Event> events = new Parse(settings).parseString(text).iterator();
    try {
      return new YamlTree(events, problems).document();
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElse(null);
      syntax(problems, mark == null ? 1 : mark.getLine() + 1, e.getProblem());
    } catch (YamlEngineException e) {
      syntax(problems, 1, String.valueOf(e.getMessage()));
    } catch (Hopeless e) {
      return null;
    }
    return null;
  }

  private static void syntax(Problems problems, int line, String why) {
    // Where tabs have been found, what the parser says follows from them.
    if (!problems.failed()) {
      problems.error(line, "", "YAML 语法错误：" + why, "not YAML: " + why);
    }
  }

  private @Nullable ObjectNode document() {
    JsonNode root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent) {
        root = value(event, "", 0);
      } else if (event instanceof DocumentStartEvent && root != null) {
        problems.error(line(event), "", "只能有一个 YAML 文档，请删去“---”", "a second document after '---'");
        break;
      }
    }
    if (root instanceof ObjectNode keys) {
      return keys;
    }
    problems.error(1, "", "应为“键: 值”的列表", "expected keys, as in 'data: /var/lib/agent'");
    return null;
  }

  private @Nullable JsonNode value(Event event, String place, int depth) {
    problems.begins(place, line(event));
    if (depth > DEEPEST) {
      problems.error(line(event), place, "嵌套过深", "nested too deeply");
      throw new Hopeless();
    }
    if (event instanceof AliasEvent || ((NodeEvent) event).getAnchor().isPresent()) {
      problems.error(
          line(event),
          place,
          "不支持锚点与引用（& 和 *），请写全；以它们开头的文本请加引号",
          "anchors and aliases (& and *) are not understood; write it out, or quote the text");
      if (event instanceof AliasEvent) {
        return null;
      }
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, place);
    }
    return event instanceof SequenceStartEvent list
        ? list(list, place, depth)
        : keys((MappingStartEvent) event, place, depth);
  }

  private ArrayNode list(SequenceStartEvent start, String place, int depth) {
    refuseTag(start, start.getTag().isPresent(), place);
    ArrayNode list = NODES.arrayNode();
    for (Event next = events.next(); !(next instanceof CollectionEndEvent); next = events.next()) {
      JsonNode entry = value(next, place + '[' + list.size() + ']', depth + 1);
      list.add(entry == null ? NODES.nullNode() : entry);
    }
    return list;
  }

  private ObjectNode keys(MappingStartEvent start, String place, int depth) {
    refuseTag(start, start.getTag().isPresent(), place);
    ObjectNode keys = NODES.objectNode();
    Map<String, Integer> lines = new HashMap<>();
    for (Event next = events.next(); !(next instanceof CollectionEndEvent); next = events.next()) {
      if (!(next instanceof ScalarEvent key)) {
        problems.error(line(next), place, "键应为简单文本", "a key has to be a plain text");
        throw new Hopeless();
      }
      String name = key.getValue();
      String at = place.isEmpty() ? name : place + '.' + name;
      Integer first = lines.putIfAbsent(name, line(key));
      problems.begins(at, line(key));
      JsonNode value = value(events.next(), at, depth + 1);
      if (first != null) {
        problems.error(
            line(key),
            at,
            "重复，第 " + first + " 行已有",
            "a second time; the first is in line " + first);
      } else if (value != null) {
        keys.set(name, value);
      }
    }
    return keys;
  }

  private JsonNode scalar(ScalarEvent event, String place) {
    refuseTag(event, event.getTag().isPresent(), place);
    String text = event.getValue();
    if (!event.isPlain()) {
      return NODES.textNode(text);
    }
    Tag tag = resolver.resolve(text, true);
    try {
      if (tag.equals(Tag.NULL)) {
        return NODES.nullNode();
      } else if (tag.equals(Tag.BOOL)) {
        return NODES.booleanNode(Boolean.parseBoolean(text));
      } else if (tag.equals(Tag.INT)) {
        return NODES.numberNode(Long.parseLong(text));
      } else if (tag.equals(Tag.FLOAT)) {
        return NODES.numberNode(Double.parseDouble(text));
      }
    } catch (NumberFormatException e) {
      // longer than a number can be, or .inf
      return NODES.textNode(text);
    }
    return NODES.textNode(text);
  }

  private void refuseTag(Event event, boolean tagged, String place) {
    if (tagged) {
      problems.error(
          line(event), place, "不支持标签（!），请给文本加引号", "tags (!) are not understood; quote the text");
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
