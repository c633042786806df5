package cn.yizhan.edge.mapping.zigbee;

import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What devices are told through {@code set} and {@code get}. While Zigbee2MQTT has not said what a
 * device can do, it is told in all ways there are: a key without a converter is passed over there,
 * with a line in its log.
 */
final class ZigbeeOrders {
  /** Longest {@code on_time}, s: 16 bits of tenths, all ones meaning for ever (ZCL, 3.8.2.2.3). */
  static final int LONGEST_ON_TIME = 6_553;

  /** Longest {@code countdown}, s (Tuya). */
  static final int LONGEST_COUNTDOWN = 43_200;

  private static final int SIREN_SECONDS = 1_800;
  private static final int IDENTIFY_SECONDS = 10;
  private static final Set<Place.Kind> SWITCHED =
      Set.of(Place.Kind.BAY, Place.Kind.MAINS, Place.Kind.SIREN);

  private final String base;

  ZigbeeOrders(String base) {
    this.base = base;
  }

  List<Dialect.Message> order(Dialect.Switching wanted, Traits traits) {
    WiredDevice device = wanted.device();
    Place place = device.place(wanted.channel());
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    if (place != null && place.kind() == Place.Kind.SIREN) {
      siren(set, traits.description(), wanted.on());
      return set(device, set);
    }
    String ending = traits.ending(device, wanted.channel());
    set.put("state" + ending, wanted.on() ? "ON" : "OFF");
    if (wanted.on() && wanted.autoOffSeconds() > 0) {
      Description known = traits.description();
      boolean countdown = known != null && known.has("countdown");
      if (!countdown) {
        set.put("on_time" + ending, Math.min(wanted.autoOffSeconds(), LONGEST_ON_TIME));
      }
      if (countdown || known == null) {
        set.put("countdown" + ending, Math.min(wanted.autoOffSeconds(), LONGEST_COUNTDOWN));
      }
    }
    if (wanted.on()) {
      return set(device, set);
    }
    // Zigbee2MQTT tells an order that was sent as if it were the plug's state: the plug is asked.
    ObjectNode get = JsonNodeFactory.instance.objectNode().put("state" + ending, "");
    return List.of(message(device, "/set", set), message(device, "/get", get));
  }

  /**
   * The command On With Timed Off with "accept only when on" (ZCL, 3.8.2.3.6): it sets the time
   * anew and cannot undo a cut that overtook it. Devices of Tuya count a countdown otherwise and
   * would switch on at its end when they are off, so they are told to be on.
   */
  List<Dialect.Message> rearm(Dialect.Switching wanted, Traits traits) {
    Description known = traits.description();
    if (known == null || known.has("countdown") || wanted.autoOffSeconds() == 0) {
      return order(wanted, traits);
    }
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    set.putObject("zclcommand" + traits.ending(wanted.device(), wanted.channel()))
        .put("cluster", "genOnOff")
        .put("command", "onWithTimedOff")
        .putObject("payload")
        .put("ctrlbits", 1)
        .put("ontime", Math.min(wanted.autoOffSeconds(), LONGEST_ON_TIME) * 10)
        .put("offwaittime", 0);
    return set(wanted.device(), set);
  }

  private static void siren(ObjectNode set, @Nullable Description known, boolean on) {
    Description.Feature alarm = known == null ? null : known.feature("alarm");
    boolean warning = known != null && known.has("warning");
    if (known == null || warning) {
      set.putObject("warning")
          .put("mode", on ? "emergency" : "stop")
          .put("level", on ? "very_high" : "low")
          .put("strobe", on)
          .put("duration", on ? SIREN_SECONDS : 0);
    }
    if (known == null || (alarm != null && !warning)) {
      JsonNode said = alarm == null ? null : on ? alarm.on() : alarm.off();
      set.set("alarm", said == null ? JsonNodeFactory.instance.booleanNode(on) : said);
    }
    if (known == null || (alarm == null && !warning)) {
      set.put("state", on ? "ON" : "OFF");
    }
  }

  List<Dialect.Message> ask(WiredDevice device, Traits traits) {
    Description known = traits.description();
    boolean switched =
        device.channels().values().stream().anyMatch(place -> SWITCHED.contains(place.kind()));
    boolean silent = known == null ? traits.battery() : !known.has("state") && !known.has("power");
    if (!switched || silent) {
      return List.of();
    }
    ObjectNode get = JsonNodeFactory.instance.objectNode();
    for (int channel : device.channels().keySet().stream().sorted().toList()) {
      String ending = traits.ending(device, channel);
      if (known == null || known.has("state")) {
        get.put("state" + ending, "");
      }
      Description.Feature power = known == null ? null : known.feature("power" + ending);
      if (power != null && power.readable()) {
        get.put(
            known != null && known.features().containsKey("power" + ending)
                ? "power" + ending
                : "power",
            "");
      }
    }
    return get.isEmpty() ? List.of() : List.of(message(device, "/get", get));
  }

  List<Dialect.Message> identify(WiredDevice device, Traits traits) {
    Description known = traits.description();
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    if (known == null || known.has("identify")) {
      set.put("identify", IDENTIFY_SECONDS);
    } else if (known.has("effect")) {
      set.put("effect", "blink");
    }
    return set.isEmpty() ? List.of() : set(device, set);
  }

  private List<Dialect.Message> set(WiredDevice device, ObjectNode set) {
    return List.of(message(device, "/set", set));
  }

  private Dialect.Message message(WiredDevice device, String end, ObjectNode text) {
    return new Dialect.Message(base + "/" + device.name() + end, text.toString());
  }
}
