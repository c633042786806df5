package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.codec.Rejection.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object, read with their types checked. */
final class Fields {
  private final JsonNode node;
  private final String prefix;

  private Fields(JsonNode node, String prefix) {
    this.node = node;
    this.prefix = prefix;
  }

  /** The members of a whole message. */
  static Fields ofMessage(JsonNode node) throws Refusal {
    if (!node.isObject()) {
      throw new Refusal(Reason.WRONG_TYPE, Json.MESSAGE, "expected object");
    }
    return new Fields(node, "");
  }

  /** The members of an object at a place. */
  static Fields of(JsonNode node, String place) throws Refusal {
    if (!node.isObject()) {
      throw new Refusal(Reason.WRONG_TYPE, place, "expected object");
    }
    return new Fields(node, place + ".");
  }

  /** True when the member is there and not null. */
  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String place(String name) {
    return prefix + name;
  }

  /** A text of a form, such as an identifier. */
  String word(String name, Pattern form, String expected) throws Refusal {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw refuse(Reason.WRONG_TYPE, name, "expected " + expected);
    }
    if (!form.matcher(value.textValue()).matches()) {
      throw refuse(Reason.BAD_TEXT, name, "expected " + expected);
    }
    return value.textValue();
  }

  /** A text of a form, or null when the member is missing or null. */
  @Nullable String wordOrNull(String name, Pattern form, String expected) throws Refusal {
    return has(name) ? word(name, form, expected) : null;
  }

  /** A text for people; empty when the member is missing. */
  String textOrEmpty(String name) throws Refusal {
    return has(name) ? text(name) : "";
  }

  /** A text for people. */
  String text(String name) throws Refusal {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw refuse(Reason.WRONG_TYPE, name, "expected text");
    }
    if (!Texts.storable(value.textValue(), Limits.TEXT_CHARS)) {
      throw refuse(
          Reason.BAD_TEXT,
          name,
          "expected at most " + Limits.TEXT_CHARS + " characters without NUL or lone surrogates");
    }
    return value.textValue();
  }

  /** A whole number from min to {@link Limits#MAX_NUMBER}. */
  long number(String name, long min) throws Refusal {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber()) {
      throw refuse(Reason.WRONG_TYPE, name, "expected whole number");
    }
    if (!value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > Limits.MAX_NUMBER) {
      throw refuse(
          Reason.IMPOSSIBLE_VALUE,
          name,
          "expected whole number from " + min + " to " + Limits.MAX_NUMBER);
    }
    return value.longValue();
  }

  /** A whole number, or 0 when the member is missing. */
  long numberOrZero(String name) throws Refusal {
    return has(name) ? number(name, 0) : 0;
  }

  /** A time in seconds since 1970, as milliseconds. */
  long time(String name) throws Refusal {
    long millis = Json.millis(seconds(name));
    if (millis < 0 || millis > Limits.MAX_TIME) {
      throw refuse(Reason.IMPOSSIBLE_TIME, name, "expected seconds since 1970");
    }
    return millis;
  }

  /** A finite time in seconds, absolute or relative. */
  double seconds(String name) throws Refusal {
    JsonNode value = node.path(name);
    if (!value.isNumber()) {
      throw refuse(Reason.WRONG_TYPE, name, "expected number");
    }
    if (!Double.isFinite(value.doubleValue())) {
      throw refuse(Reason.IMPOSSIBLE_TIME, name, "expected finite number");
    }
    return value.doubleValue();
  }

  /** A finite number. */
  double finite(String name) throws Refusal {
    JsonNode value = node.path(name);
    if (!value.isNumber()) {
      throw refuse(Reason.WRONG_TYPE, name, "expected number");
    }
    if (!Double.isFinite(value.doubleValue())) {
      throw refuse(Reason.IMPOSSIBLE_VALUE, name, "expected finite number");
    }
    return value.doubleValue() + 0.0;
  }

  /** True or false; false when the member is missing. */
  boolean flag(String name) throws Refusal {
    if (!has(name)) {
      return false;
    }
    JsonNode value = node.path(name);
    if (!value.isBoolean()) {
      throw refuse(Reason.WRONG_TYPE, name, "expected true or false");
    }
    return value.booleanValue();
  }

  /** The members of the object under a name. */
  Fields object(String name) throws Refusal {
    return of(node.path(name), place(name));
  }

  /** The objects of the array under a name; none when the member is missing. */
  List<Fields> objects(String name, int limit) throws Refusal {
    if (!has(name)) {
      return List.of();
    }
    JsonNode array = node.path(name);
    if (!array.isArray()) {
      throw refuse(Reason.WRONG_TYPE, name, "expected array");
    }
    if (array.size() > limit) {
      throw refuse(Reason.BAD_TEXT, name, "expected at most " + limit + " elements");
    }
    List<Fields> objects = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      objects.add(of(array.get(i), place(name) + "[" + i + "]"));
    }
    return objects;
  }

  /** The members themselves, at most so many. */
  Iterable<Map.Entry<String, JsonNode>> members(int limit) throws Refusal {
    if (node.size() > limit) {
      String place = prefix.isEmpty() ? Json.MESSAGE : prefix.substring(0, prefix.length() - 1);
      throw new Refusal(Reason.BAD_TEXT, place, "expected at most " + limit + " members");
    }
    return node.properties();
  }

  Refusal refuse(Reason reason, String name, String expected) {
    return new Refusal(reason, place(name), expected);
  }
}
