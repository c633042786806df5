package cn.yizhan.protocol.rule;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** Numbers of a rule that count from later event times on. */
final class Coming {
  private final NavigableMap<Long, Bound> changes = new TreeMap<>();

  /**
   * Takes over when which numbers count.
   *
   * @param now the time the readings have come to, {@link Input#NONE} before the first
   * @return the numbers that count at that time
   */
  Bound take(NavigableMap<Long, Bound> course, long now) {
    Map.Entry<Long, Bound> floor = course.floorEntry(now);
    Map.Entry<Long, Bound> current = floor == null ? course.firstEntry() : floor;
    changes.clear();
    changes.putAll(course.tailMap(current.getKey(), false));
    return current.getValue();
  }

  /** When the next ones begin to count, {@link Long#MAX_VALUE} for never. */
  long due() {
    return changes.isEmpty() ? Long.MAX_VALUE : changes.firstKey();
  }

  /** Takes those away. */
  Bound next() {
    return Objects.requireNonNull(changes.pollFirstEntry()).getValue();
  }

  /** Those that count at that time, the given ones when none of these has begun. */
  Bound at(long at, Bound current) {
    Map.Entry<Long, Bound> change = changes.floorEntry(at);
    return change == null ? current : change.getValue();
  }
}
