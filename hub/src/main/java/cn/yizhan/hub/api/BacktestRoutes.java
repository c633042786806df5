package cn.yizhan.hub.api;

import cn.yizhan.hub.rules.Comparison;
import cn.yizhan.hub.rules.RuleNumbers;
import cn.yizhan.hub.rules.Spell;
import cn.yizhan.hub.rules.Trial;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The route by which a changed rule is tried on what is stored. */
public final class BacktestRoutes implements Routes {
  private static final int LISTED = 2_000;

  private final Backtests backtests;

  /**
   * @param backtests tries rules
   */
  public BacktestRoutes(Backtests backtests) {
    this.backtests = backtests;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("backtestRule", this::run);
  }

  private Future<Reply> run(Request request) {
    JsonObject body = request.body();
    String id = request.path("rule");
    Map<String, Double> changes = new HashMap<>();
    JsonObject given = body.getJsonObject("thresholds", new JsonObject());
    given.fieldNames().forEach(name -> changes.put(name, given.getDouble(name)));
    Backtests.Reach reach =
        new Backtests.Reach(body.getString("station"), body.getString("office"));
    long from = time(request, "from");
    long to = time(request, "to");
    List<ConfigFault> faults = new ArrayList<>(TrialCheck.faults(id, changes, from, to));
    if ((reach.station() == null) == (reach.office() == null)) {
      faults.add(new ConfigFault("station", "name a station or an office, one of both"));
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults, "body.");
    }
    Trial trial = new Trial(RuleCatalogue.standard().rule(id), changes, from, to);
    return backtests
        .run(request.actor(), trial, reach)
        .map(outcomes -> Reply.ok(json(trial, Found.orRefuse(outcomes, missing(reach)))));
  }

  private static long time(Request request, String name) {
    Long time = request.bodyTime(name);
    if (time == null) {
      throw Refusal.invalid("body." + name, "is required");
    }
    return time;
  }

  private static String missing(Backtests.Reach reach) {
    String station = reach.station();
    return station != null
        ? StationRoutes.missing(station)
        : "there is no station of an office " + reach.office();
  }

  private static JsonObject json(Trial trial, List<Backtests.Outcome> outcomes) {
    JsonArray spells = new JsonArray();
    Comparison.Tally inForce = Comparison.Tally.NONE;
    Comparison.Tally recorded = Comparison.Tally.NONE;
    int all = 0;
    JsonArray places = new JsonArray();
    for (Backtests.Outcome outcome : outcomes) {
      inForce = inForce.plus(outcome.found().inForce());
      recorded = recorded.plus(outcome.found().recorded());
      all += outcome.found().lines().size();
      places.add(json(outcome.station(), outcome.standing()));
      for (Comparison.Line line : outcome.found().lines()) {
        if (spells.size() < LISTED) {
          spells.add(json(outcome.station(), line));
        }
      }
    }
    return new JsonObject()
        .put("rule", trial.rule().id())
        .put("thresholds", new JsonObject(new HashMap<>(trial.changes())))
        .put("from", time(trial.from()))
        .put("to", time(trial.to()))
        .put("stations", outcomes.size())
        .put("standing", places)
        .put("inForce", json(inForce))
        .put("recorded", json(recorded))
        .put("spells", spells)
        .put("more", all > spells.size());
  }

  private static JsonObject json(String station, RuleNumbers standing) {
    JsonArray planned = new JsonArray();
    standing
        .planned()
        .forEach(
            (from, numbers) ->
                planned.add(
                    new JsonObject()
                        .put("validFrom", time(from))
                        .put("thresholds", new JsonObject(new TreeMap<>(numbers)))));
    return new JsonObject()
        .put("station", station)
        .put("thresholds", new JsonObject(new TreeMap<>(standing.inForce())))
        .put("planned", planned);
  }

  private static JsonObject json(Comparison.Tally tally) {
    return new JsonObject()
        .put("new", tally.added())
        .put("gone", tally.gone())
        .put("same", tally.same());
  }

  private static JsonObject json(String station, Comparison.Line line) {
    Spell spell = line.spell();
    Long cleared = spell.cleared();
    return new JsonObject()
        .put("station", station)
        .put("subject", spell.subject())
        .put("change", line.fate().name().toLowerCase(Locale.ROOT))
        .put("severity", spell.severity().word())
        .put("raised", time(spell.raised()))
        .put("cleared", cleared == null ? null : time(cleared))
        .put("reading", reading(spell.reading()))
        .put("alert", line.alert());
  }

  private static @Nullable JsonObject reading(@Nullable Finding reading) {
    return reading == null
        ? null
        : new JsonObject()
            .put("point", reading.point())
            .put("value", Double.isFinite(reading.value()) ? reading.value() : null)
            .put("unit", reading.unit())
            .put("limit", reading.limit())
            .put("holdSeconds", reading.holdSeconds());
  }

  private static String time(long millis) {
    return Rfc3339.format(Instant.ofEpochMilli(millis));
  }
}
