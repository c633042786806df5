package cn.yizhan.edge.wiring;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device of the station.
 *
 * @param id its name within the station, of the form {@code [A-Za-z0-9][A-Za-z0-9:._-]{0,31}}
 * @param family how it speaks
 * @param name what it calls itself: the friendly name of Zigbee2MQTT (may have spaces and slashes),
 *     the topic of Tasmota, the topic prefix of a Shelly, {@code bus/unit} of Modbus, the client id
 *     for SenML
 * @param channels its channels and what each is at, by the vendor's numbers: Tasmota and Modbus
 *     count from 1, Shelly from 0, Zigbee plugs with one socket have the channel 1
 * @param values what the installer has said of single values, by the vendor's name of the value
 *     ({@code ENERGY.Power}); stronger than the table of the family
 * @param deadManSeconds after how long without word from the agent its relays go off by themselves;
 *     0 when the hardware cannot do that
 */
public record WiredDevice(
    String id,
    Family family,
    String name,
    Map<Integer, Place> channels,
    Map<String, OwnValue> values,
    int deadManSeconds) {

  /**
   * The time after which relays go off when the agent is silent, unless the file says otherwise.
   */
  public static final int DEAD_MAN_SECONDS = 120;

  /**
   * How a value of the device is to be understood.
   *
   * @param point the point it is of; empty when it is to be passed over
   * @param unit the unit in which the device gives it, null when it is the point's own
   * @param scale what it is to be multiplied with
   * @param offset what is added after that
   * @param inverted true for a boolean that says the opposite
   */
  public record OwnValue(
      String point, @Nullable String unit, double scale, double offset, boolean inverted) {}

  /** Keeps copies. */
  public WiredDevice {
    channels = Map.copyOf(channels);
    values = Map.copyOf(values);
  }

  /** The place of a channel, null when it has none. */
  public @Nullable Place place(int channel) {
    return channels.get(channel);
  }

  /** The only place of the device, or that of its lowest channel; null when it has none. */
  public @Nullable Place place() {
    return channels.keySet().stream().sorted().findFirst().map(channels::get).orElse(null);
  }

  /** The channels that are at such a place, in their order. */
  public List<Integer> channelsAt(Place place) {
    return channels.entrySet().stream()
        .filter(entry -> entry.getValue().equals(place))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
