package cn.yizhan.edge.mapping.zigbee;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Hearing;
import cn.yizhan.edge.mapping.vendor.Leaves;
import cn.yizhan.edge.mapping.vendor.Phases;
import cn.yizhan.edge.mapping.vendor.Scalars;
import cn.yizhan.edge.mapping.vendor.Units;
import cn.yizhan.edge.mapping.vendor.ValueTable;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one message of a device says, with what only Zigbee2MQTT does. */
final class DeviceMessage {
  private static final ValueTable TABLE = ValueTable.read(DeviceMessage.class, "values.json", 1);

  /** Rows of the table for values whose name alone does not say what they are. */
  private static final String PLUG_TEMPERATURE = "temperature of a plug";

  private static final String ACTION = "action";
  private static final String PRESS = "single";
  private static final String VOLTAGE = "voltage";
  private static final Set<String> PHASED = Set.of("power", "power_phase_b", "power_phase_c");

  /** Dangers that an old message still tells of, since nobody has said that they are over. */
  private static final Set<String> DANGERS = Set.of("room/smoke", "room/water-leak", "e-stop");

  /** Units in which the documentation says that values come, and the unit their points have. */
  private static final Map<String, Unit> UNITS =
      Map.of(
          "power",
          new Unit("W", 1),
          "energy",
          new Unit("Wh", 0.001),
          "current",
          new Unit("A", 1),
          VOLTAGE,
          new Unit("V", 1),
          "temperature",
          new Unit("Cel", 1),
          "device_temperature",
          new Unit("Cel", 1),
          "leakage_current",
          new Unit("A", 1_000),
          "leakage",
          new Unit("A", 1_000));

  /**
   * A unit.
   *
   * @param point that of the point
   * @param documented how many of the documented unit one of that is
   */
  private record Unit(String point, double documented) {}

  private final WiredDevice device;
  private final Traits traits;
  private final Phases phases;
  private final Age age;
  private final Moment now;
  private final Hearing hearing;

  DeviceMessage(WiredDevice device, Traits traits, Phases phases, Age age, Moment now) {
    this.device = device;
    this.traits = traits;
    this.phases = phases;
    this.age = age;
    this.now = now;
    this.hearing = hearing();
  }

  private Hearing hearing() {
    Hearing begun = new Hearing(device, TABLE, phases, now, !age.known());
    begun.readAt(age.at());
    return begun;
  }

  /** What the values say. */
  Said said(List<Leaves.Leaf> values) {
    values.forEach(value -> traits.heard(value.name()));
    Said actions = Said.NOTHING;
    for (Leaves.Leaf value : values) {
      String text = value.text();
      if (text == null || text.isEmpty()) {
        continue;
      }
      if (device.values().containsKey(value.name())) {
        hearing.take(value.name(), value.index(), text);
      } else if (value.name().equals(ACTION)) {
        actions = actions.and(action(text));
      } else {
        take(value, text);
      }
    }
    return aged(hearing.said()).and(actions);
  }

  /**
   * Where it stops being what it should be.
   *
   * @param key the topic
   */
  void fault(String key, String sample) {
    hearing.puzzle(Said.Why.MALFORMED, key, sample);
  }

  private void take(Leaves.Leaf value, String text) {
    String name = value.name();
    if (name.equals(VOLTAGE) && traits.battery()) {
      return;
    }
    Description.Feature described =
        traits.description() == null ? null : traits.description().feature(name);
    if (name.equals(VOLTAGE) && described == null && !traits.plug()) {
      hearing.puzzle(Said.Why.WRONG_UNIT, name, text);
      return;
    }
    if (PHASED.contains(name) && traits.phases() && oneChannelAtMains()) {
      hearing.puzzle(Said.Why.WRONG_UNIT, name, text);
      return;
    }
    boolean chip =
        name.equals("temperature") && traits.plug() && !device.channelsAt(bay()).isEmpty();
    String converted = documented(name, described, text);
    if (converted == null) {
      hearing.puzzle(Said.Why.WRONG_UNIT, name, text);
    } else {
      hearing.take(chip ? PLUG_TEMPERATURE : name, value.index(), converted);
    }
  }

  private Place bay() {
    return device.channels().values().stream()
        .filter(place -> place.bay() > 0)
        .findFirst()
        .orElse(Place.of(Place.Kind.NONE));
  }

  private boolean oneChannelAtMains() {
    return device.channelsAt(Place.of(Place.Kind.MAINS)).size() == 1;
  }

  /** Some devices give another unit than the documentation has for a value of that name. */
  private static @Nullable String documented(
      String name, Description.@Nullable Feature described, String text) {
    Unit unit = UNITS.get(name.replaceFirst("_l[1-9][0-9]?$", ""));
    Double value = Scalars.number(text);
    if (unit == null || described == null || described.unit().isEmpty() || value == null) {
      return text;
    }
    OptionalDouble converted = Units.convert(value, described.unit(), unit.point);
    return converted.isEmpty() ? null : Double.toString(converted.getAsDouble() * unit.documented);
  }

  /**
   * A button is pressed and let go, or the next press would be no change. Zigbee2MQTT never repeats
   * an action by itself, so one of unknown age is an old one.
   */
  private Said action(String text) {
    if (!age.known()) {
      Hearing stale = hearing();
      stale.puzzle(Said.Why.STALE, ACTION, text);
      return stale.said();
    }
    Hearing pressed = hearing();
    pressed.take(ACTION, -1, text);
    Said said = pressed.said();
    if (said.puzzles().stream().anyMatch(puzzle -> puzzle.why() == Said.Why.MALFORMED)) {
      // Vendors invent words without end; a call for help must not depend on them.
      Hearing word = hearing();
      word.take(ACTION, -1, PRESS);
      word.puzzle(Said.Why.UNKNOWN_VALUE, ACTION + "." + text, text);
      said = word.said();
    }
    List<Said.Value> letGo =
        said.values().stream()
            .filter(value -> value.value() != 0)
            .map(
                value ->
                    new Said.Value(
                        value.device(),
                        value.point(),
                        0,
                        value.at() == Said.NOW ? Said.NOW : value.at() + 1))
            .toList();
    return said.and(new Said(letGo, List.of()));
  }

  /** What is too old to say anything of now; a danger that was not taken back still holds. */
  private Said aged(Said said) {
    if (age.at() == Said.NOW) {
      return said;
    }
    List<Said.Value> values = new ArrayList<>();
    List<Said.Puzzle> puzzles = new ArrayList<>(said.puzzles());
    for (Said.Value value : said.values()) {
      PointType type = PointCatalogue.standard().typeOf(value.point());
      boolean over = type != null && now.wall() - value.at() > type.maxAge().toMillis();
      if (DANGERS.contains(value.point()) && value.value() != 0) {
        values.add(new Said.Value(value.device(), value.point(), value.value(), Said.NOW));
      } else if (over) {
        String sample = Double.toString(value.value());
        puzzles.add(new Said.Puzzle(Said.Why.STALE, device.id(), value.point(), sample));
      } else {
        values.add(value);
      }
    }
    return new Said(values, puzzles);
  }
}
