package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the devices of a station file. */
final class DeviceReader {
  static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]{0,31}");
  static final String ID_ZH = "应为 1 到 32 个字母、数字或 : . _ -";
  static final String ID_EN = "expected 1 to 32 letters, digits or : . _ -";

  private static final int LONGEST_TOPIC = 200;
  private static final int LAST_UNIT = 255;
  private static final int FASTEST_MS = 100;
  private static final int SLOWEST_MS = 3_600_000;
  private static final int USUAL_MS = 1_000;
  private static final List<String> FAMILIES =
      Arrays.stream(Family.values()).map(Family::word).toList();

  private final List<WiredDevice> devices = new ArrayList<>();
  private final List<Buses.Unit> units = new ArrayList<>();

  List<WiredDevice> devices() {
    return devices;
  }

  List<Buses.Unit> units() {
    return units;
  }

  /** Reads one; it is kept when it has an id and a family. */
  void read(Section part) {
    part.need("id", "设备名称", "a name for the device");
    part.need(
        "family", String.join("、", FAMILIES) + " 之一", "one of " + String.join(", ", FAMILIES));
    String id = part.text("id");
    String word = part.word("family", FAMILIES);
    Family family = word == null ? null : Family.of(word);
    if (id != null && !ID.matcher(id).matches()) {
      part.error("id", ID_ZH, ID_EN);
    }
    boolean fresh = id != null && part.name("device", "id", id);
    if (id == null || family == null) {
      return;
    }
    FamilyKeys keys = FamilyKeys.of(family);
    checkKeys(part, family, keys);
    String name = name(part, id, family);
    Map<Integer, Place> channels = channels(part, keys);
    boolean said = List.of("bay", "at", "channels", "values").stream().anyMatch(part::has);
    if (!said) {
      part.warning(
          "",
          "没有写在哪里（bay 或 at），只报告设备自身；确实如此请写 at: none",
          "is at no place (bay or at), so only itself is reported; write at: none if that is meant");
    }
    int deadMan = deadMan(part, keys, family);
    WiredDevice device = new WiredDevice(id, family, name, channels, OwnValues.read(part), deadMan);
    if (fresh) {
      devices.add(device);
    }
  }

  private static void checkKeys(Section part, Family family, FamilyKeys keys) {
    Set<String> known = new TreeSet<>(FamilyKeys.all());
    for (String key : part.names()) {
      if (FamilyKeys.common(key) || keys.own().contains(key)) {
        continue;
      }
      if (known.contains(key)) {
        String own = String.join(", ", new TreeSet<>(keys.own()));
        part.error(
            key,
            family.word() + " 没有这个键" + (own.isEmpty() ? "" : "，它有 " + own),
            "not a key of " + family.word() + (own.isEmpty() ? "" : "; it has " + own));
      } else {
        Set<String> may = new TreeSet<>(keys.own());
        known.stream().filter(FamilyKeys::common).forEach(may::add);
        part.unknown(key, may);
      }
    }
  }

  private String name(Section part, String id, Family family) {
    return switch (family) {
      case SENML -> id;
      case ZIGBEE2MQTT -> topic(part, "name", "Zigbee2MQTT 里的名称", "its name in Zigbee2MQTT");
      case TASMOTA -> topic(part, "topic", "Tasmota 的 Topic", "its topic in Tasmota");
      case SHELLY, SHELLY_GEN1 ->
          topic(part, "topic", "Shelly 的 MQTT 前缀", "its MQTT prefix in the Shelly");
      case MODBUS -> modbus(part, id);
    };
  }

  private static String topic(Section part, String key, String zh, String en) {
    part.need(key, zh, en);
    String text = part.text(key);
    if (text != null) {
      checkTopic(part, key, text);
    }
    return text == null ? "" : text;
  }

  /** Says what is wrong with a text that is to be part of topics. */
  static void checkTopic(Section part, String key, String text) {
    boolean ours = text.equals("yizhan") || text.startsWith("yizhan/");
    boolean wild = text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
    boolean slash = text.startsWith("/") || text.endsWith("/");
    if (ours || wild || slash || text.length() > LONGEST_TOPIC) {
      part.error(
          key,
          "应为主题的一部分：不含 + #，不以 / 开头或结尾，不以 yizhan/ 开头，不超过 200 个字",
          "expected part of a topic: without + and #, not beginning or ending with /, not in"
              + " yizhan/, at most 200 characters");
    }
  }

  private String modbus(Section part, String id) {
    part.need("bus", "总线名称", "the id of its bus");
    part.need("unit", "从站地址", "its unit number");
    part.need("map", "寄存器表，如 sdm120", "a register map, as in sdm120");
    String bus = part.text("bus");
    Integer unit = part.whole("unit", 0, LAST_UNIT);
    String map = part.text("map");
    Integer every = part.whole("every-ms", FASTEST_MS, SLOWEST_MS);
    if (bus == null || unit == null || map == null) {
      return "";
    }
    units.add(new Buses.Unit(id, bus, unit, map, every == null ? USUAL_MS : every));
    return bus + "/" + unit;
  }

  private static Map<Integer, Place> channels(Section part, FamilyKeys keys) {
    Map<Integer, Place> channels = new TreeMap<>();
    long ways = List.of("bay", "at", "channels").stream().filter(part::has).count();
    if (ways > 1) {
      part.error("", "bay、at、channels 只能有一个", "only one of bay, at and channels");
    }
    Integer bay = part.whole("bay", 1, 999_999);
    String at = part.text("at");
    Place place = bay != null ? Place.bay(bay) : at == null ? null : place(part, "at", at);
    if (place != null) {
      channels.put(keys.firstChannel(), place);
    }
    Section list = part.section("channels");
    for (String key : list.names()) {
      Integer channel = channel(list, key, keys);
      String text = list.text(key);
      Place there = text == null ? null : place(list, key, text);
      if (channel == null || there == null) {
        continue;
      }
      if (there.kind() == Place.Kind.BAY && channels.containsValue(there)) {
        list.error(key, there + " 已由另一通道占用", there + " is at another channel already");
      }
      channels.put(channel, there);
    }
    return channels;
  }

  private static @Nullable Integer channel(Section list, String key, FamilyKeys keys) {
    int number = key.matches("[0-9]{1,3}") ? Integer.parseInt(key) : -1;
    if (number < keys.firstChannel() || number > keys.lastChannel()) {
      list.error(
          key,
          "通道编号应为 " + keys.firstChannel() + " 到 " + keys.lastChannel(),
          "channels of this family are " + keys.firstChannel() + " to " + keys.lastChannel());
      return null;
    }
    return number;
  }

  private static @Nullable Place place(Section part, String key, String text) {
    Place place = Place.parse(text);
    if (place == null) {
      List<String> words = Arrays.stream(Place.Kind.values()).map(DeviceReader::form).toList();
      String near = Spelling.nearest(text, words);
      String all = String.join(", ", words);
      part.error(
          key,
          "没有这个位置，应为 " + (near == null ? all + " 之一" : near),
          "no such place; "
              + (near == null ? "expected one of " + all : "did you mean " + near + "?"));
    }
    return place;
  }

  private static String form(Place.Kind kind) {
    return switch (kind) {
      case BAY -> "bay/NUMBER";
      case SUPPLY -> "supply/ITEM";
      default -> kind.word();
    };
  }

  private static int deadMan(Section part, FamilyKeys keys, Family family) {
    if (!part.has("dead-man")) {
      return keys.deadMan();
    }
    if (part.keys().path("dead-man").asText().equals("none")) {
      return 0;
    }
    int most = keys.longestDeadMan();
    if (!part.keys().path("dead-man").canConvertToInt()
        || part.keys().path("dead-man").intValue() < FamilyKeys.SHORTEST_DEAD_MAN
        || part.keys().path("dead-man").intValue() > most) {
      part.error(
          "dead-man",
          family.word() + " 应为 " + FamilyKeys.SHORTEST_DEAD_MAN + " 到 " + most + " 秒，或 none",
          "for "
              + family.word()
              + " expected "
              + FamilyKeys.SHORTEST_DEAD_MAN
              + " to "
              + most
              + " seconds, or none");
      return keys.deadMan();
    }
    return part.keys().path("dead-man").intValue();
  }
}
