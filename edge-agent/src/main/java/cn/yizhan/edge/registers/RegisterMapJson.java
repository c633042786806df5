package cn.yizhan.edge.registers;

import cn.yizhan.edge.mapping.vendor.ValueTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a register map and refuses one that is not clear. */
final class RegisterMapJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Registers of one request (Modbus Application Protocol 1.1b3, 6.3). */
  private static final int MOST_REGISTERS = 125;

  private static final int MOST = 200;
  private static final int LAST_ADDRESS = 65_535;
  private static final int ON = 0xFF00;
  private static final Set<String> KEYS =
      Set.of("name", "source", "longest", "gap", "registers", "relays");
  private static final Set<String> WHERE = Set.of("table", "address", "type", "order", "scale");
  private static final Set<String> WHAT =
      Set.of("name", "is", "unit", "channel", "each", "nothing", "words", "pass");
  private static final Set<String> RELAY =
      Set.of("channel", "write", "address", "on", "off", "autoOff");
  private static final Set<String> AUTO_OFF =
      Set.of("write", "address", "seconds", "most", "switchesOn");

  private final JsonNode file;

  RegisterMapJson(String json) {
    try {
      file = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the register map is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  RegisterMap map() {
    known(file, KEYS, "the register map");
    List<Register> registers = new ArrayList<>();
    List<JsonNode> rows = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode row : array("registers")) {
      String place = "registers[" + registers.size() + "]";
      registers.add(register(row, place));
      if (!names.add(registers.get(registers.size() - 1).name())) {
        throw bad(place + ".name", "a name of its own", row.path("name"));
      }
      rows.add(((ObjectNode) row.deepCopy()).remove(WHERE));
    }
    List<RelayPort> relays = new ArrayList<>();
    Set<Integer> channels = new HashSet<>();
    for (JsonNode row : array("relays")) {
      String place = "relays[" + relays.size() + "]";
      relays.add(relay(row, place));
      if (!channels.add(relays.get(relays.size() - 1).channel())) {
        throw bad(place + ".channel", "a channel of its own", row.path("channel"));
      }
    }
    return new RegisterMap(
        text(file, "name", ""),
        text(file, "source", ""),
        registers,
        relays,
        table(rows),
        new RegisterMap.Reading(
            whole(file, "longest", "", 1, MOST_REGISTERS, MOST_REGISTERS),
            whole(file, "gap", "", 0, MOST_REGISTERS, 0)));
  }

  private JsonNode array(String key) {
    JsonNode array = file.path(key);
    if (!array.isMissingNode() && (!array.isArray() || array.size() > MOST)) {
      throw bad(key, "a list of at most " + MOST, array);
    }
    return array;
  }

  private static ValueTable table(List<JsonNode> rows) {
    try {
      return ValueTable.of(rows, 1);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("registers: " + e.getMessage(), e);
    }
  }

  private static Register register(JsonNode row, String place) {
    Set<String> keys = new HashSet<>(WHERE);
    keys.addAll(WHAT);
    known(row, keys, place);
    String name = text(row, "name", place);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._ -]{0,63}")) {
      throw bad(place + ".name", "letters, digits, dots and hyphens", row.path("name"));
    }
    RegisterTable table = RegisterTable.of(text(row, "table", place));
    if (table == null) {
      throw bad(place + ".table", "holding, input, coil or discrete", row.path("table"));
    }
    NumberForm form = NumberForm.of(row.path("type").asText(table.bits() ? "bit" : ""));
    if (form == null || table.bits() != (form == NumberForm.BIT)) {
      String expected = table.bits() ? "bit" : "u16, s16, u32, s32, f32, u64, s64 or f64";
      throw bad(place + ".type", expected, row.path("type"));
    }
    BytesOrder order = BytesOrder.of(row.path("order").asText("abcd"));
    if (order == null) {
      throw bad(place + ".order", "abcd, cdab, badc or dcba", row.path("order"));
    }
    JsonNode scale = row.path("scale");
    if (!scale.isMissingNode() && (!scale.isNumber() || scale.doubleValue() == 0)) {
      throw bad(place + ".scale", "a number other than 0", scale);
    }
    int address = address(row, "address", place, LAST_ADDRESS + 1 - form.registers());
    return new Register(
        name,
        table,
        address,
        form,
        order,
        scale.asDouble(1),
        whole(row, "channel", place, 0, MOST, 0));
  }

  private static RelayPort relay(JsonNode row, String place) {
    known(row, RELAY, place);
    boolean coil = coil(row, place);
    int address = address(row, "address", place, LAST_ADDRESS);
    int on = whole(row, "on", place, 0, LAST_ADDRESS, coil ? ON : 1);
    int off = whole(row, "off", place, 0, LAST_ADDRESS, 0);
    return new RelayPort(
        whole(row, "channel", place, 1, MOST, -1),
        new RegisterWrite(coil, address, on),
        new RegisterWrite(coil, address, off),
        autoOff(row.get("autoOff"), place + ".autoOff"));
  }

  private static RelayPort.@Nullable AutoOff autoOff(@Nullable JsonNode row, String place) {
    if (row == null) {
      return null;
    }
    known(row, AUTO_OFF, place);
    JsonNode seconds = row.path("seconds");
    if (!seconds.isNumber() || seconds.doubleValue() <= 0) {
      throw bad(place + ".seconds", "seconds of one count", seconds);
    }
    return new RelayPort.AutoOff(
        coil(row, place),
        address(row, "address", place, LAST_ADDRESS),
        seconds.doubleValue(),
        whole(row, "most", place, 1, LAST_ADDRESS, LAST_ADDRESS),
        row.path("switchesOn").asBoolean());
  }

  private static boolean coil(JsonNode row, String place) {
    return switch (text(row, "write", place)) {
      case "coil" -> true;
      case "holding" -> false;
      default -> throw bad(place + ".write", "coil or holding", row.path("write"));
    };
  }

  private static void known(JsonNode row, Set<String> keys, String place) {
    if (!row.isObject()) {
      throw bad(place, "an object", row);
    }
    row.fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw bad(place, "no key " + key, row.path(key));
              }
            });
  }

  private static String text(JsonNode row, String key, String place) {
    if (!row.path(key).isTextual() || row.path(key).textValue().isBlank()) {
      throw bad(place + "." + key, "a text", row.path(key));
    }
    return row.path(key).textValue();
  }

  /** A number, or the same as a text in hexadecimal, as vendors print it. */
  private static int address(JsonNode row, String key, String place, int most) {
    JsonNode said = row.path(key);
    String text = said.asText();
    int address =
        text.matches("0x[0-9A-Fa-f]{1,4}")
            ? Integer.parseInt(text.substring(2), 16)
            : said.isInt() ? said.intValue() : -1;
    if (address < 0 || address > most) {
      throw bad(place + "." + key, "a number from 0 to " + most + " or \"0x…\"", said);
    }
    return address;
  }

  /** A whole number; the default is taken when the key is missing, unless it is -1. */
  private static int whole(JsonNode row, String key, String place, int least, int most, int other) {
    JsonNode said = row.path(key);
    if (said.isMissingNode() && other >= 0) {
      return other;
    }
    if (!said.isInt() || said.intValue() < least || said.intValue() > most) {
      throw bad(place + "." + key, "a whole number from " + least + " to " + most, said);
    }
    return said.intValue();
  }

  private static IllegalArgumentException bad(String place, String expected, JsonNode found) {
    String said = found.isMissingNode() ? "nothing" : found.toString();
    return new IllegalArgumentException(
        place.replaceFirst("^[.]", "") + ": expected " + expected + ", found " + said);
  }
}
