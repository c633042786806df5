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
  private static final int LONGEST_REASON = 200;
  private static final Map<String, String> SEVERITIES =
      Map.of("critical", "紧急", "major", "重要", "minor", "一般", "info", "提示");

  private final DemoView district;
  private final HubApi control;
  private final List<DemoDistrict.Station> stations;
  private final PrintStream out;
  private final Duration patience;
  private final Set<String> told = new HashSet<>();

  /**
   * A narrator.
   *
   * @param district what hub and receiver know
   * @param control the process of the agents
   * @param patience how long it waits for what is to be seen
   */
  Narrator(DemoView district, HubApi control, PrintStream out, Duration patience) {
    this.district = district;
    this.control = control;
    this.stations = district.stations();
    this.out = out;
    this.patience = patience;
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
        patience.toSeconds());
    await(
        () -> {
          long reports = control.get("/figures").getLong("acknowledged");
          return reports >= REPORTS_EACH * stations.size() ? reports : null;
        });
    control.post("/hold", new JsonObject());
    try {
      samples();
    } finally {
      control.post("/resume", new JsonObject());
    }
  }

  private void samples() throws IOException, InterruptedException {
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
   * The station, that one or the next, at which nothing of the kind is going on.
   *
   * @return null when it goes on everywhere
   */
  DemoDistrict.@Nullable Station quiet(String rule, int from) throws IOException {
    return district.quiet(rule, from);
  }

  /** Something goes wrong at a station, if there is one, and the hub finds out. */
  void happens(DemoDistrict.@Nullable Station station, Fault fault, String rule, String what)
      throws IOException, InterruptedException {
    out.println();
    if (station == null) {
      line("now", "%s is open at every station; --fresh begins anew", rule);
      return;
    }
    line("now", "%s: %s", station.name(), what);
    long since = System.currentTimeMillis();
    fault(station, fault);
    JsonObject alert = await(() -> district.active(station, rule));
    if (alert == null) {
      line("alert", "no %s alert within %d s", rule, patience.toSeconds());
      return;
    }
    alert(alert, station);
    if (fault == Fault.OVERHEAT || fault == Fault.OVERPOWER) {
      cut(station);
    }
    webhook(alert, since);
  }

  /** Puts something right, where it went wrong, without waiting for what comes of it. */
  void mends(DemoDistrict.@Nullable Station station, Fault fault, String what) throws IOException {
    if (station != null) {
      line("now", "%s: %s", station.name(), what);
      fault(station, fault);
    }
  }

  /** A step of the programme came to nothing. */
  void skips(IOException reason) {
    String words = String.valueOf(reason.getMessage()).replaceAll("\\s+", " ").strip();
    String kind = reason.getClass().getSimpleName();
    line(
        "skipped",
        "%s: %s",
        kind,
        words.length() > LONGEST_REASON ? words.substring(0, LONGEST_REASON) + "…" : words);
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

  /** A question that cannot be answered now is asked again, like one whose answer is not known. */
  private <T> @Nullable T await(Question<T> question) throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        T answer = question.ask();
        if (answer != null || System.nanoTime() > end) {
          return answer;
        }
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted() || System.nanoTime() > end) {
          throw e;
        }
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
