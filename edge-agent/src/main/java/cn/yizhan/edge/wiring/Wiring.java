package cn.yizhan.edge.wiring;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All hardware of a station that has to be told apart.
 *
 * @param devices the devices
 * @param zone of times that hardware gives without one
 * @param zigbeeBase first part of the topics of Zigbee2MQTT, {@code zigbee2mqtt} unless changed
 *     there
 */
public record Wiring(List<WiredDevice> devices, ZoneId zone, String zigbeeBase) {
  /** A station with SenML hardware only, which needs no wiring. */
  public static final Wiring NONE =
      new Wiring(List.of(), ZoneId.of("Asia/Shanghai"), "zigbee2mqtt");

  /** Keeps a copy. */
  public Wiring {
    devices = List.copyOf(devices);
  }

  /** The devices of one family. */
  public List<WiredDevice> of(Family family) {
    return devices.stream().filter(device -> device.family() == family).toList();
  }

  /** The device of that id, or null. */
  public @Nullable WiredDevice find(String id) {
    return devices.stream().filter(device -> device.id().equals(id)).findFirst().orElse(null);
  }

  /** The devices with a channel at that place. */
  public List<WiredDevice> at(Place place) {
    return devices.stream().filter(device -> device.channels().containsValue(place)).toList();
  }

  /**
   * The devices that switch what is at that place: those with a relay; where it is not known which
   * have one, the first that the file names. Further ones are probes beside it.
   */
  public List<WiredDevice> switchesAt(Place place) {
    List<WiredDevice> there = at(place);
    if (place.kind() == Place.Kind.SIREN) {
      return there;
    }
    List<WiredDevice> sure = there.stream().filter(device -> device.family().switches()).toList();
    return sure.isEmpty() ? there.stream().limit(1).toList() : sure;
  }
}
