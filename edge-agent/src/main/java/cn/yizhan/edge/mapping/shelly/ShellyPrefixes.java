package cn.yizhan.edge.mapping.shelly;

import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose topics are those of a Shelly since the second generation, whose prefix can be anything. */
final class ShellyPrefixes {
  /** Topics that only these devices have, and one that all have whose prefix is not changed. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?<prefix>.+)/(?:events/rpc|status/[a-z0-9_]+(?::[0-9]{1,3})?)"
              + "|(?<factory>shelly[a-z0-9]+-[0-9A-Za-z]+)/.+");

  private final List<WiredDevice> devices;

  ShellyPrefixes(Wiring wiring) {
    devices =
        wiring.of(Family.SHELLY).stream()
            .sorted(Comparator.comparing((WiredDevice device) -> -device.name().length()))
            .toList();
  }

  boolean concerns(String topic) {
    return device(topic) != null || stranger(topic) != null;
  }

  /** The wired device whose topic it is; null when there is none. */
  @Nullable WiredDevice device(String topic) {
    return devices.stream()
        .filter(device -> topic.startsWith(device.name() + "/"))
        .findFirst()
        .orElse(null);
  }

  /** The prefix of a device by the form of its topic alone; null when it is of another form. */
  static @Nullable String stranger(String topic) {
    Matcher matcher = FORM.matcher(topic);
    if (!matcher.matches()) {
      return null;
    }
    String factory = matcher.group("factory");
    return factory == null ? matcher.group("prefix") : factory;
  }
}
