package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.wiring.WiredDevice.OwnValue;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.point.ValueKind;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what an installer says of single values of a device. */
final class OwnValues {
  private OwnValues() {}

  static Map<String, OwnValue> read(Section device) {
    Map<String, OwnValue> values = new TreeMap<>();
    Section all = device.section("values");
    for (String name : all.names()) {
      if (all.keys().path(name).asText().equals("ignore")) {
        values.put(name, new OwnValue("", null, 1, 0, false));
      } else if (all.keys().path(name).isObject()) {
        OwnValue value = value(all.section(name));
        if (value != null) {
          values.put(name, value);
        }
      } else {
        all.error(
            name,
            "应为 ignore 或 {point: bay/4/power, unit: kW}",
            "expected ignore or {point: bay/4/power, unit: kW}");
      }
    }
    return values;
  }

  private static @Nullable OwnValue value(Section part) {
    part.only(Set.of("point", "unit", "scale", "offset", "inverted"));
    part.need("point", "测点，如 bay/4/power", "a point, as in bay/4/power");
    String point = part.text("point");
    String unit = part.text("unit");
    double scale = part.number("scale", 1);
    double offset = part.number("offset", 0);
    boolean inverted = part.flag("inverted", false);
    if (scale == 0) {
      part.error("scale", "不能为 0", "cannot be 0");
    }
    if (point == null) {
      return null;
    }
    PointType type = PointCatalogue.standard().typeOf(point);
    if (type == null) {
      part.error(
          "point", "没有这个测点，见 docs/protocol.md 的测点表", "no such point; docs/protocol.md lists them");
      return null;
    }
    check(part, type);
    return new OwnValue(point, unit, scale, offset, inverted);
  }

  private static void check(Section part, PointType type) {
    boolean number = type.values().kind() == ValueKind.NUMBER;
    for (String key : Set.of("unit", "scale", "offset")) {
      if (!number && part.has(key)) {
        part.error(key, "该测点不是数值", "the point is not a number");
      }
    }
    if (type.values().kind() != ValueKind.BOOLEAN && part.has("inverted")) {
      part.error("inverted", "该测点不是真假值", "the point is not true or false");
    }
  }
}
