package cn.yizhan.hub.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to exist before a batch can be built: codes of points and epochs, days. */
final class Needs {
  private static final long DAY = 86_400_000L;

  private record Key(int station, String name) {}

  private final Map<Key, StationCodes.NewPoint> points = new LinkedHashMap<>();
  private final Map<Key, StationCodes.NewEpoch> epochs = new LinkedHashMap<>();
  private final Set<LocalDate> days = new HashSet<>();

  void point(StationCodes.NewPoint point) {
    points.put(new Key(point.station(), point.name()), point);
  }

  void epoch(StationCodes.NewEpoch epoch) {
    epochs.put(new Key(epoch.station(), epoch.name()), epoch);
  }

  void day(long at) {
    days.add(LocalDate.ofEpochDay(Math.floorDiv(at, DAY)));
  }

  boolean none() {
    return points.isEmpty() && epochs.isEmpty() && days.isEmpty();
  }

  List<StationCodes.NewPoint> points() {
    return new ArrayList<>(points.values());
  }

  List<StationCodes.NewEpoch> epochs() {
    return new ArrayList<>(epochs.values());
  }

  Set<LocalDate> days() {
    return days;
  }
}
