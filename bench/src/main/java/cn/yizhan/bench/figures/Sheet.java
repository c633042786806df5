package cn.yizhan.bench.figures;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.Locale;

/** Figures as they are measured: a line of a table each, and all of them as one line of JSON. */
public final class Sheet {
  private static final double ROUNDING = 1000;

  private final String bench;
  private final PrintStream out;
  private final JsonObject figures = new JsonObject();
  private final JsonArray missed = new JsonArray();

  /**
   * @param bench name of the benchmark in JSON
   * @param out where its lines go
   */
  public Sheet(String bench, PrintStream out) {
    this.bench = bench;
    this.out = out;
  }

  /** What a figure is about. */
  public void heading(String text) {
    out.println();
    out.println(text);
  }

  /**
   * A figure that has no goal.
   *
   * @param key its name in JSON, with its unit
   * @param label its name for people
   */
  public void figure(String key, String label, double value, String unit) {
    keep(key, value);
    line(label, value, unit, "");
  }

  /**
   * A figure that is to be no more than its goal.
   *
   * @param key its name in JSON, with its unit
   * @param label its name for people
   */
  public void figure(String key, String label, double value, String unit, double goal) {
    keep(key, value);
    // Written so that a figure that is no number misses its goal.
    boolean met = value <= goal;
    if (!met) {
      missed.add(key);
    }
    line(label, value, unit, "goal " + number(goal) + (met ? "" : "  MISSED"));
  }

  /**
   * Latencies by their percentiles, milliseconds.
   *
   * @param key beginning of their names in JSON
   * @param goal for p99; infinite when there is none
   */
  public void latencies(String key, String label, Latencies latencies, double goal) {
    figure(key + "P50Ms", label + ", p50", latencies.millis(0.5), "ms");
    if (Double.isInfinite(goal)) {
      figure(key + "P99Ms", label + ", p99", latencies.millis(0.99), "ms");
    } else {
      figure(key + "P99Ms", label + ", p99", latencies.millis(0.99), "ms", goal);
    }
    figure(key + "MaxMs", label + ", worst", latencies.millis(1), "ms");
  }

  private void keep(String key, double value) {
    figures.put(key, Double.isFinite(value) ? Math.round(value * ROUNDING) / ROUNDING : null);
  }

  private void line(String label, double value, String unit, String goal) {
    out.println(
        String.format(Locale.ROOT, "  %-58s %12s %-6s %s", label, number(value), unit, goal)
            .stripTrailing());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%,.2f" : "%,.0f", value);
  }

  /** All figures on one line. */
  public String json(JsonObject machine) {
    return new JsonObject()
        .put("bench", bench)
        .put("machine", machine)
        .put("figures", figures)
        .put("missed", missed)
        .encode();
  }
}
