package cn.yizhan.bench.sim;

import cn.yizhan.edge.wiring.Place;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A Zigbee device behind Zigbee2MQTT: a plug, or the sensor that fits its place. Formats after the
 * documentation of Zigbee2MQTT.
 */
final class ZigbeeVoice implements Voice {
  private static final int SENSOR_EVERY = 30;

  private final String base;
  private final String name;
  private final Place place;
  private final boolean probe;
  private int reports;
  private String last = "";

  /**
   * A device.
   *
   * @param base first part of all topics
   * @param name its friendly name
   * @param place what it is at
   * @param probe true for a temperature probe at a bay instead of a plug
   */
  ZigbeeVoice(String base, String name, Place place, boolean probe) {
    this.base = base;
    this.name = name;
    this.place = place;
    this.probe = probe;
  }

  @Override
  public String client() {
    return "mqttjs_" + base;
  }

  @Override
  public Mail farewell() {
    return new Mail(base + "/bridge/state", "{\"state\":\"offline\"}", true);
  }

  @Override
  public List<String> filters() {
    return List.of(base + "/#");
  }

  @Override
  public List<Mail> greeting(StationModel model, DeviceTime time) {
    return List.of(
        new Mail(base + "/bridge/state", "{\"state\":\"online\"}", true),
        new Mail(base + "/" + name + "/availability", "{\"state\":\"online\"}", true));
  }

  /** Plugs report as often as they are set to; battery devices on a change and now and then. */
  @Override
  public List<Mail> report(StationModel model, DeviceTime time) {
    JsonObject said = values(model);
    if (said.isEmpty()) {
      return List.of();
    }
    String now = said.encode();
    boolean mains = place.bay() > 0 && !probe;
    boolean due = mains || !now.equals(last) || reports % SENSOR_EVERY == 0;
    reports++;
    last = now;
    said.put("linkquality", 120).put("last_seen", time.millis());
    return due ? List.of(Mail.of(base + "/" + name, said.encode())) : List.of();
  }

  private JsonObject values(StationModel model) {
    JsonObject said = new JsonObject();
    switch (place.kind()) {
      case BAY -> bay(said, model.bay(place.bay()), model);
      case ROOM -> {
        Boolean smoke = model.smoke();
        if (smoke != null) {
          said.put("smoke", smoke).put("battery", 97).put("battery_low", false);
        }
      }
      case DOOR, FIRST_AID, BOOKS -> said.put("contact", true).put("battery", 88);
      default -> said.put("battery", 91);
    }
    return said;
  }

  private void bay(JsonObject said, SimulatedBay socket, StationModel model) {
    if (probe) {
      said.put("temperature", tenth(socket.temperature())).put("battery", 90);
      return;
    }
    double volts = model.volts();
    said.put("state", socket.relay() ? "ON" : "OFF")
        .put("power", tenth(socket.power()))
        .put("energy", Math.round(socket.energy() / 10) / 100.0)
        .put("current", Math.round(socket.power() / volts * 100) / 100.0)
        .put("voltage", Math.round(volts))
        .put("device_temperature", Math.round(socket.chip()));
  }

  @Override
  public List<Mail> told(Mail order, StationModel model, DeviceTime time) {
    boolean set = order.topic().equals(base + "/" + name + "/set");
    boolean get = order.topic().equals(base + "/" + name + "/get");
    if (place.bay() == 0 || probe || !(set || get)) {
      return List.of();
    }
    try {
      JsonObject wanted = new JsonObject(order.text());
      String state = wanted.getString("state", "");
      if (set && !state.isEmpty()) {
        double after = wanted.getDouble("on_time", Double.POSITIVE_INFINITY);
        model.set("bay/" + place.bay() + "/relay", state.equalsIgnoreCase("ON"), after);
      }
    } catch (DecodeException | ClassCastException e) {
      return List.of();
    }
    return report(model, time);
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
