package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the station file may say of a device of a family.
 *
 * <p>Sources of the longest dead-man: Tasmota's PulseTime takes 64,900 for 64,800 s
 * (tasmota.github.io, commands); the Zigbee command "on with timed off" counts tenths of a second
 * in 16 bits; the flash-on command of common Modbus relays counts tenths of a second in 15 bits.
 * Shelly and SenML hardware name none, a day is taken.
 */
enum FamilyKeys {
  SENML(1, WiredDevice.DEAD_MAN_SECONDS, 86_400),
  ZIGBEE2MQTT(1, WiredDevice.DEAD_MAN_SECONDS, 6_553),
  /** Of its relays few go off by themselves: the file has to say so. */
  MODBUS(1, 0, 3_276),
  TASMOTA(1, WiredDevice.DEAD_MAN_SECONDS, 64_800),
  SHELLY(0, WiredDevice.DEAD_MAN_SECONDS, 86_400),
  SHELLY_GEN1(0, WiredDevice.DEAD_MAN_SECONDS, 86_400);

  /** Shorter than that, one lost message would switch a charging battery off. */
  static final int SHORTEST_DEAD_MAN = 15;

  private static final int CHANNELS = 32;
  private static final Set<String> COMMON =
      Set.of("id", "family", "bay", "at", "channels", "values", "dead-man");

  private final int firstChannel;
  private final int deadMan;
  private final int longest;

  FamilyKeys(int firstChannel, int deadMan, int longest) {
    this.firstChannel = firstChannel;
    this.deadMan = deadMan;
    this.longest = longest;
  }

  static FamilyKeys of(Family family) {
    return valueOf(family.name());
  }

  /** True when such a device is a switch, whatever else it is. */
  static boolean switches(Family family) {
    return family == Family.TASMOTA || family == Family.SHELLY || family == Family.SHELLY_GEN1;
  }

  /** All keys that a device of any family may have. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>(COMMON);
    List.of(values()).forEach(family -> all.addAll(family.own()));
    return all;
  }

  /** The keys of the family alone. */
  Set<String> own() {
    return switch (this) {
      case SENML -> Set.of();
      case ZIGBEE2MQTT -> Set.of("name");
      case MODBUS -> Set.of("bus", "unit", "map", "every-ms");
      case TASMOTA, SHELLY, SHELLY_GEN1 -> Set.of("topic");
    };
  }

  /** True for a key of every device. */
  static boolean common(String key) {
    return COMMON.contains(key);
  }

  /** The channel that is meant when none is named. */
  int firstChannel() {
    return firstChannel;
  }

  int lastChannel() {
    return firstChannel + CHANNELS - 1;
  }

  /** The dead-man when the file names none, seconds. */
  int deadMan() {
    return deadMan;
  }

  int longestDeadMan() {
    return longest;
  }
}
