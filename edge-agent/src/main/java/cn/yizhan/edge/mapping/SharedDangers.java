package cn.yizhan.edge.mapping;

import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.point.PointType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Several detectors, of whatever families, share the point of a room: while one of them sees smoke,
 * another that sees none does not take it back. What a detector saw counts until it says otherwise,
 * or until its reading is older than readings of the point hold. Pure; confined to one thread.
 */
public final class SharedDangers {
  private static final Set<String> POINTS = Set.of("room/smoke", "room/water-leak", "e-stop");

  private final Map<String, Map<String, Long>> seenAt = new HashMap<>();

  /**
   * A reading as all devices together see it.
   *
   * @param device whose it is
   * @param scope the points of the station
   * @param now when it was received
   */
  public Reading together(String device, Reading said, PointScope scope, Moment now) {
    if (!POINTS.contains(said.point())) {
      return said;
    }
    Map<String, Long> seen = seenAt.computeIfAbsent(said.point(), point -> new HashMap<>());
    PointType type = scope.typeOf(said.point());
    if (type != null) {
      seen.values().removeIf(at -> now.steady() - at > type.maxAge().toMillis());
    }
    if (said.value() != 0) {
      seen.put(device, now.steady());
      return said;
    }
    seen.remove(device);
    return seen.isEmpty() ? said : new Reading(said.point(), said.at(), 1);
  }
}
