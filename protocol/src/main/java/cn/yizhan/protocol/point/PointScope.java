package cn.yizhan.protocol.point;

import org.jspecify.annotations.Nullable;

/** The points a station may speak of: those of its bays, items, devices, and those it declared. */
@FunctionalInterface
public interface PointScope {
  /** The type of the point of that name, or null when the station has no such point. */
  @Nullable PointType typeOf(String point);
}
