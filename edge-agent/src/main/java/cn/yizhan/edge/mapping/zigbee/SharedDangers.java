package cn.yizhan.edge.mapping.zigbee;

import cn.yizhan.edge.mapping.Said;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several detectors share the point of the room: while one of them sees smoke, another that sees
 * none does not take it back.
 */
final class SharedDangers {
  private static final Set<String> POINTS = Set.of("room/smoke", "room/water-leak", "e-stop");

  private final Map<String, Map<String, Boolean>> byPoint = new HashMap<>();

  /** The values with those of dangers as all devices together see them. */
  Said together(Said said) {
    List<Said.Value> values = said.values().stream().map(this::together).toList();
    return new Said(values, said.puzzles());
  }

  private Said.Value together(Said.Value value) {
    if (!POINTS.contains(value.point())) {
      return value;
    }
    Map<String, Boolean> seen = byPoint.computeIfAbsent(value.point(), point -> new HashMap<>());
    seen.put(value.device(), value.value() != 0);
    boolean any = seen.containsValue(true);
    return any && value.value() == 0
        ? new Said.Value(value.device(), value.point(), 1, value.at())
        : value;
  }
}
