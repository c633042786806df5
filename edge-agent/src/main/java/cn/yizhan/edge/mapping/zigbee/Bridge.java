package cn.yizhan.edge.mapping.zigbee;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Leaves;
import cn.yizhan.edge.mapping.vendor.Strangers;
import cn.yizhan.edge.wiring.WiredDevice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Zigbee2MQTT says of itself, and of whether devices are there. */
final class Bridge {
  /** Topics of the bridge that say nothing of the station. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "info",
          "definitions",
          "logging",
          "log",
          "config",
          "event",
          "health",
          "extensions",
          "converters",
          "networkmap");

  private static final String DEVICE = "bridge";

  private final List<WiredDevice> devices;
  private final Function<WiredDevice, Traits> traits;
  private final Set<String> groups = new HashSet<>();
  private long started = Long.MIN_VALUE;
  private String learnt = "";

  Bridge(List<WiredDevice> devices, Function<WiredDevice, Traits> traits) {
    this.devices = devices;
    this.traits = traits;
  }

  /** True when what Zigbee2MQTT remembers of devices may be coming in. */
  boolean starting(Moment now) {
    return started != Long.MIN_VALUE && now.steady() - started < ZigbeeDialect.STARTING;
  }

  /** True for a name that is a group of devices, whose values are told by each of them too. */
  boolean knowsGroup(String name) {
    return groups.contains(name);
  }

  Said read(String topic, String text, Moment now) {
    String head = topic.replaceFirst("/.*", "");
    if (PASSED_OVER.contains(head) || head.equals("request") || head.equals("response")) {
      return Said.NOTHING;
    }
    return switch (topic) {
      case "state" -> state(text, now);
      case "devices" -> devices(text);
      case "groups" -> groups(text);
      default -> puzzle(Said.Why.UNKNOWN_VALUE, topic, text);
    };
  }

  /** Without Zigbee2MQTT nothing is heard of any device, and none can be switched. */
  private Said state(String text, Moment now) {
    Boolean there = there(text);
    if (there == null) {
      return puzzle(Said.Why.MALFORMED, "state", text);
    }
    Said said = Said.NOTHING;
    if (there) {
      started = now.steady();
    }
    for (WiredDevice device : devices) {
      Traits known = traits.apply(device);
      if (!there) {
        known.lost();
        said = said.and(online(device, false));
      } else if (known.found()) {
        said = said.and(online(device, true));
      }
    }
    return said;
  }

  /** Whether a device is there, as Zigbee2MQTT has found. */
  Said availability(WiredDevice device, String text) {
    Boolean there = there(text);
    if (there == null) {
      return new Said(
          List.of(),
          List.of(Strangers.puzzle(Said.Why.MALFORMED, device.id(), "availability", text)));
    }
    traits.apply(device).online(there);
    return online(device, there);
  }

  static Said online(WiredDevice device, boolean there) {
    String point = "device/" + device.id() + "/online";
    return new Said(
        List.of(new Said.Value(device.id(), point, there ? 1 : 0, Said.NOW)), List.of());
  }

  /** {@code online} as such up to version 1, in an object since. */
  private static @Nullable Boolean there(String text) {
    String word = text.strip();
    if (word.startsWith("{")) {
      word =
          Leaves.read(text).all().stream()
              .filter(leaf -> leaf.name().equals("state") && leaf.text() != null)
              .map(Leaves.Leaf::text)
              .findFirst()
              .orElse("");
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "online" -> true;
      case "offline" -> false;
      default -> null;
    };
  }

  private Said devices(String text) {
    List<Said.Puzzle> unknown = new ArrayList<>();
    List<Description> wiredOnes = new ArrayList<>();
    try {
      for (Description description : Description.read(text)) {
        WiredDevice wired = named(description.name());
        if (wired != null) {
          traits.apply(wired).described(description);
          wiredOnes.add(description);
        } else if (!description.coordinator()) {
          unknown.add(
              Strangers.puzzle(
                  Said.Why.UNKNOWN_DEVICE,
                  description.name(),
                  "bridge/devices",
                  description.model()));
        }
      }
    } catch (IOException e) {
      return puzzle(Said.Why.MALFORMED, "devices", text);
    }
    learnt = Description.text(wiredOnes);
    return new Said(List.of(), unknown);
  }

  /** The last description of the wired devices; empty while there has been none. */
  String learnt() {
    return learnt;
  }

  /** Takes over descriptions of before; a device that has been described since keeps its own. */
  void remember(String text) {
    try {
      for (Description description : Description.read(text)) {
        WiredDevice wired = named(description.name());
        if (wired != null && traits.apply(wired).description() == null) {
          traits.apply(wired).described(description);
        }
      }
      learnt = learnt.isEmpty() ? text : learnt;
    } catch (IOException damaged) {
      // it will be described again, if not soon
      return;
    }
  }

  private @Nullable WiredDevice named(String name) {
    return devices.stream().filter(device -> device.name().equals(name)).findFirst().orElse(null);
  }

  private Said groups(String text) {
    try {
      groups.clear();
      Description.read(text).forEach(group -> groups.add(group.name()));
      return Said.NOTHING;
    } catch (IOException e) {
      return puzzle(Said.Why.MALFORMED, "groups", text);
    }
  }

  private static Said puzzle(Said.Why why, String topic, String text) {
    return new Said(List.of(), List.of(Strangers.puzzle(why, DEVICE, topic, text)));
  }
}
