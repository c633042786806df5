package cn.yizhan.bench.sim;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Shelly of the second generation with a probe at each socket. It tells what has changed, and all
 * only when asked. Formats after the documentation of the vendor's RPC.
 */
final class ShellyVoice implements Voice {
  private static final int PROBE = 100;

  private final String prefix;
  private final Map<Integer, Integer> bays;
  private final Map<String, JsonObject> told = new HashMap<>();

  /**
   * A device.
   *
   * @param prefix topic prefix, which is its client id too
   * @param bays number of the switch, from 0, with the bay it is at
   */
  ShellyVoice(String prefix, Map<Integer, Integer> bays) {
    this.prefix = prefix;
    this.bays = new TreeMap<>(bays);
  }

  @Override
  public String client() {
    return prefix;
  }

  @Override
  public Mail farewell() {
    return new Mail(prefix + "/online", "false", true);
  }

  @Override
  public List<String> filters() {
    return List.of(prefix + "/rpc", prefix + "/command", prefix + "/command/#", "shellies/command");
  }

  @Override
  public List<Mail> greeting(StationModel model, DeviceTime time) {
    told.clear();
    List<Mail> all = new ArrayList<>();
    all.add(new Mail(prefix + "/online", "true", true));
    for (int id : bays.keySet()) {
      all.add(Mail.of(prefix + "/status/switch:" + id, status(id, model, time).encode()));
      all.add(Mail.of(prefix + "/status/temperature:" + (PROBE + id), probe(id, model).encode()));
    }
    return all;
  }

  @Override
  public List<Mail> report(StationModel model, DeviceTime time) {
    JsonObject changed = new JsonObject();
    for (int id : bays.keySet()) {
      put(changed, "switch:" + id, status(id, model, time));
      put(changed, "temperature:" + (PROBE + id), probe(id, model));
    }
    if (changed.isEmpty()) {
      return List.of();
    }
    JsonObject notice =
        new JsonObject()
            .put("src", prefix)
            .put("dst", prefix + "/events")
            .put("method", "NotifyStatus")
            .put("params", changed.put("ts", time.seconds()));
    return List.of(Mail.of(prefix + "/events/rpc", notice.encode()));
  }

  /** Only what differs from what was told before. */
  private void put(JsonObject changed, String component, JsonObject now) {
    JsonObject before = told.put(component, now);
    JsonObject news = new JsonObject();
    now.forEach(
        field -> {
          if (before == null || !field.getValue().equals(before.getValue(field.getKey()))) {
            news.put(field.getKey(), field.getValue());
          }
        });
    if (!news.isEmpty()) {
      changed.put(component, news.put("id", now.getInteger("id")));
    }
  }

  private JsonObject status(int id, StationModel model, DeviceTime time) {
    SimulatedBay socket = model.bay(Voice.bay(bays, id));
    double chip = tenth(socket.chip());
    return new JsonObject()
        .put("id", id)
        .put("source", socket.expired() ? "timer" : "MQTT")
        .put("output", socket.relay())
        .put("apower", tenth(socket.power()))
        .put("voltage", 230.1)
        .put("current", Math.round(socket.power() / 230.1 * 1000) / 1000.0)
        .put(
            "aenergy",
            new JsonObject()
                .put("total", tenth(socket.energy()))
                .put("by_minute", new JsonArray().add(0.0).add(0.0).add(0.0))
                .put("minute_ts", (long) time.seconds() / 60 * 60))
        .put("temperature", new JsonObject().put("tC", chip).put("tF", tenth(chip * 1.8 + 32)));
  }

  private JsonObject probe(int id, StationModel model) {
    double degrees = tenth(model.bay(Voice.bay(bays, id)).temperature());
    return new JsonObject()
        .put("id", PROBE + id)
        .put("tC", degrees)
        .put("tF", tenth(degrees * 1.8 + 32));
  }

  @Override
  public List<Mail> told(Mail order, StationModel model, DeviceTime time) {
    JsonObject request = object(order.text());
    if (!order.topic().endsWith("/rpc") || request == null) {
      return List.of();
    }
    JsonObject params = request.getJsonObject("params", new JsonObject());
    int id = params.getInteger("id", 0);
    JsonObject answer =
        new JsonObject()
            .put("id", request.getValue("id"))
            .put("src", prefix)
            .put("dst", request.getString("src"));
    switch (request.getString("method", "")) {
      case "Switch.Set" -> {
        boolean was = model.bay(Voice.bay(bays, id)).relay();
        double after = params.getDouble("toggle_after", Double.POSITIVE_INFINITY);
        model.set("bay/" + Voice.bay(bays, id) + "/relay", params.getBoolean("on"), after);
        answer.put("result", new JsonObject().put("was_on", was));
      }
      case "Switch.GetStatus" -> answer.put("result", status(id, model, time));
      case "Shelly.GetStatus" -> answer.put("result", everything(model, time));
      default ->
          answer.put("error", new JsonObject().put("code", 404).put("message", "No handler"));
    }
    List<Mail> said = new ArrayList<>();
    said.add(Mail.of(request.getString("src", prefix) + "/rpc", answer.encode()));
    said.addAll(report(model, time));
    return said;
  }

  private JsonObject everything(StationModel model, DeviceTime time) {
    JsonObject all = new JsonObject();
    for (int id : bays.keySet()) {
      all.put("switch:" + id, status(id, model, time));
      all.put("temperature:" + (PROBE + id), probe(id, model));
    }
    return all;
  }

  private static @Nullable JsonObject object(String text) {
    try {
      return new JsonObject(text);
    } catch (io.vertx.core.json.DecodeException e) {
      return null;
    }
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
