package cn.yizhan.edge.mapping.tasmota;

import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Hearing;
import cn.yizhan.edge.mapping.vendor.Leaves;
import cn.yizhan.edge.mapping.vendor.Phases;
import cn.yizhan.edge.mapping.vendor.Scalars;
import cn.yizhan.edge.mapping.vendor.Strangers;
import cn.yizhan.edge.mapping.vendor.ValueTable;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How plugs and boards with Tasmota speak: formats after its documentation (MQTT, JSON status
 * responses, commands) and its source.
 *
 * <p>A relay that was last reported as on is armed anew without an order to switch on: {@code
 * PulseTime} begins its countdown wherever the relay is, and only ever switches it off.
 */
public final class TasmotaDialect implements Dialect {
  /** PulseTime counts tenths of a second up to here (Commands: PulseTime). */
  static final int TENTHS_UNTIL = 111;

  /** Above that it counts seconds, raised by this. */
  static final int SECONDS_RAISED = 100;

  /** The greatest value of PulseTime. */
  static final int LONGEST = 64_900;

  private static final ValueTable TABLE = ValueTable.read(TasmotaDialect.class, "values.json", 1);
  private static final String DISCOVERY = "tasmota/discovery/";
  private static final Pattern POWER = Pattern.compile("POWER([0-9]{0,2})");
  private static final Set<String> CHATTER =
      Set.of("INFO1", "INFO2", "INFO3", "UPTIME", "MARGINS", "HASS_STATE", "LOGGING", "UPGRADE");
  private static final Set<Place.Kind> SWITCHED =
      Set.of(Place.Kind.BAY, Place.Kind.SIREN, Place.Kind.MAINS);

  private final Map<String, WiredDevice> devices = new HashMap<>();
  private final Map<String, Boolean> nameFirst = new HashMap<>();
  private final Map<String, String> temperatureUnits = new HashMap<>();
  private final Map<String, Map<Integer, Boolean>> relays = new HashMap<>();
  private final Phases phases = new Phases();

  /** Knows the devices of a station. */
  public TasmotaDialect(Wiring wiring) {
    wiring.of(Family.TASMOTA).forEach(device -> devices.put(device.name(), device));
  }

  @Override
  public boolean concerns(String topic) {
    return topic.startsWith(DISCOVERY) || TasmotaTopic.parse(topic) != null;
  }

  @Override
  public Said read(Publish publish, Moment now) {
    TasmotaTopic topic = TasmotaTopic.parse(publish.topic());
    if (topic == null || publish.topic().startsWith(DISCOVERY) || topic.prefix().equals("cmnd")) {
      return Said.NOTHING;
    }
    WiredDevice device = devices.get(topic.name());
    if (device == null) {
      return Strangers.unknown(topic.name(), topic.what(), publish.text());
    }
    if (publish.text().length() > Strangers.LONGEST) {
      return Strangers.tooLong(device.id(), topic.what(), publish.text());
    }
    nameFirst.put(device.id(), topic.nameFirst());
    if (CHATTER.contains(topic.what())) {
      return Said.NOTHING;
    }
    Hearing hearing = new Hearing(device, TABLE, phases, now, publish.retained());
    if (topic.what().equals("LWT") || POWER.matcher(topic.what()).matches()) {
      scalar(device, topic.what(), publish, hearing);
    } else {
      object(device, topic, publish, hearing);
    }
    return hearing.said();
  }

  private void scalar(WiredDevice device, String what, Publish publish, Hearing hearing) {
    hearing.take(what, -1, publish.text());
    if (what.equals("LWT")) {
      // Gone, or come back from what may have been a restart.
      relays.remove(device.id());
    }
    relay(device, what, publish.text(), publish.retained());
  }

  private void object(WiredDevice device, TasmotaTopic topic, Publish publish, Hearing hearing) {
    Leaves leaves = Leaves.read(publish.text());
    boolean told = topic.prefix().equals("tele") || topic.what().equals("WARNING");
    if (told && !Set.of("SENSOR", "STATE", "WARNING").contains(topic.what())) {
      hearing.puzzle(Said.Why.UNKNOWN_VALUE, topic.what(), publish.text());
      return;
    }
    if (leaves.fault() != null) {
      String sample = leaves.fault() + ": " + publish.text();
      hearing.puzzle(Said.Why.MALFORMED, topic.what(), sample);
    }
    boolean status = topic.what().startsWith("STATUS");
    List<Leaves.Leaf> said = status ? sections(leaves.all()) : leaves.all();
    hearing.temperaturesIn(temperatureUnit(device, said));
    for (Leaves.Leaf leaf : said) {
      // What answers a command of somebody's may have any names; only readings are looked for.
      if (told || status || !TABLE.kind(leaf.name()).isEmpty()) {
        hearing.take(leaf.name(), leaf.index(), leaf.text());
      }
      relay(device, leaf.name(), leaf.text(), publish.retained());
    }
  }

