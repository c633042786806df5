package cn.yizhan.bench.demo;

import cn.yizhan.bench.process.HubApi;
import cn.yizhan.bench.process.HubProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Where things are, and what to try. */
record Hints(HubApi api, HubProcess hub, DemoPorts ports, DemoSetup setup, PrintStream out) {

  /** Addresses, and the limits the demonstration shortens. */
  void places() throws IOException {
    out.printf("hub       %s, stations at 127.0.0.1:%d%n", hub.http(), hub.mqttPort());
    String link = hub.http() + api.post("/api/v1/login-links", new JsonObject()).getString("link");
    out.printf("page      %s  (works once, within 10 minutes)%n", link);
    for (Object each : setup.inForce()) {
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

  /** Commands a user may copy. */
  void tryThese(DemoDistrict.Station station) throws IOException {
    String token = "\"Authorization: Bearer $(cat " + setup.tokenFile() + ")\"";
    out.println();
    out.println("Try it, in another terminal:");
    out.printf(
        "  curl -d '{\"station\":\"%s\",\"fault\":\"smoke\"}' http://127.0.0.1:%d/faults%n",
        station.code(), ports.control());
    out.printf("  curl -H %s '%s/api/v1/alerts?work=new'%n", token, hub.http());
    String open = newest();
    if (open != null) {
      out.printf("  curl -X POST -H %s %s/api/v1/alerts/%s/acknowledge%n", token, hub.http(), open);
    }
    out.printf(
        "  ./yizhan station add my-station --data %s --office xinwang --name 试验站 --bay 1:e-bike%n",
        setup.hubFolder());
    out.printf(
        "  mosquitto_pub -p %d -V mqttv5 -q 1 -i my-station -u my-station -P SECRET"
            + " -t yizhan/v1/my-station/event -m '[{\"n\":\"room/smoke\",\"vb\":true}]'%n",
        hub.mqttPort());
    out.printf("  curl -s http://127.0.0.1:%d/received%n", ports.receiver());
    out.println();
  }

  private @Nullable String newest() throws IOException {
    for (Object each : api.items("/api/v1/alerts?work=new&limit=1")) {
      return ((JsonObject) each).getString("id");
    }
    return null;
  }
}
