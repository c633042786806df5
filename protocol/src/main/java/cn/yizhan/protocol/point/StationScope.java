package cn.yizhan.protocol.point;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The points of one station. Names that many stations share are held once for all of them; only
 * items, devices, declared points and high bay numbers cost memory per station.
 */
final class StationScope implements PointScope {
  private final Map<String, PointCatalogue.Shared> shared;
  private final BitSet bays = new BitSet();
  private final Map<String, PointType> own = new HashMap<>();

  StationScope(Map<String, PointCatalogue.Shared> shared) {
    this.shared = shared;
    bays.set(0);
  }

  void addBay(int number) {
    bays.set(number);
  }

  void add(String name, PointType type) {
    own.put(name, type);
  }

  int own() {
    return own.size();
  }

  @Override
  public @Nullable PointType typeOf(String point) {
    PointCatalogue.Shared known = shared.get(point);
    if (known != null && bays.get(known.bay())) {
      return known.type();
    }
    return own.get(point);
  }
}
