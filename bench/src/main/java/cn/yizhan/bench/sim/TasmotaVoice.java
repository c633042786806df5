package cn.yizhan.bench.sim;

import io.vertx.core.json.JsonObject;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plug with Tasmota and a probe at its socket. Formats after the documentation of Tasmota. */
final class TasmotaVoice implements Voice {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final int SECONDS_FROM = 100;

  private final String topic;
  private final int bay;
  private int pulse;

  TasmotaVoice(String topic, int bay) {
    this.topic = topic;
    this.bay = bay;
  }

  @Override
  public String client() {
    return "DVES_" + Integer.toHexString(topic.hashCode()).toUpperCase(Locale.ROOT);
  }

  @Override
  public Mail farewell() {
    return new Mail("tele/" + topic + "/LWT", "Offline", true);
  }

  @Override
  public List<String> filters() {
    return List.of("cmnd/" + topic + "/#", "cmnd/tasmotas/#", "cmnd/" + client() + "_fb/#");
  }

  @Override
  public List<Mail> greeting(StationModel model, DeviceTime time) {
    return List.of(new Mail("tele/" + topic + "/LWT", "Online", true), state(model, time));
  }

  @Override
  public List<Mail> report(StationModel model, DeviceTime time) {
    return List.of(state(model, time), sensor(model, time));
  }

  private Mail state(StationModel model, DeviceTime time) {
    JsonObject state =
        new JsonObject()
            .put("Time", LOCAL.format(time.local()))
            .put("Uptime", "0T01:02:03")
            .put("POWER", word(model))
            .put("Wifi", new JsonObject().put("RSSI", 74).put("Signal", -63));
    return Mail.of("tele/" + topic + "/STATE", state.encode());
  }

  private Mail sensor(StationModel model, DeviceTime time) {
    SimulatedBay socket = model.bay(bay);
    double volts = model.volts();
    JsonObject energy =
        new JsonObject()
            .put("TotalStartTime", "2026-10-01T00:00:00")
            .put("Total", Math.round(socket.energy()) / 1000.0)
            .put("Yesterday", 0.0)
            .put("Today", 0.0)
            .put("Period", 0)
            .put("Power", Math.round(socket.power()))
            .put("Factor", socket.power() > 0 ? 0.98 : 0)
            .put("Voltage", Math.round(volts))
            .put("Current", Math.round(socket.power() / volts * 1000) / 1000.0);
    JsonObject said =
        new JsonObject()
            .put("Time", LOCAL.format(time.local()))
            .put("ENERGY", energy)
            .put("ESP32", new JsonObject().put("Temperature", tenth(socket.chip())))
            .put(
                "DS18B20",
                new JsonObject()
                    .put("Id", "3C01F096A1B2")
                    .put("Temperature", tenth(socket.temperature())))
            .put("TempUnit", "C");
    return Mail.of("tele/" + topic + "/SENSOR", said.encode());
  }

  @Override
  public List<Mail> told(Mail order, StationModel model, DeviceTime time) {
    String command = order.topic().substring(order.topic().lastIndexOf('/') + 1);
    List<Mail> answers = new ArrayList<>();
    String text = order.text().strip();
    switch (command.toUpperCase(Locale.ROOT)) {
      case "POWER", "POWER1" -> {
        if (!text.isEmpty()) {
          boolean on = text.equalsIgnoreCase("ON") || text.equals("1");
          model.set("bay/" + bay + "/relay", on, pulse == 0 ? Double.POSITIVE_INFINITY : pulse);
        }
        answers.add(result(new JsonObject().put("POWER", word(model))));
        answers.add(Mail.of("stat/" + topic + "/POWER", word(model)));
      }
      case "PULSETIME", "PULSETIME1" -> answers.add(pulse(text, model));
      case "BACKLOG", "BACKLOG0" -> {
        for (String part : text.split(";", -1)) {
          String[] words = part.strip().split("\\s+", 2);
          String rest = words.length > 1 ? words[1] : "";
          answers.addAll(told(Mail.of("cmnd/" + topic + "/" + words[0], rest), model, time));
        }
      }
      case "STATUS" -> answers.add(status(model, time));
      case "TELEPERIOD" -> answers.addAll(report(model, time));
      default -> answers.add(result(new JsonObject().put("Command", "Unknown")));
    }
    return answers;
  }

  /**
   * Values above 100 are seconds plus 100; setting one while the relay is on starts the time anew.
   */
  private Mail pulse(String text, StationModel model) {
    if (!text.isEmpty()) {
      int set = Integer.parseInt(text);
      pulse = set > SECONDS_FROM ? set - SECONDS_FROM : set / 10;
      if (model.bay(bay).relay() && pulse > 0) {
        model.set("bay/" + bay + "/relay", true, pulse);
      }
    }
    double left = model.bay(bay).autoOff();
    JsonObject timer =
        new JsonObject()
            .put("Set", pulse == 0 ? 0 : pulse + SECONDS_FROM)
            .put("Remaining", Double.isInfinite(left) ? 0 : Math.round(left) + SECONDS_FROM);
    return result(new JsonObject().put("PulseTime1", timer));
  }

  private Mail status(StationModel model, DeviceTime time) {
    JsonObject sensors = new JsonObject(sensor(model, time).text());
    return Mail.of(
        "stat/" + topic + "/STATUS8", new JsonObject().put("StatusSNS", sensors).encode());
  }

  private Mail result(JsonObject what) {
    return Mail.of("stat/" + topic + "/RESULT", what.encode());
  }

  private String word(StationModel model) {
    return model.bay(bay).relay() ? "ON" : "OFF";
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
