package cn.yizhan.bench.sim;

import java.util.List;
import java.util.Locale;

/**
 * A plug of Shelly's first generation with the add-on for a probe. Its timer is set in its
 * settings, not over MQTT. Formats after the documentation of the vendor's MQTT topics.
 */
final class ShellyGen1Voice implements Voice {
  private static final double WATT_MINUTES = 60;

  private final String id;
  private final int bay;
  private final double autoOff;

  /**
   * A device.
   *
   * @param id its name, {@code shellyplug-s-A1B2C3}
   * @param bay the bay it is at
   * @param autoOff seconds of the timer in its settings, infinite for none
   */
  ShellyGen1Voice(String id, int bay, double autoOff) {
    this.id = id;
    this.bay = bay;
    this.autoOff = autoOff;
  }

  @Override
  public String client() {
    return id;
  }

  @Override
  public Mail farewell() {
    return new Mail(topic("online"), "false", true);
  }

  @Override
  public List<String> filters() {
    return List.of(topic("command"), topic("relay/0/command"), "shellies/command");
  }

  @Override
  public List<Mail> greeting(StationModel model, DeviceTime time) {
    return List.of(new Mail(topic("online"), "true", true), relay(model));
  }

  @Override
  public List<Mail> report(StationModel model, DeviceTime time) {
    SimulatedBay socket = model.bay(bay);
    return List.of(
        relay(model),
        Mail.of(topic("relay/0/power"), decimal(socket.power())),
        Mail.of(topic("relay/0/energy"), Long.toString(Math.round(socket.energy() * WATT_MINUTES))),
        Mail.of(topic("temperature"), decimal(socket.chip())),
        Mail.of(topic("overtemperature"), "0"),
        Mail.of(topic("ext_temperature/0"), decimal(socket.temperature())));
  }

  @Override
  public List<Mail> told(Mail order, StationModel model, DeviceTime time) {
    if (order.topic().equals(topic("relay/0/command"))) {
      boolean on = order.text().strip().equals("on");
      model.set("bay/" + bay + "/relay", on, autoOff);
      return List.of(relay(model), report(model, time).get(1));
    }
    return order.text().strip().equals("update") ? report(model, time) : List.of();
  }

  private Mail relay(StationModel model) {
    return Mail.of(topic("relay/0"), model.bay(bay).relay() ? "on" : "off");
  }

  private String topic(String rest) {
    return "shellies/" + id + "/" + rest;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