  /** Of the answers to {@code Status}, those that have readings: sensors and relays. */
  private static List<Leaves.Leaf> sections(List<Leaves.Leaf> all) {
    List<Leaves.Leaf> said = new ArrayList<>();
    for (Leaves.Leaf leaf : all) {
      for (String section : List.of("StatusSNS.", "StatusSTS.")) {
        if (leaf.name().startsWith(section)) {
          String name = leaf.name().substring(section.length());
          said.add(new Leaves.Leaf(name, leaf.index(), leaf.text()));
        }
      }
    }
    return said;
  }

  /**
   * It stands at the end of a message, and after the cut of one that is not whole: then that of the
   * message before counts, and without one temperatures have no unit.
   */
  private String temperatureUnit(WiredDevice device, List<Leaves.Leaf> said) {
    for (Leaves.Leaf leaf : said) {
      if (leaf.name().equals("TempUnit") && leaf.text() != null) {
        temperatureUnits.put(device.id(), leaf.text());
      }
    }
    return temperatureUnits.getOrDefault(device.id(), "");
  }

  private void relay(WiredDevice device, String name, @Nullable String text, boolean retained) {
    Matcher matcher = POWER.matcher(name);
    Double state = text == null || !matcher.matches() ? null : Scalars.state(text);
    if (state != null && !retained) {
      int channel = matcher.group(1).isEmpty() ? 1 : Integer.parseInt(matcher.group(1));
      relays.computeIfAbsent(device.id(), id -> new HashMap<>()).put(channel, state != 0);
    }
  }

  @Override
  public List<Message> order(Switching wanted) {
    WiredDevice device = wanted.device();
    String relay = Integer.toString(wanted.channel());
    List<Message> messages = new ArrayList<>();
    if (!wanted.on()) {
      add(messages, device, "POWER" + relay, "OFF");
      return messages;
    }
    Map<Integer, Boolean> known = relays.getOrDefault(device.id(), Map.of());
    boolean armed = wanted.autoOffSeconds() > 0;
    if (armed) {
      add(messages, device, "PulseTime" + relay, pulseTime(wanted.autoOffSeconds()));
    }
    if (!armed || !known.getOrDefault(wanted.channel(), false)) {
      add(messages, device, "POWER" + relay, "ON");
    }
    return messages;
  }

  /** The value of PulseTime for so many seconds. */
  static String pulseTime(int seconds) {
    int tenths = seconds * 10;
    boolean few = seconds <= TENTHS_UNTIL / 10;
    return Integer.toString(few ? tenths : Math.min(LONGEST, seconds + SECONDS_RAISED));
  }

  @Override
  public List<Message> ask(WiredDevice device) {
    List<Message> messages = new ArrayList<>();
    device.channels().keySet().stream()
        .sorted()
        .filter(channel -> switched(device.place(channel)))
        .forEach(channel -> add(messages, device, "POWER" + channel, ""));
    add(messages, device, "STATUS", "10");
    return messages;
  }

  private static boolean switched(@Nullable Place place) {
    return place != null && SWITCHED.contains(place.kind());
  }

  @Override
  public List<Message> identify(WiredDevice device) {
    StringBuilder blink = new StringBuilder("LedState 0");
    for (int i = 0; i < 5; i++) {
      blink.append("; LedPower 1; Delay 5; LedPower 0; Delay 5");
    }
    List<Message> messages = new ArrayList<>();
    add(messages, device, "BACKLOG0", blink + "; LedState 1; Buzzer 3,2");
    return messages;
  }

  /** In the pattern the device uses; in both while it has not been heard. */
  private void add(List<Message> messages, WiredDevice device, String command, String text) {
    Boolean second = nameFirst.get(device.id());
    if (second == null || !second) {
      messages.add(new Message(TasmotaTopic.command(device.name(), command, false), text));
    }
    if (second == null || second) {
      messages.add(new Message(TasmotaTopic.command(device.name(), command, true), text));
    }
  }
}
