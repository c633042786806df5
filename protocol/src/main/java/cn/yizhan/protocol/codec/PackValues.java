package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.codec.Rejection.Reason;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.point.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a pack, checked against the points of the station. Times stay as they came until
 * now is known, which may follow the pack in its message.
 */
final class PackValues {
  private static final int FIRST_SIZE = 16;

  private final PointScope scope;
  private final String place;
  private final List<Rejection> rejected = new ArrayList<>(0);
  private int size;
  private int[] indexes = new int[FIRST_SIZE];
  private String[] names = new String[FIRST_SIZE];
  private double[] times = new double[FIRST_SIZE];
  private double[] values = new double[FIRST_SIZE];

  // The record the next value belongs to.
  private int index;
  private String name = "";
  private double time;

  PackValues(PointScope scope, String place) {
    this.scope = scope;
    this.place = place;
  }

  static Rejection rejection(String place, int index, Reason reason, String key, String expected) {
    String record = place + "[" + index + "]";
    return new Rejection(reason, key.isEmpty() ? record : record + "." + key, expected);
  }

  void reject(Rejection rejection) {
    rejected.add(rejection);
  }

  void reject(int record, Reason reason, String key, String expected) {
    rejected.add(rejection(place, record, reason, key, expected));
  }

  /** Names the record the next value belongs to; a time of NaN stands for now. */
  void at(int record, String point, double seconds) {
    index = record;
    name = point;
    time = seconds;
  }

  void addNumber(double value, @Nullable String unit) {
    PointType type = type(ValueKind.NUMBER);
    if (type == null) {
      return;
    }
    if (unit != null && !type.values().units().contains(unit)) {
      reject(
          index, Reason.WRONG_UNIT, "u", "expected " + String.join(" or ", type.values().units()));
    } else if (!type.values().possible(value)) {
      reject(
          index,
          Reason.IMPOSSIBLE_VALUE,
          "v",
          "expected number from "
              + brief(type.values().min())
              + " to "
              + brief(type.values().max()));
    } else {
      add(value + 0.0);
    }
  }

  void addTruth(boolean value, @Nullable String unit) {
    PointType type = type(ValueKind.BOOLEAN);
    if (type != null && unitless(unit)) {
      add(value ? 1 : 0);
    }
  }

  void addWord(String word, @Nullable String unit) {
    PointType type = type(ValueKind.WORD);
    if (type == null || !unitless(unit)) {
      return;
    }
    int code = type.values().words().indexOf(word);
    if (code < 0) {
      reject(
          index,
          Reason.IMPOSSIBLE_VALUE,
          "vs",
          "expected one of " + String.join(", ", type.values().words()));
    } else {
      add(code);
    }
  }

  /** The type of the point, or null, and a rejection, unless there is one of that kind. */
  private @Nullable PointType type(ValueKind kind) {
    PointType type = scope.typeOf(name);
    if (type == null) {
      reject(index, Reason.UNKNOWN_POINT, "n", "expected point of this station");
      return null;
    }
    ValueKind wanted = type.values().kind();
    if (wanted != kind) {
      String expected =
          switch (wanted) {
            case NUMBER -> "expected number in v";
            case BOOLEAN -> "expected boolean in vb";
            case WORD -> "expected word in vs";
          };
      reject(index, Reason.WRONG_TYPE, key(kind), expected);
      return null;
    }
    return type;
  }

  private boolean unitless(@Nullable String unit) {
    if (unit == null || unit.isEmpty()) {
      return true;
    }
    reject(index, Reason.WRONG_UNIT, "u", "expected no unit");
    return false;
  }

  private static String key(ValueKind kind) {
    return switch (kind) {
      case NUMBER -> "v";
      case BOOLEAN -> "vb";
      case WORD -> "vs";
    };
  }

  private static String brief(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }

  private void add(double value) {
    if (size == names.length) {
      int larger = size * 2;
      indexes = Arrays.copyOf(indexes, larger);
      names = Arrays.copyOf(names, larger);
      times = Arrays.copyOf(times, larger);
      values = Arrays.copyOf(values, larger);
    }
    indexes[size] = index;
    names[size] = name;
    times[size] = time;
    values[size] = value;
    size++;
  }

  /** Rejections so far, of {@link #readings} too once it was called. */
  List<Rejection> rejected() {
    return rejected;
  }

  /**
   * The readings, in the order of the pack. Of two for one point and time the last counts.
   *
   * @param now what relative times count from
   */
  List<Reading> readings(long now) {
    List<Reading> readings = new ArrayList<>(size);
    int mask = Integer.highestOneBit(Math.max(1, size)) * 4 - 1;
    int[] table = new int[mask + 1];
    for (int i = 0; i < size; i++) {
      long at = Times.resolve(times[i], now);
      if (at < 0 || at > Limits.MAX_TIME) {
        reject(indexes[i], Reason.IMPOSSIBLE_TIME, "t", "expected seconds since 1970 or from now");
        continue;
      }
      Reading reading = new Reading(names[i], at, values[i]);
      int slot = (31 * names[i].hashCode() + Long.hashCode(at)) & mask;
      while (table[slot] != 0 && !same(readings.get(table[slot] - 1), reading)) {
        slot = (slot + 1) & mask;
      }
      if (table[slot] == 0) {
        readings.add(reading);
        table[slot] = readings.size();
      } else {
        readings.set(table[slot] - 1, reading);
      }
    }
    return readings;
  }

  private static boolean same(Reading one, Reading other) {
    return one.at() == other.at() && one.point().equals(other.point());
  }
}
