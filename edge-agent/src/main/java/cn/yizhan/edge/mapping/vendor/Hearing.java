package cn.yizhan.edge.mapping.vendor;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sorts what one message of a wired device says into values of points and puzzles. */
public final class Hearing {
  /** Puzzles of one message that are told singly. */
  static final int MOST_PUZZLES = 50;

  private static final int NONE = -1;

  private final WiredDevice device;
  private final ValueTable table;
  private final Phases phases;
  private final Moment now;
  private final boolean retained;
  private final Map<String, Said.Value> values = new LinkedHashMap<>();
  private final List<Said.Puzzle> puzzles = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private String temperatures = "";
  private long at = Said.NOW;

  /**
   * Begins a message.
   *
   * @param device whose it is
   * @param table what the values of its family mean
   * @param phases what was heard of the phases of the supply
   * @param now when it was received
   * @param retained true when its age is not known
   */
  public Hearing(
      WiredDevice device, ValueTable table, Phases phases, Moment now, boolean retained) {
    this.device = device;
    this.table = table;
    this.phases = phases;
    this.now = now;
    this.retained = retained;
  }

  /** The unit of temperatures whose row leaves it to the message: C or F; empty while not known. */
  public void temperaturesIn(String unit) {
    temperatures = unit;
  }

  /** From now on values were read at that time, milliseconds since 1970 UTC or {@link Said#NOW}. */
  public void readAt(long time) {
    at = time;
  }

  /**
   * Takes a value.
   *
   * @param name the vendor's name
   * @param index place in an array, -1 for none
   * @param text the value, null for null
   */
  public void take(String name, int index, @Nullable String text) {
    String key = index < 0 ? name : name + "." + (index + table.first());
    WiredDevice.OwnValue own = device.values().get(key);
    if (own != null) {
      takeOwn(key, name, own, text);
      return;
    }
    ValueTable.Match match = table.find(name);
    if (match == null) {
      puzzle(Said.Why.UNKNOWN_VALUE, name, text);
      return;
    }
    Quantity quantity = match.row().quantity();
    if (quantity == null || match.row().nothing().contains(String.valueOf(text))) {
      return;
    }
    if (quantity.kind().equals(Quantity.FAULT)) {
      takeFault(key, text);
    } else {
      takeKnown(key, match, quantity, index, text);
    }
  }

  /** A complaint of the device: listed when it is one, words singly. */
  private void takeFault(String key, @Nullable String text) {
    if (text == null) {
      return;
    }
    Double state = Scalars.state(text);
    Double number = state == null ? Scalars.number(text) : state;
    if (number == null) {
      puzzle(Said.Why.NO_PLACE, key.replaceAll("\\.[0-9]+$", "") + "." + text.strip(), text);
    } else if (number != 0) {
      puzzle(Said.Why.NO_PLACE, key, text);
    }
  }

  private void takeKnown(
      String key, ValueTable.Match match, Quantity quantity, int index, @Nullable String text) {
    Double value = text == null ? null : value(match.row(), quantity, text);
    if (value == null || !Double.isFinite(value)) {
      puzzle(Said.Why.MALFORMED, key, text);
      return;
    }
    if (quantity.unit() != null) {
      String unit = String.valueOf(unitOf(match));
      OptionalDouble converted = Units.convert(value, unit, quantity.unit());
      if (converted.isEmpty()) {
        puzzle(Said.Why.WRONG_UNIT, key, text);
        return;
      }
      value = converted.getAsDouble();
    }
    List<Place> places = places(match.row(), channel(match, index));
    if (places.isEmpty()) {
      add(key, quantity, null, text, value);
    }
    for (Place place : places) {
      add(key, quantity, place, text, value);
    }
  }

  private static @Nullable Double value(ValueRow row, Quantity quantity, String text) {
    Double word = row.words().get(text.strip());
    if (word != null) {
      return word;
    }
    return quantity.state() ? Scalars.state(text) : Scalars.number(text);
  }

  private int channel(ValueTable.Match match, int index) {
    if (index >= 0) {
      return index + table.first();
    }
    if (match.number() < 0) {
      return match.row().channel();
    }
    int based = match.number() + match.row().base();
    return device.place(based) != null ? based : match.number();
  }

  /** What a channel is at; without a channel, what all of the device is at. */
  private List<Place> places(ValueRow row, int channel) {
    if (channel != NONE) {
      Place place = device.place(channel);
      return place == null ? List.of() : List.of(place);
    }
    List<Place> all =
        device.channels().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return row.each() || all.size() == 1 ? all : List.of();
  }

  private void add(
      String key, Quantity quantity, @Nullable Place place, @Nullable String text, double value) {
    String point = quantity.point(device, place);
    if (point == null) {
      puzzle(Said.Why.NO_PLACE, key, text);
      return;
    }
    if (point.isEmpty()) {
      return;
    }
    boolean counts = !retained || quantity.presence() || (quantity.state() && value != 0);
    if (!counts) {
      puzzle(Said.Why.STALE, key, text);
      return;
    }
    Phases.Rule rule =
        place != null && place.kind() == Place.Kind.MAINS ? quantity.phases() : Phases.Rule.NONE;
    if (rule == Phases.Rule.NONE) {
      put(point, value);
      return;
    }
    int expected = place == null ? 1 : device.channelsAt(place).size();
    phases
        .take(device.id() + " " + point, key, value, rule, expected, now.steady())
        .ifPresent(all -> put(point, all));
  }

  /** Of two values of a point the last counts; of two temperatures the higher one. */
  private void put(String point, double value) {
    Said.Value before = values.remove(point);
    boolean hotter = before != null && point.endsWith("temperature") && before.value() > value;
    values.put(point, hotter ? before : new Said.Value(device.id(), point, value, at));
  }

  /**
   * As the installer has said: corrected in the device's unit, then turned into the point's. Where
   * the family's unit is known, it need not be said.
   */
  private void takeOwn(String key, String name, WiredDevice.OwnValue own, @Nullable String text) {
    if (own.point().isEmpty()) {
      return;
    }
    String unit = own.unit() == null ? unitOf(table.find(name)) : own.unit();
    OwnReading reading = OwnReading.of(own, unit, text);
    if (reading.why() != null) {
      puzzle(reading.why(), key, text);
    } else if (retained && !(reading.state() && reading.value() != 0)) {
      puzzle(Said.Why.STALE, key, text);
    } else {
      put(own.point(), reading.value());
    }
  }

  private @Nullable String unitOf(ValueTable.@Nullable Match match) {
    Quantity quantity = match == null ? null : match.row().quantity();
    if (match == null || quantity == null) {
      return null;
    }
    String unit = match.row().unit() == null ? quantity.unit() : match.row().unit();
    return "TempUnit".equals(unit) ? temperatures : unit;
  }

  /** Lists something that was not understood, once for each name. */
  public void puzzle(Said.Why why, String key, @Nullable String sample) {
    if (!keys.add(key)) {
      return;
    }
    if (puzzles.size() < MOST_PUZZLES) {
      puzzles.add(Strangers.puzzle(why, device.id(), key, String.valueOf(sample)));
    }
  }

  /** What was found. */
  public Said said() {
    int more = keys.size() - puzzles.size();
    if (more > 0) {
      List<Said.Puzzle> all = new ArrayList<>(puzzles);
      all.add(Strangers.puzzle(Said.Why.UNKNOWN_VALUE, device.id(), "…", more + " further names"));
      return new Said(List.copyOf(values.values()), all);
    }
    return new Said(List.copyOf(values.values()), puzzles);
  }
}
