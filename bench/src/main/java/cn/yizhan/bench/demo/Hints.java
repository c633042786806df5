package cn.yizhan.bench.demo;

import cn.yizhan.bench.process.HubApi;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Where things are, and what to try. */
record Hints(HubApi api, DemoPorts ports, Path folder, PrintStream out) {

  /** Addresses, and the limits the demonstration shortens. */
  void places() throws IOException {
    out.printf("hub       %s, stations at 127.0.0.1:%d%n", hub(), ports.mqtt());
    String link = hub() + api.post("/api/v1/login-links", new JsonObject()).getString("link");
    out.printf("page      %s  (works once, within 10 minutes)%n", link);
    for (Object each : api.items("/api/v1/overrides")) {
      JsonObject override = (JsonObject) each;
      if (override.getValue("withdrawn") == null) {
        out.printf(
            "rule      override \"%s\" of %s: %s%n",
            override.getString("name"),
            override.getString("rule"),
            override.getJsonObject("thresholds").encode());
      }
    }
  }

  /** Commands a user may copy, about an alert that waits for somebody where there is one. */
  void tryThese(DemoDistrict.Station station) throws IOException {
    String alert = "ID";
    for (Object each : api.items("/api/v1/alerts?work=new&limit=1")) {
      alert = ((JsonObject) each).getString("id");
    }
    out.println();
    out.println("Try it, in another terminal:");
    commands(station.code(), alert).forEach(command -> out.println("  " + command));
    out.println();
  }

  /**
   * The commands.
   *
   * @param station the station at which something is to go wrong
   * @param alert id of the alert to acknowledge
   */
  List<String> commands(String station, String alert) {
    Path here = Path.of("").toAbsolutePath();
    Path typed = folder.startsWith(here) ? here.relativize(folder) : folder;
    String token = "-H \"Authorization: Bearer $(cat " + typed.resolve("token") + ")\"";
    return List.of(
        "curl -d '{\"station\":\"%s\",\"fault\":\"overheat\"}' http://127.0.0.1:%d/faults"
            .formatted(station, ports.control()),
        "curl %s '%s/api/v1/alerts?work=new'".formatted(token, hub()),
        "curl -X POST %s %s/api/v1/alerts/%s/acknowledge".formatted(token, hub(), alert),
        "./yizhan station add my-station --data %s --office xinwang --name 试验站 --bay 1:e-bike"
            .formatted(typed.resolve("hub")),
        ("mosquitto_pub -p %d -V mqttv5 -q 1 -i my-station -u my-station -P SECRET"
                + " -t yizhan/v1/my-station/event -m '[{\"n\":\"room/smoke\",\"vb\":true}]'")
            .formatted(ports.mqtt()),
        "curl http://127.0.0.1:%d/received".formatted(ports.receiver()),
        "./yizhan login --data %s".formatted(typed.resolve("hub")));
  }

  private String hub() {
    return "http://127.0.0.1:" + ports.http();
  }
}
