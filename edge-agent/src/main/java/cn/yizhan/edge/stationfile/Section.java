package cn.yizhan.edge.stationfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one part of a station file. What a key has that it should not is a problem, and the
 * key then counts as absent.
 */
final class Section {
  private final ObjectNode keys;
  private final String place;
  private final Problems problems;

  Section(ObjectNode keys, String place, Problems problems) {
    this.keys = keys;
    this.place = place;
    this.problems = problems;
  }

  /** The place of the section, or of one of its keys. */
  String place(String key) {
    return place.isEmpty() ? key : key.isEmpty() ? place : place + '.' + key;
  }

  ObjectNode keys() {
    return keys;
  }

  boolean has(String key) {
    return keys.hasNonNull(key);
  }

  /** The names of all keys. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    keys.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Refuses the keys that are not among these. */
  void only(Set<String> known) {
    for (String name : names()) {
      if (!known.contains(name)) {
        unknown(name, known);
      }
    }
  }

  /** Refuses a key. */
  void unknown(String name, Set<String> known) {
    String near = Spelling.nearest(name, known);
    String all = String.join(", ", new TreeSet<>(known));
    problems.error(
        place(name),
        near == null ? "没有这个键，可用的有 " + all : "没有这个键，是否为 " + near + "？",
        near == null ? "no such key; there are " + all : "no such key; did you mean " + near + "?");
  }

  void error(String key, String zh, String en) {
    problems.error(place(key), zh, en);
  }

  void warning(String key, String zh, String en) {
    problems.warning(place(key), zh, en);
  }

  /**
   * The section is that of a thing with a name, which is under the key.
   *
   * @return false, and an error, when another one of its kind has that name
   */
  boolean name(String kind, String key, String name) {
    if (problems.name(kind, name, place)) {
      return true;
    }
    String first = problems.placeOf(kind, name);
    error(key, name + " 已用于 " + first, name + " is used by " + first + " already");
    return false;
  }

  boolean wrong(String key) {
    return problems.wrong(place(key));
  }

  /** Says that a key is needed when it is not there and nothing is wrong with it. */
  void need(String key, String zh, String en) {
    if (!has(key) && !wrong(key)) {
      error(key, "缺少，应为" + zh, "missing; expected " + en);
    }
  }

  private @Nullable JsonNode get(String key) {
    JsonNode value = keys.get(key);
    if (value != null && value.isNull()) {
      error(key, "没有值", "has no value");
    }
    return value == null || value.isNull() ? null : value;
  }

  /** A text; whole numbers are texts too, since a name may consist of digits. */
  @Nullable String text(String key) {
    JsonNode value = get(key);
    if (value == null) {
      return null;
    }
    boolean plain = value.isTextual() || value.isIntegralNumber();
    if (!plain || value.asText().isBlank()) {
      error(key, "应为文本，请加引号", "expected a text; put it in quotes");
      return null;
    }
    return value.asText();
  }

  /** A whole number between two others, or null. */
  @Nullable Integer whole(String key, int least, int most) {
    JsonNode value = get(key);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || value.longValue() < least || value.longValue() > most) {
      error(
          key,
          "应为 " + least + " 到 " + most + " 的整数",
          "expected a whole number from " + least + " to " + most);
      return null;
    }
    return value.intValue();
  }

  /** A number, or what stands for it. */
  double number(String key, double otherwise) {
    JsonNode value = get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      error(key, "应为数字", "expected a number");
      return otherwise;
    }
    return value.doubleValue();
  }

  /** True or false, or what stands for it. */
  boolean flag(String key, boolean otherwise) {
    JsonNode value = get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      error(key, "应为 true 或 false", "expected true or false");
      return otherwise;
    }
    return value.booleanValue();
  }

  /** One of some words, or null. */
  @Nullable String word(String key, List<String> words) {
    String text = text(key);
    if (text == null || words.contains(text)) {
      return text;
    }
    String near = Spelling.nearest(text, words);
    String all = String.join(", ", words);
    error(
        key,
        "“" + text + "”不可用，应为 " + (near == null ? all + " 之一" : near),
        "'"
            + text
            + "' is not known; "
            + (near == null ? "expected one of " + all : "did you mean " + near + "?"));
    return null;
  }

  /** The part under a key; empty when the key is not there or is no such part. */
  Section section(String key) {
    JsonNode value = get(key);
    if (value != null && !value.isObject()) {
      error(key, "应为“键: 值”", "expected keys with values");
    }
    ObjectNode part =
        value instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    return new Section(part, place(key), problems);
  }

  /** The parts in the list under a key. */
  List<Section> sections(String key) {
    List<Section> parts = new ArrayList<>();
    int i = 0;
    for (JsonNode entry : entries(key)) {
      String at = place(key) + '[' + i++ + ']';
      if (entry instanceof ObjectNode object) {
        parts.add(new Section(object, at, problems));
      } else {
        problems.error(at, "应为“键: 值”", "expected keys with values");
      }
    }
    return parts;
  }

  /** The texts in the list under a key. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    int i = 0;
    for (JsonNode entry : entries(key)) {
      if (entry.isTextual() || entry.isIntegralNumber()) {
        texts.add(entry.asText());
      } else {
        problems.error(place(key) + '[' + i + ']', "应为文本", "expected a text");
      }
      i++;
    }
    return texts;
  }

  private Iterable<JsonNode> entries(String key) {
    JsonNode value = get(key);
    if (value != null && !value.isArray()) {
      error(key, "应为列表，每项以“- ”开头", "expected a list, each entry with '- ' before it");
    }
    return value != null && value.isArray() ? value : List.of();
  }
}
