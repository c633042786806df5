package cn.yizhan.hub.console;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest values of the points the page shows.
 *
 * @param saved when the newest of them was saved, epoch milliseconds; 0 when there are none
 * @param stations values by point, by the database id of the station
 */
public record Latest(long saved, Map<Integer, Map<String, Value>> stations) {
  /** Nothing read yet. */
  public static final Latest NONE = new Latest(0, Map.of());

  /**
   * A value of a point; words as their index, booleans as 0 and 1.
   *
   * @param value the value
   * @param at when it was measured, epoch milliseconds
   */
  public record Value(double value, long at) {}

  /** These values, with those of stations that are not among them taken from an earlier reading. */
  public Latest over(Latest earlier) {
    Map<Integer, Map<String, Value>> all = new HashMap<>(earlier.stations);
    all.putAll(stations);
    return new Latest(Math.max(saved, earlier.saved), all);
  }

  /** The value of a station's point, or null. */
  public @Nullable Value of(int station, String point) {
    return stations.getOrDefault(station, Map.of()).get(point);
  }
}
