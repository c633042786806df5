package cn.yizhan.edge;

import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.point.PointType;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a reading that was understood. */
final class ReadingFaults {
  /** A reading from further ahead is impossible, ms. */
  static final long AHEAD = 5_000;

  private ReadingFaults() {}

  /** Why it is none of the station's, or cannot be; null when it can. */
  static @Nullable Rejection of(Reading reading, PointScope scope) {
    PointType type = scope.typeOf(reading.point());
    if (type == null) {
      return new Rejection(
          Rejection.Reason.UNKNOWN_POINT, reading.point(), "expected a point of this station");
    }
    return type.values().possible(reading.value())
        ? null
        : new Rejection(
            Rejection.Reason.IMPOSSIBLE_VALUE,
            reading.point(),
            "expected " + type.values().min() + " to " + type.values().max());
  }

  /** It is from too far ahead. */
  static Rejection ahead(Reading reading) {
    return new Rejection(
        Rejection.Reason.IMPOSSIBLE_TIME,
        reading.point(),
        "expected a time that is not more than " + AHEAD / 1_000 + " s ahead");
  }
}
