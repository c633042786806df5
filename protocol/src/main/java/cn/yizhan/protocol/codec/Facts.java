package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.codec.Rejection.Reason;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The free members of events and commands: texts, numbers and booleans by name. */
final class Facts {
  private Facts() {}

  /**
   * Reads the object under a name; none when it is missing.
   *
   * @param refused is told of each member left out, and of the whole when it is no such object
   */
  static Map<String, Object> read(Fields parent, String name, Consumer<Rejection> refused) {
    if (!parent.has(name)) {
      return Map.of();
    }
    Map<String, Object> facts = new TreeMap<>();
    try {
      int index = 0;
      for (Map.Entry<String, JsonNode> member : parent.object(name).members(Limits.DATA_MEMBERS)) {
        readMember(parent.place(name), index++, member, facts, refused);
      }
    } catch (Refusal refusal) {
      refused.accept(refusal.rejection());
    }
    return Collections.unmodifiableMap(facts);
  }

  private static void readMember(
      String parent,
      int index,
      Map.Entry<String, JsonNode> member,
      Map<String, Object> facts,
      Consumer<Rejection> refused) {
    boolean named = Texts.WORD.matcher(member.getKey()).matches();
    String place = parent + (named ? "." + member.getKey() : "[" + index + "]");
    try {
      if (!named) {
        throw new Refusal(Reason.BAD_TEXT, place, "expected name of letters and digits");
      }
      facts.put(member.getKey(), value(member.getValue(), place));
    } catch (Refusal refusal) {
      refused.accept(refusal.rejection());
    }
  }

  private static Object value(JsonNode value, String place) throws Refusal {
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      return value.doubleValue() + 0.0;
    }
    if (value.isTextual() && Texts.storable(value.textValue(), Limits.TEXT_CHARS)) {
      return value.textValue();
    }
    boolean typed = value.isTextual() || value.isNumber();
    throw new Refusal(
        typed ? Reason.BAD_TEXT : Reason.WRONG_TYPE,
        place,
        "expected finite number, boolean or text of at most " + Limits.TEXT_CHARS + " characters");
  }

  /** Writes the members in the order of their names; nothing when there are none. */
  static void write(JsonGenerator out, String name, Map<String, Object> facts) throws IOException {
    if (facts.isEmpty()) {
      return;
    }
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, Object> fact : new TreeMap<>(facts).entrySet()) {
      Object value = fact.getValue();
      if (value instanceof Number number) {
        Json.writeNumber(out, fact.getKey(), number.doubleValue());
      } else if (value instanceof Boolean truth) {
        out.writeBooleanField(fact.getKey(), truth);
      } else {
        out.writeStringField(fact.getKey(), value.toString());
      }
    }
    out.writeEndObject();
  }
}
