package cn.yizhan.bench.demo;

import cn.yizhan.bench.process.HubApi;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What hub and receiver know of the demonstration's district.
 *
 * @param hub API of the hub
 * @param receiver what the webhook receiver got
 * @param stations the district
 */
record DemoView(HubApi hub, HubApi receiver, List<DemoDistrict.Station> stations) {
  private static final Pattern LANES = Pattern.compile("kind=\"(data|event)\"");

  /**
   * The first station, from that one on, at which nothing of the kind is still going on.
   *
   * @return null when it goes on everywhere
   */
  DemoDistrict.@Nullable Station quiet(String rule, int from) throws IOException {
    Set<String> busy = new HashSet<>();
    for (Object each : hub.items("/api/v1/alerts?condition=active&limit=200&rule=" + rule)) {
      busy.add(((JsonObject) each).getString("station"));
    }
    for (int i = 0; i < stations.size(); i++) {
      DemoDistrict.Station station = stations.get((from + i) % stations.size());
      if (!busy.contains(station.code())) {
        return station;
      }
    }
    return null;
  }

  /** The alert of that rule at a station that is active, or null. */
  @Nullable JsonObject active(DemoDistrict.Station station, String rule) throws IOException {
    String query = "?condition=active&limit=1&rule=" + rule + "&station=" + station.code();
    for (Object each : hub.items("/api/v1/alerts" + query)) {
      return (JsonObject) each;
    }
    return null;
  }

  /** What happened at a station. */
  JsonArray events(DemoDistrict.Station station) throws IOException {
    return hub.items("/api/v1/stations/" + station.code() + "/events");
  }

  /** The page's totals. */
  JsonObject totals() throws IOException {
    return hub.get("/api/v1/overview").getJsonObject("totals");
  }

  /** The webhook of that type about an alert that came after that time, or null. */
  @Nullable JsonObject delivered(String type, String number, long since) throws IOException {
    for (Object each : receiver.items("/received")) {
      JsonObject delivery = (JsonObject) each;
      JsonObject data =
          new JsonObject(delivery.getString("body")).getJsonObject("data", new JsonObject());
      if (type.equals(delivery.getString("type"))
          && number.equals(data.getString("number"))
          && delivery.getLong("at") >= since) {
        return delivery;
      }
    }
    return null;
  }

  /** Reports this run of the hub has stored, or had stored before they came again. */
  long storedReports() throws IOException {
    return (long)
        (counted("yizhan_messages_total", "stored")
            + counted("yizhan_messages_total", "duplicate"));
  }

  /** Sum of a counter's series of the lanes with that outcome. */
  double counted(String name, String outcome) throws IOException {
    return hub.text("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> line.contains("outcome=\"" + outcome + "\""))
        .filter(line -> !line.contains("kind=\"") || LANES.matcher(line).find())
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
