package cn.yizhan.edge.mapping.zigbee;

import cn.yizhan.edge.wiring.WiredDevice;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic of Zigbee2MQTT without its base. Friendly names may have slashes, so the longest name of
 * the station file that fits is the device's.
 *
 * @param kind what it carries
 * @param device the wired device, null when there is none
 * @param rest the topic of the bridge, the attribute, or all of it when no device is known
 */
record ZigbeeTopic(Kind kind, @Nullable WiredDevice device, String rest) {
  /** What a topic carries. */
  enum Kind {
    /** All values of a device, as JSON. */
    STATE,
    /** One value of a device. */
    ATTRIBUTE,
    /** Whether a device is there. */
    AVAILABILITY,
    /** Of Zigbee2MQTT itself. */
    BRIDGE,
    /** An order or a question somebody else has sent. */
    ORDER
  }

  private static final String BRIDGE_PREFIX = "bridge/";
  private static final String AVAILABILITY_END = "/availability";

  /** The devices, those with long names first, so that a name is not taken for a part of it. */
  static List<WiredDevice> longestFirst(List<WiredDevice> devices) {
    return devices.stream()
        .sorted(Comparator.comparingInt((WiredDevice device) -> -device.name().length()))
        .toList();
  }

  /** Of what a topic is. */
  static ZigbeeTopic parse(String rest, List<WiredDevice> longestFirst) {
    if (rest.startsWith(BRIDGE_PREFIX)) {
      return new ZigbeeTopic(Kind.BRIDGE, null, rest.substring(BRIDGE_PREFIX.length()));
    }
    for (WiredDevice device : longestFirst) {
      String name = device.name();
      if (rest.equals(name)) {
        return new ZigbeeTopic(Kind.STATE, device, "");
      }
      if (rest.startsWith(name) && rest.charAt(name.length()) == '/') {
        String attribute = rest.substring(name.length() + 1);
        return new ZigbeeTopic(kind("/" + attribute), device, attribute);
      }
    }
    Kind kind = kind(rest);
    String name =
        kind == Kind.AVAILABILITY
            ? rest.substring(0, rest.length() - AVAILABILITY_END.length())
            : rest;
    return new ZigbeeTopic(kind == Kind.ATTRIBUTE ? Kind.STATE : kind, null, name);
  }

  /** After {@code topicGetSetRegex} of its source: an endpoint before, an attribute behind. */
  private static Kind kind(String end) {
    if (end.endsWith(AVAILABILITY_END)) {
      return Kind.AVAILABILITY;
    }
    boolean order = (end + "/").contains("/set/") || (end + "/").contains("/get/");
    return order ? Kind.ORDER : Kind.ATTRIBUTE;
  }
}
