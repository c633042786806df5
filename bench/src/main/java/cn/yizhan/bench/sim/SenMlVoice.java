package cn.yizhan.bench.sim;

import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.point.ValueKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One device that plays all, or what is left, of a station's hardware in the points of the
 * catalogue.
 */
final class SenMlVoice implements Voice {
  private final String device;
  private final Predicate<String> points;

  /**
   * A device.
   *
   * @param device its id
   * @param points the points it speaks of
   */
  SenMlVoice(String device, Predicate<String> points) {
    this.device = device;
    this.points = points;
  }

  @Override
  public String client() {
    return device;
  }

  @Override
  public Mail farewell() {
    return NOTHING;
  }

  @Override
  public List<String> filters() {
    return List.of(topic("set"));
  }

  @Override
  public List<Mail> greeting(StationModel model, DeviceTime time) {
    return report(model, time);
  }

  @Override
  public List<Mail> report(StationModel model, DeviceTime time) {
    Map<String, Object> values = new LinkedHashMap<>(model.values());
    values.keySet().removeIf(point -> !points.test(point));
    return values.isEmpty() ? List.of() : List.of(Mail.of(topic("points"), pack(values)));
  }

  @Override
  public List<Mail> told(Mail order, StationModel model, DeviceTime time) {
    Map<String, Object> confirmed = new LinkedHashMap<>();
    JsonArray orders = new JsonArray(order.text());
    double autoOff = Double.POSITIVE_INFINITY;
    for (Object each : orders) {
      JsonObject entry = (JsonObject) each;
      if (entry.getString("n").endsWith("/auto-off")) {
        autoOff = entry.getDouble("v");
      }
    }
    for (Object each : orders) {
      JsonObject entry = (JsonObject) each;
      Boolean on = entry.getBoolean("vb");
      if (on != null && model.set(entry.getString("n"), on, autoOff)) {
        confirmed.put(entry.getString("n"), model.values().get(entry.getString("n")));
      }
    }
    List<Mail> said = new ArrayList<>();
    if (!confirmed.isEmpty()) {
      said.add(Mail.of(topic("points"), pack(confirmed)));
    }
    said.addAll(report(model, time));
    return said;
  }

  private String topic(String kind) {
    return "yizhan/local/" + device + "/" + kind;
  }

  private static String pack(Map<String, Object> values) {
    JsonArray pack = new JsonArray();
    values.forEach(
        (point, value) -> {
          JsonObject entry = new JsonObject().put("n", point);
          PointType type = PointCatalogue.standard().typeOf(point);
          if (type == null) {
            throw new IllegalStateException("the catalogue has no point " + point);
          }
          if (type.values().kind() == ValueKind.NUMBER) {
            // Supplies are counted in the unit of their item, which the hub knows.
            if (type.values().unit() != null) {
              entry.put("u", type.values().unit());
            }
            entry.put("v", value);
          } else {
            entry.put(type.values().kind() == ValueKind.BOOLEAN ? "vb" : "vs", value);
          }
          pack.add(entry);
        });
    return pack.encode();
  }
}
