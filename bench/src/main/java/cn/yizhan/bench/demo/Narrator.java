package cn.yizhan.bench.demo;

import cn.yizhan.bench.process.HubApi;
import cn.yizhan.bench.sim.Fault;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes things happen at the stations and tells what came of them. It says only what it has read
 * from the hub's API, the receiver or the agents; what it waited for in vain it says too.
 */
final class Narrator {
  private static final long REPORTS_EACH = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> SEVERITIES =
      Map.of("critical", "紧急", "major", "重要", "minor", "一般", "info", "提示");

  private final DemoView district;
  private final HubApi control;
  private final List<DemoDistrict.Station> stations;
  private final PrintStream out;
  private final Set<String> told = new HashSet<>();

  /**
   * A narrator.
   *
   * @param district what hub and receiver know
   * @param control the process of the agents
   */
  Narrator(
      DemoView district, HubApi control, List<DemoDistrict.Station> stations, PrintStream out) {
    this.district = district;
    this.control = control;
    this.stations = stations;
    this.out = out;
  }

  /** What the stations told in earlier runs is no news. */
  void forgetEarlier() throws IOException {
    for (DemoDistrict.Station station : stations) {
      for (Object each : district.events(station)) {
        told.add(((JsonObject) each).getString("id"));
      }
    }
  }

  /** All stations are online, and what they report is stored. */
  void stationsReport() throws IOException, InterruptedException {
    Integer online =
        await(
            () -> {
              int now = district.totals().getInteger("online");
              return now >= stations.size() ? now : null;
            });
    line(
        "stations",
        online == null ? "%d of %d online after %d s" : "%d of %d online",
        district.totals().getInteger("online"),
        stations.size(),
        PATIENCE.toSeconds());
    await(
        () -> {
          long reports = control.get("/figures").getLong("acknowledged");
          return reports >= REPORTS_EACH * stations.size() ? reports : null;
        });
    control.post("/hold", new JsonObject());
    JsonObject figures =
        await(
            () -> {
              JsonObject now = control.get("/figures");
              return now.getLong("acknowledged") > 0
                      && now.getLong("unacknowledged") == 0
                      && now.getLong("acknowledged") == district.storedReports()
                  ? now
                  : null;
            });
    JsonObject now = figures == null ? control.get("/figures") : figures;
    line(
        "samples",
        figures == null
            ? "%,d reports acknowledged at the stations, but %,d stored; %,.0f samples stored"
            : "%,d reports acknowledged at the stations = %,d stored, with %,.0f samples",
        now.getLong("acknowledged"),
        district.storedReports(),
        district.counted("yizhan_samples_total", "stored"));
    line("acks", "p99 %d ms from sending to PUBACK", now.getLong("ackP99Ms"));
    control.post("/resume", new JsonObject());
    people();
  }

  /** How many people are in the stations. */
  void people() throws IOException {
    JsonObject totals = district.totals();
    line(
        "people",
        "%d in %d stations, %d of %d bays free",
        totals.getInteger("people"),
        totals.getInteger("stations"),
        totals.getInteger("baysFree"),
        totals.getInteger("bays"));
  }

  /**
   * Something goes wrong at a station, and the hub finds out.
   *
   * @param from number of the station it is to happen at, or at the next where it does not yet
   * @return where it happened, null when it goes on everywhere
   */
  DemoDistrict.@Nullable Station happens(int from, Fault fault, String rule, String what)
      throws IOException, InterruptedException {
    DemoDistrict.Station station = district.quiet(rule, from);
    out.println();
    if (station == null) {
      line("now", "%s is open at every station; --fresh begins anew", rule);
      return null;
    }
    line("now", "%s: %s", station.name(), what);
    long since = System.currentTimeMillis();
    fault(station, fault);
    JsonObject alert = await(() -> district.active(station, rule));
    if (alert == null) {
      line("alert", "no %s alert within %d s", rule, PATIENCE.toSeconds());
      return station;
    }
    alert(alert, station);
    if (fault == Fault.OVERHEAT || fault == Fault.OVERPOWER) {
      cut(station);
    }
    webhook(alert, since);
    return station;
  }

  /** Puts something right without waiting for what comes of it. */
  void mends(DemoDistrict.Station station, Fault fault, String what) throws IOException {
    line("now", "%s: %s", station.name(), what);
    fault(station, fault);
  }

  private void alert(JsonObject alert, DemoDistrict.Station station) {
    JsonObject reading = alert.getJsonObject("reading");
    String severity = alert.getString("severity");
    line(
        "alert",
        "%s %s %s %s %s %s%s",
        alert.getString("number"),
        alert.getString("rule"),
        severity,
        SEVERITIES.getOrDefault(severity, ""),
        station.name(),
        alert.getString("subject"),
        reading == null || reading.getValue("value") == null
            ? ""
            : String.format(
                Locale.ROOT,
                ": %s %s, limit %s",
                reading.getValue("value"),
                reading.getString("unit", ""),
                reading.getValue("limit")));
  }

  private void cut(DemoDistrict.Station station) throws IOException, InterruptedException {
    JsonObject cut =
        await(
            () -> {
              for (Object each : district.events(station)) {
                JsonObject event = (JsonObject) each;
                if ("safety.cut".equals(event.getString("type"))
                    && Boolean.TRUE.equals(event.getJsonObject("data").getBoolean("confirmed"))
                    && told.add(event.getString("id"))) {
                  return event;
                }
              }
              return null;
            });
    if (cut == null) {
      line("cut", "the station reported no confirmed cut");
      return;
    }
    JsonObject data = cut.getJsonObject("data");
    line(
        "cut",
        "%s switched off by the station itself, off by the hardware's own word %.0f ms after the"
            + " order; latched %s, confirmed %s",
        cut.getString("subject"),
        data.getDouble("reactionMs"),
        data.getValue("latched"),
        data.getValue("confirmed"));
  }

  private void webhook(JsonObject alert, long since) throws IOException, InterruptedException {
    String number = alert.getString("number");
    JsonObject got = await(() -> district.delivered("alert.raised", number, since));
    if (got == null) {
      line("webhook", "the receiver got nothing about %s", alert.getString("number"));
    } else {
      line(
          "webhook",
          "%s about %s received, signature %s",
          got.getString("type"),
          alert.getString("number"),
          Boolean.TRUE.equals(got.getBoolean("verified")) ? "verified" : "NOT VALID");
    }
  }

  private void fault(DemoDistrict.Station station, Fault fault) throws IOException {
    control.post(
        "/faults", new JsonObject().put("station", station.code()).put("fault", fault.word()));
  }

  private void line(String word, String format, @Nullable Object... values) {
    out.println(
        String.format(Locale.ROOT, "%-9s ", word) + String.format(Locale.ROOT, format, values));
  }

  private <T> @Nullable T await(Question<T> question) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T answer = question.ask();
      if (answer != null || System.nanoTime() > end) {
        return answer;
      }
      Thread.sleep(200);
    }
  }

  /** Something that may not be known yet. */
  @FunctionalInterface
  private interface Question<T> {
    @Nullable T ask() throws IOException;
  }
}
