package cn.yizhan.hub.notify.channel;

import cn.yizhan.protocol.config.ConfigFault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read one by one. What is wrong is collected, so that one round of
 * corrections is enough; a member that is null is one that is not there.
 */
final class Fields {
  private static final String MOBILE = "\\+?[0-9]{5,20}";

  private final JsonNode node;
  private final String prefix;
  private final List<ConfigFault> faults;
  private final Set<String> read = new TreeSet<>();

  private Fields(JsonNode node, String prefix, List<ConfigFault> faults) {
    this.node = node;
    this.prefix = prefix;
    this.faults = faults;
  }

  /**
   * @param faults gets what is wrong
   */
  static Fields of(ObjectNode node, List<ConfigFault> faults) {
    return new Fields(node, "", faults);
  }

  void fault(String name, String detail) {
    faults.add(new ConfigFault(prefix + name, detail));
  }

  /** A fault of a member outside this object. */
  void outer(String name, String detail) {
    faults.add(new ConfigFault(name, detail));
  }

  private @Nullable JsonNode value(String name) {
    read.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** A text of one line; null when it is not there. */
  @Nullable String text(String name, int longest) {
    return text(name, longest, "[^\\p{Cs}\\p{Cc}]+", "a text of one line, 1 to ");
  }

  /** A text that may have several lines; null when it is not there. */
  @Nullable String lines(String name, int longest) {
    return text(name, longest, "[[^\\p{Cs}\\p{Cc}]\\n\\r\\t]+", "a text of 1 to ");
  }

  private @Nullable String text(String name, int longest, String pattern, String what) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    String text = value.textValue();
    if (text == null || text.length() > longest || !text.matches(pattern)) {
      fault(name, "expected " + what + longest + " characters");
      return null;
    }
    return text;
  }

  @Nullable String needed(String name, int longest, String what) {
    String text = text(name, longest);
    if (text == null && value(name) == null) {
      fault(name, "is needed: " + what);
    }
    return text;
  }

  String choice(String name, String standard, List<String> choices) {
    JsonNode value = value(name);
    if (value == null) {
      return standard;
    }
    if (!value.isTextual() || !choices.contains(value.textValue())) {
      fault(name, "expected one of " + String.join(", ", choices));
      return standard;
    }
    return value.textValue();
  }

  boolean flag(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isBoolean()) {
      fault(name, "expected true or false");
    }
    return value != null && value.asBoolean(false);
  }

  @Nullable Integer number(String name, int least, int most) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      fault(name, "expected a whole number, " + least + " to " + most);
      return null;
    }
    return value.intValue();
  }

  List<String> mobiles(String name, int most) {
    return list(name, MOBILE, "a telephone number, 5 to 20 digits", most);
  }

  List<String> list(String name, String pattern, String what, int most) {
    JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || value.size() > most) {
      fault(name, "expected a list of at most " + most);
      return List.of();
    }
    List<String> list = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode one = value.get(i);
      if (one.isTextual() && one.textValue().matches(pattern)) {
        list.add(one.textValue());
      } else {
        fault(name + "[" + i + "]", "expected " + what);
      }
    }
    return List.copyOf(list);
  }

  /** An object whose members are all texts. */
  Map<String, String> texts(String name, String names, int longest, int most) {
    Fields object = object(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (object == null) {
      return texts;
    }
    if (object.node.size() > most) {
      fault(name, "expected at most " + most);
    }
    for (Map.Entry<String, JsonNode> member : object.node.properties()) {
      if (!member.getKey().matches(names)) {
        fault(name + "." + member.getKey(), "is no name that can stand here");
        continue;
      }
      String text = object.text(member.getKey(), longest);
      if (text != null) {
        texts.put(member.getKey(), text);
      }
    }
    return texts;
  }

  /** An object within this one; null when it is not there. */
  @Nullable Fields object(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      fault(name, "expected an object");
      return null;
    }
    return new Fields(value, prefix + name + ".", faults);
  }

  /** An object within this one; an empty one when it is not there. */
  Fields within(String name) {
    Fields object = object(name);
    return object == null ? new Fields(Json.object(), prefix + name + ".", faults) : object;
  }

  /** Complains of every member that was not asked for. */
  void noOthers() {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!read.contains(member.getKey())) {
        fault(member.getKey(), "is not known here; there are " + String.join(", ", read));
      }
    }
  }
}
