package cn.yizhan.edge.wiring;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A way in which hardware speaks. */
public enum Family {
  /** SenML packs in the points of the catalogue. */
  SENML("senml"),
  /** Zigbee devices behind Zigbee2MQTT. */
  ZIGBEE2MQTT("zigbee2mqtt"),
  /** Meters and relays on Modbus RTU or TCP. */
  MODBUS("modbus"),
  /** Plugs and boards with Tasmota. */
  TASMOTA("tasmota"),
  /** Shelly of the second generation and later. */
  SHELLY("shelly"),
  /** Shelly of the first generation. */
  SHELLY_GEN1("shelly-gen1");

  private final String word;

  Family(String word) {
    this.word = word;
  }

  /** True when each device of the family has a relay; of the others it is not known. */
  public boolean switches() {
    return this == TASMOTA || this == SHELLY || this == SHELLY_GEN1;
  }

  /** As the station file writes it. */
  public String word() {
    return word;
  }

  /** The family of that word, or null. */
  public static @Nullable Family of(String word) {
    return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst().orElse(null);
  }
}
