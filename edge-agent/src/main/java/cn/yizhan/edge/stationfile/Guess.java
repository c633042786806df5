package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unknown device seems to be, by the topics and values it uses.
 *
 * @param family how it speaks
 * @param name what it calls itself, as the station file wants it
 * @param place where such a device usually is; null for one that says nothing of it, a bay without
 *     number ({@link #ANY_BAY}) for one that switches
 * @param count how many messages say so
 */
record Guess(Family family, String name, @Nullable Place place, long count) {
  /** Some charging bay. */
  static final Place ANY_BAY = new Place(Place.Kind.BAY, "");

  private static final Pattern TASMOTA = Pattern.compile("(?:tele|stat)/(.+)/[A-Z]+[0-9]*");
  private static final Pattern TASMOTA_REST =
      Pattern.compile("SENSOR|STATE|LWT|RESULT|UPTIME|(?:POWER|STATUS|INFO|BUTTON|SWITCH)[0-9]*");
  private static final Pattern GEN1 = Pattern.compile("shellies/([^/]+)(?:/.*)?");
  private static final Pattern GEN1_REST =
      Pattern.compile("(?:relay|input|input_event|emeter|sensor|ext_temperature)/.*|announce|info");
  private static final Pattern SHELLY = Pattern.compile("(.+)/(?:status/.*|events/rpc|online)");
  private static final Pattern SHELLY_REST = Pattern.compile("status/.*|events/rpc|online|.*/rpc");

  /** Words in what a device says, and where such devices usually are; the first one counts. */
  private static final List<Map.Entry<Pattern, Place>> PLACES =
      List.of(
          row("\"(smoke|gas|carbon_monoxide|co)\"", Place.of(Place.Kind.ROOM)),
          row("\"water_leak\"", Place.of(Place.Kind.ROOM)),
          row("\"contact\"", Place.of(Place.Kind.DOOR)),
          row("\"action\":\"(sos|emergency|panic)", Place.of(Place.Kind.SOS)),
          row("\"(alarm|warning|siren)\"", Place.of(Place.Kind.SIREN)),
          row("ENERGY|\"POWER|\"apower\"|\"aenergy\"|\"output\"|\"state(_l1)?\":", ANY_BAY),
          row("\"(humidity|occupancy|presence|co2|illuminance)\"", Place.of(Place.Kind.ROOM)));

  private static Map.Entry<Pattern, Place> row(String words, Place place) {
    return Map.entry(Pattern.compile(words), place);
  }

  /** What the sender of a message seems to be; null when the message tells nothing. */
  static @Nullable Guess of(Discovery.Entry entry, String zigbeeBase) {
    Said.Puzzle what = entry.what();
    String key = what.key();
    if (key.equals("senml")) {
      return new Guess(Family.SENML, what.device(), null, entry.count());
    }
    String zigbee = zigbeeName(what, zigbeeBase);
    if (zigbee != null) {
      return new Guess(Family.ZIGBEE2MQTT, zigbee, place(what.sample()), entry.count());
    }
    for (Family family : List.of(Family.TASMOTA, Family.SHELLY_GEN1, Family.SHELLY)) {
      String name = name(family, what);
      if (name != null) {
        return new Guess(family, name, place(family, what), entry.count());
      }
    }
    return null;
  }

  private static @Nullable String zigbeeName(Said.Puzzle what, String base) {
    if (what.key().equals("bridge/devices")) {
      return what.device();
    }
    if (!what.key().startsWith(base + "/") || what.key().startsWith(base + "/bridge/")) {
      return null;
    }
    String rest = what.key().substring(base.length() + 1);
    String name = what.device().equals(first(base)) ? rest : what.device();
    return name.endsWith("/availability") ? name.substring(0, name.lastIndexOf('/')) : name;
  }

  private static String first(String topic) {
    int slash = topic.indexOf('/');
    return slash < 0 ? topic : topic.substring(0, slash);
  }

  /** The name of the device in a topic, or the device's own when the key is the rest of one. */
  private static @Nullable String name(Family family, Said.Puzzle what) {
    Pattern whole =
        family == Family.TASMOTA ? TASMOTA : family == Family.SHELLY_GEN1 ? GEN1 : SHELLY;
    Pattern rest =
        family == Family.TASMOTA
            ? TASMOTA_REST
            : family == Family.SHELLY_GEN1 ? GEN1_REST : SHELLY_REST;
    if (rest.matcher(what.key()).matches()) {
      return what.device();
    }
    Matcher matcher = whole.matcher(what.key());
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static @Nullable Place place(Family family, Said.Puzzle what) {
    boolean relay =
        what.key().contains("relay/")
            || what.key().contains("switch:")
            || what.key().matches(".*POWER[0-9]*");
    Place said = place(what.sample());
    return said == null && relay && family != Family.ZIGBEE2MQTT ? ANY_BAY : said;
  }

  private static @Nullable Place place(String sample) {
    return PLACES.stream()
        .filter(row -> row.getKey().matcher(sample).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** The guess from two messages of one device. */
  Guess and(Guess other) {
    return new Guess(family, name, place == null ? other.place : place, count + other.count);
  }
}
