package cn.yizhan.bench.demo;

import cn.yizhan.bench.process.HubApi;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Registers the demonstration's district at the hub, as an operator would: through the API. */
final class DemoSetup {
  /** Limits of the demonstration, short enough to be watched. */
  private static final Map<String, Map<String, Number>> OVERRIDES =
      new TreeMap<>(
          Map.of(
              "A01", Map.of("grace", 10, "minorAfter", 15, "majorAfter", 120, "clearHold", 5),
              "S02", Map.of("criticalHold", 1, "clearHold", 30)));

  private final HubApi api;
  private final DemoFolder folder;
  private final DemoPorts ports;

  DemoSetup(HubApi api, DemoFolder folder, DemoPorts ports) {
    this.api = api;
    this.folder = folder;
    this.ports = ports;
  }

  /**
   * Brings the hub to hold the district; what it holds already stays.
   *
   * @throws IOException when the hub refuses something
   */
  void bring(List<DemoDistrict.Station> stations) throws IOException {
    Set<String> offices = known("/api/v1/offices");
    for (DemoDistrict.Office office : DemoDistrict.OFFICES) {
      if (!offices.contains(office.code())) {
        api.post("/api/v1/offices", office.json());
      }
      // who watches does not wait for a digest
      api.put("/api/v1/offices/" + office.code() + "/digest", new JsonObject().put("minutes", 0));
    }
    Set<String> registered = known("/api/v1/stations");
    for (DemoDistrict.Station station : stations) {
      enrol(station, registered.contains(station.code()));
    }
    overrides();
  }

  /**
   * The endpoint of each office, made when it is missing.
   *
   * @return secrets by office code
   * @throws IOException when the hub refuses
   */
  Map<String, String> endpoints() throws IOException {
    JsonObject kept = DemoFolder.read(folder.endpoints());
    JsonObject secrets = kept == null ? new JsonObject() : kept;
    for (DemoDistrict.Office office : DemoDistrict.OFFICES) {
      if (secrets.containsKey(office.code())) {
        continue;
      }
      JsonObject made =
          api.post(
              "/api/v1/offices/" + office.code() + "/endpoints",
              new JsonObject().put("kind", "webhook").put("url", url(office)));
      secrets.put(office.code(), made.getString("secret"));
      DemoFolder.write(folder.endpoints(), secrets);
    }
    Map<String, String> all = new TreeMap<>();
    secrets.forEach(entry -> all.put(entry.getKey(), (String) entry.getValue()));
    return all;
  }

  private String url(DemoDistrict.Office office) {
    return "http://127.0.0.1:" + ports.receiver() + "/" + office.code();
  }

  private void enrol(DemoDistrict.Station station, boolean registered) throws IOException {
    if (registered && Files.exists(folder.enrolment(station.code()))) {
      return;
    }
    JsonObject answer =
        registered
            ? api.post("/api/v1/stations/" + station.code() + "/secret", new JsonObject())
            : api.post("/api/v1/stations", station.json());
    JsonObject enrolment =
        new JsonObject()
            .put("station", station.code())
            .put("hub", "mqtt://127.0.0.1:" + ports.mqtt())
            .put("secret", answer.getString("secret"))
            .put("bays", station.json().getJsonArray("bays"))
            .put("items", new JsonArray(List.copyOf(station.capacities().keySet())));
    DemoFolder.write(folder.enrolment(station.code()), enrolment);
  }

  private void overrides() throws IOException {
    Set<String> standing = new HashSet<>();
    for (Object each : api.items("/api/v1/overrides")) {
      JsonObject override = (JsonObject) each;
      if ("demo".equals(override.getString("name")) && override.getValue("withdrawn") == null) {
        standing.add(override.getString("rule"));
      }
    }
    for (Map.Entry<String, Map<String, Number>> each : OVERRIDES.entrySet()) {
      if (standing.contains(each.getKey())) {
        continue;
      }
      JsonObject thresholds = new JsonObject();
      each.getValue().forEach(thresholds::put);
      api.post(
          "/api/v1/overrides",
          new JsonObject()
              .put("name", "demo")
              .put("rule", each.getKey())
              .put("thresholds", thresholds)
              .put("reason", "demonstration: limits short enough to be watched"));
    }
  }

  private Set<String> known(String path) throws IOException {
    Set<String> codes = new HashSet<>();
    String query = "?limit=200";
    while (true) {
      JsonObject page = api.get(path + query);
      page.getJsonArray("items").forEach(each -> codes.add(((JsonObject) each).getString("code")));
      String next = page.getString("next");
      if (next == null) {
        return codes;
      }
      query = "?limit=200&after=" + next;
    }
  }
}
