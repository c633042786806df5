package cn.yizhan.edge.mapping.vendor;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.point.ValueKind;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A value the installer has given a meaning of its own.
 *
 * @param value in the unit of its point
 * @param state true for what is true or false
 * @param why in which way it was not understood, null when it was
 */
record OwnReading(double value, boolean state, Said.@Nullable Why why) {

  /**
   * Reads a value.
   *
   * @param own what the installer has said of it
   * @param unit the unit it is in, null when it is the point's
   */
  static OwnReading of(WiredDevice.OwnValue own, @Nullable String unit, @Nullable String text) {
    PointType type = PointCatalogue.standard().typeOf(own.point());
    ValueKind kind = type == null ? ValueKind.NUMBER : type.values().kind();
    Double said = text == null ? null : parse(kind, type, text);
    if (said == null || !Double.isFinite(said)) {
      return new OwnReading(0, false, Said.Why.MALFORMED);
    }
    if (kind == ValueKind.BOOLEAN) {
      return new OwnReading(own.inverted() ? 1 - said : said, true, null);
    }
    if (kind == ValueKind.WORD) {
      return new OwnReading(said, false, null);
    }
    double corrected = said * own.scale() + own.offset();
    OptionalDouble converted = converted(corrected, unit, type);
    return converted.isPresent()
        ? new OwnReading(converted.getAsDouble(), false, null)
        : new OwnReading(0, false, Said.Why.WRONG_UNIT);
  }

  private static @Nullable Double parse(ValueKind kind, @Nullable PointType type, String text) {
    if (kind == ValueKind.BOOLEAN) {
      return Scalars.state(text);
    }
    if (kind == ValueKind.WORD && type != null) {
      int code = type.values().words().indexOf(text.strip());
      return code < 0 ? null : Double.valueOf(code);
    }
    return Scalars.number(text);
  }

  /** A point of no catalogue has the unit it was declared with; what is said of it is taken so. */
  private static OptionalDouble converted(
      double value, @Nullable String unit, @Nullable PointType type) {
    if (unit == null || type == null) {
      return OptionalDouble.of(value);
    }
    for (String to : type.values().units()) {
      OptionalDouble converted = Units.convert(value, unit, to);
      if (converted.isPresent()) {
        return converted;
      }
    }
    return OptionalDouble.empty();
  }
}
