package cn.yizhan.edge.mapping.zigbee;

import cn.yizhan.edge.wiring.WiredDevice;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What has been learnt of a wired device from what it and Zigbee2MQTT have said. */
final class Traits {
  private static final Pattern STATE = Pattern.compile("state(_l([1-9][0-9]?))");
  private static final Pattern PLUG =
      Pattern.compile("(state|power|energy|current)(_l[1-9][0-9]?)?");
  private static final Set<String> BATTERY = Set.of("battery", "battery_low", "battery_state");
  private static final Set<String> PHASES = Set.of("power_phase_b", "power_phase_c");

  private final Map<Integer, String> endings = new HashMap<>();
  private boolean battery;
  private boolean plug;
  private boolean phases;
  private boolean json;
  private boolean onlineBefore;
  private @Nullable Boolean online;
  private @Nullable Description described;

  /** The device has said a value of that name. */
  void heard(String value) {
    Matcher state = STATE.matcher(value);
    if (state.matches()) {
      endings.put(Integer.valueOf(state.group(2)), state.group(1));
    }
    battery |= BATTERY.contains(value);
    plug |= PLUG.matcher(value).matches();
    phases |= PHASES.contains(value);
  }

  /** Zigbee2MQTT has described the device. */
  void described(Description description) {
    described = description;
    battery |= description.has("battery") || description.has("battery_low");
    plug |= description.has("state") || description.has("power");
    phases |= description.has("power_phase_b");
  }

  /** What Zigbee2MQTT has said of it, null before. */
  @Nullable Description description() {
    return described;
  }

  /** True when it is fed by a battery. */
  boolean battery() {
    return battery;
  }

  /** True when it switches or measures electricity. */
  boolean plug() {
    return plug;
  }

  /** True when its power is that of one phase of several. */
  boolean phases() {
    return phases;
  }

  /** It says all its values in one message; single ones only repeat them. */
  void speaksJson() {
    json = true;
  }

  /** True when single values only repeat what was said in one message. */
  boolean json() {
    return json;
  }

  /** Takes note whether it is there; false when that had been known. */
  boolean online(boolean there) {
    boolean news = online == null || online != there;
    online = there;
    return news;
  }

  /** Zigbee2MQTT is gone, and so nothing can be said of the device. */
  void lost() {
    onlineBefore |= online != null && online;
    online = false;
  }

  /** Zigbee2MQTT is back; true when the device was there before. */
  boolean found() {
    boolean before = onlineBefore;
    onlineBefore = false;
    if (before) {
      online = true;
    }
    return before;
  }

  /** What the names of a channel's values end in. */
  String ending(WiredDevice device, int channel) {
    String heard = endings.get(channel);
    if (heard != null) {
      return heard;
    }
    Description known = described;
    String numbered = "_l" + channel;
    if (known != null && (known.has("state") || known.has("power"))) {
      return known.features().containsKey("state" + numbered) ? numbered : "";
    }
    return device.channels().size() > 1 || channel > 1 ? numbered : "";
  }
}
