package cn.yizhan.protocol.rule;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** Numbers of a rule that count from later event times on. */
final class Coming {
  private NavigableMap<Long, Bound> course = new TreeMap<>();
  private long begun = Long.MIN_VALUE;
  private final NavigableMap<Long, Bound> changes = new TreeMap<>();

  /**
   * Takes over when which numbers count.
   *
   * @param now the time the readings have come to, {@link Input#NONE} before the first
   * @return the numbers that count at that time
   */
  Bound take(NavigableMap<Long, Bound> taken, long now) {
    course = taken;
    return from(now);
  }

  /**
   * The numbers that count at that time; later ones begin, perhaps once more, when they are due.
   */
  Bound from(long now) {
    Map.Entry<Long, Bound> floor = course.floorEntry(now);
    Map.Entry<Long, Bound> current = floor == null ? course.firstEntry() : floor;
    begun = floor == null ? Long.MIN_VALUE : floor.getKey();
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
    Map.Entry<Long, Bound> next = Objects.requireNonNull(changes.pollFirstEntry());
    begun = next.getKey();
    return next.getValue();
  }

  /**
   * True when later numbers have begun than those of that time: time went on faster than readings.
   */
  boolean ahead(long at) {
    return at < begun;
  }

  /** Those that count at that time, the given ones when none of these has begun. */
  Bound at(long at, Bound current) {
    Map.Entry<Long, Bound> change = changes.floorEntry(at);
    return change == null ? current : change.getValue();
  }
}
