package cn.yizhan.hub.cli;

import cn.yizhan.hub.api.TrialCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code yizhan rules backtest}: tries a changed rule on what stations reported. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Judges what stations reported by a changed rule and lists what it would have raised, beside",
      "what the rule in force finds in the same reports and which alerts were recorded.",
      "It changes nothing. The readings alone count: what stations did by themselves is left out."
    })
final class RulesBacktest extends HubTask {
  /** Beyond what the hub gives one station. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static final List<String> TALLY = List.of("new", "gone", "same");

  @Mixin private ChangedRule changed = new ChangedRule();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description = "Beginning: a day (2026-11-01) or a time (2026-11-01T08:00:00+08:00).")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      required = true,
      description = "End, exclusive; at most 31 days later.")
  private String to = "";

  @Option(names = "--station", paramLabel = "CODE", description = "Only this station.")
  private @Nullable String station;

  @Option(names = "--office", paramLabel = "CODE", description = "Only stations of this office.")
  private @Nullable String office;

  @Option(names = "--json", description = "Print one line of JSON instead of a table.")
  private boolean json;

  @Override
  void run(HubClient client) throws CommandFailure {
    List<String> mistakes = new ArrayList<>();
    ZoneId days = changed.zone(mistakes);
    Map<String, Double> thresholds = changed.thresholds(mistakes);
    Long begin = ChangedRule.time("--from", from, days, mistakes);
    Long end = ChangedRule.time("--to", to, days, mistakes);
    if (station != null && office != null) {
      mistakes.add("--office: name a station or an office, not both");
    }
    TrialCheck.faults(changed.rule(), thresholds, begin, end)
        .forEach(
            fault ->
                mistakes.add(
                    "--"
                        + fault.place().replaceFirst("^thresholds\\.", "set ")
                        + ": "
                        + fault.detail()));
    if (!mistakes.isEmpty() || begin == null || end == null) {
      throw new CommandFailure(String.join("; ", mistakes));
    }
    JsonObject asked =
        new JsonObject()
            .put("thresholds", new JsonObject(new HashMap<>(thresholds)))
            .put("from", Instant.ofEpochMilli(begin).toString())
            .put("to", Instant.ofEpochMilli(end).toString());
    show(client, asked, stations(client), days);
  }

  private List<String> stations(HubClient client) throws CommandFailure {
    if (station != null) {
      return List.of(station);
    }
    List<String> codes =
        client.all("/stations?limit=1000").stream()
            .filter(each -> office == null || office.equals(each.getString("office")))
            .map(each -> each.getString("code"))
            .sorted()
            .toList();
    if (codes.isEmpty()) {
      throw new CommandFailure(
          office == null ? "no station is seen" : "there is no station of an office " + office);
    }
    return codes;
  }

  /** One station after the other, each shown as soon as it is known. */
  private void show(HubClient client, JsonObject asked, List<String> codes, ZoneId days)
      throws CommandFailure {
    JsonArray all = new JsonArray();
    JsonArray standing = new JsonArray();
    Map<String, Integer> inForce = new HashMap<>();
    Map<String, Integer> recorded = new HashMap<>();
    boolean more = false;
    for (String code : codes) {
      JsonObject answer =
          client.post(
              "/rules/" + changed.rule() + "/backtest", asked.copy().put("station", code), LIMIT);
      add(inForce, answer.getJsonObject("inForce"));
      add(recorded, answer.getJsonObject("recorded"));
      more |= answer.getBoolean("more");
      answer.getJsonArray("standing").forEach(standing::add);
      for (Object each : answer.getJsonArray("spells")) {
        if (json) {
          all.add(each);
        } else {
          print(line((JsonObject) each, days));
        }
      }
    }
    if (json) {
      print(
          asked
              .put("rule", changed.rule())
              .put("stations", codes.size())
              .put("standing", standing)
              .put("inForce", new JsonObject(new HashMap<>(inForce)))
              .put("recorded", new JsonObject(new HashMap<>(recorded)))
              .put("spells", all)
              .put("more", more)
              .encode());
      return;
    }
    if (more) {
      print("… of some stations only the first 2000 are listed");
    }
    print("against the rule in force: " + tally(inForce) + ", at " + codes.size() + " stations");
    print("against recorded alerts:   " + tally(recorded));
    standing.forEach(place -> planned((JsonObject) place, days));
  }

  /** The numbers that will change at a station, those in force before them. */
  private void planned(JsonObject place, ZoneId days) {
    JsonObject before = place.getJsonObject("thresholds");
    for (Object each : place.getJsonArray("planned")) {
      JsonObject next = (JsonObject) each;
      JsonObject numbers = next.getJsonObject("thresholds");
      List<String> changes = new ArrayList<>();
      for (String name : numbers.fieldNames()) {
        if (!numbers.getDouble(name).equals(before.getDouble(name))) {
          changes.add(name + " " + before.getValue(name) + " → " + numbers.getValue(name));
        }
      }
      print(
          "planned at %s from %s: %s"
              .formatted(
                  place.getString("station"),
                  ChangedRule.shown(next.getString("validFrom"), days),
                  String.join(", ", changes)));
      before = numbers;
    }
  }

  private static void add(Map<String, Integer> sums, JsonObject tally) {
    TALLY.forEach(name -> sums.merge(name, tally.getInteger(name), Integer::sum));
  }

  private static String tally(Map<String, Integer> sums) {
    List<String> parts = new ArrayList<>();
    TALLY.forEach(name -> parts.add(sums.getOrDefault(name, 0) + " " + name));
    return String.join(", ", parts);
  }

  private static String line(JsonObject spell, ZoneId days) {
    String cleared = spell.getString("cleared");
    JsonObject reading = spell.getJsonObject("reading");
    String alert = spell.getString("alert");
    return "%-4s  %s  %s  %-8s  %s – %s%s%s"
        .formatted(
            spell.getString("change"),
            spell.getString("station"),
            spell.getString("subject"),
            spell.getString("severity"),
            ChangedRule.shown(spell.getString("raised"), days),
            cleared == null ? "still held" : ChangedRule.shown(cleared, days),
            reading == null ? "" : "  " + measured(reading),
            alert == null ? "" : "  " + alert);
  }

  private static String measured(JsonObject reading) {
    String unit = reading.getString("unit");
    return reading.getString("point")
        + " "
        + reading.getValue("value")
        + (unit == null ? "" : " " + unit)
        + " (limit "
        + reading.getValue("limit")
        + ")";
  }
}
