package cn.yizhan.hub.api;

import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.Threshold;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules with the thresholds in force, as the OpenAPI document shows them. */
final class RuleJson {
  private static final Comparator<RuleOverride> NARROWEST_AND_LATEST_LAST =
      Comparator.comparing((RuleOverride override) -> override.wanted().station() != null)
          .thenComparing(override -> override.wanted().office() != null)
          .thenComparing(RuleOverride::validFrom)
          .thenComparing(RuleOverride::id);

  private RuleJson() {}

  /**
   * The overrides that concern a place: of several for one threshold the narrowest holds, which
   * comes last, then the latest.
   *
   * @param overrides all that are in force or planned
   * @param office code of the station's office; null asks for what holds for all
   * @param station code of the station; null asks for what holds for all
   */
  static List<RuleOverride> concerning(
      List<RuleOverride> overrides, @Nullable String office, @Nullable String station) {
    return overrides.stream()
        .filter(override -> concerns(override.wanted(), office, station))
        .sorted(NARROWEST_AND_LATEST_LAST)
        .toList();
  }

  private static Thresholds inForce(List<RuleOverride> concerning) {
    Map<String, Map<String, Double>> values = new HashMap<>();
    for (RuleOverride override : concerning) {
      if (!override.planned()) {
        values
            .computeIfAbsent(override.wanted().rule(), rule -> new HashMap<>())
            .putAll(override.wanted().params());
      }
    }
    return new Thresholds(values);
  }

  private static JsonArray planned(String rule, List<RuleOverride> concerning) {
    JsonArray planned = new JsonArray();
    concerning.stream()
        .filter(override -> override.planned() && override.wanted().rule().equals(rule))
        .sorted(Comparator.comparing(RuleOverride::validFrom).thenComparing(RuleOverride::id))
        .forEach(override -> planned.add(RuleRoutes.json(override)));
    return planned;
  }

  private static boolean concerns(
      RuleOverride.Wanted wanted, @Nullable String office, @Nullable String station) {
    if (wanted.station() != null) {
      return wanted.station().equals(station);
    }
    return wanted.office() == null || wanted.office().equals(office);
  }

  /**
   * The rule, by all its cases.
   *
   * @param overrides those that concern the place
   */
  static JsonObject rule(List<Rule> cases, List<RuleOverride> overrides) {
    Thresholds inForce = inForce(overrides);
    Rule rule = cases.get(0);
    JsonArray severities = new JsonArray();
    cases.stream()
        .flatMap(each -> each.condition().levels().stream())
        .map(level -> level.severity())
        .sorted()
        .distinct()
        .forEach(severity -> severities.add(severity.word()));
    JsonArray subjects = new JsonArray();
    cases.forEach(each -> subjects.add(each.subject().pattern()));
    JsonArray thresholds = new JsonArray();
    new TreeMap<>(rule.thresholds())
        .forEach(
            (name, threshold) ->
                thresholds.add(threshold(name, threshold, inForce.override(rule.id(), name))));
    Rule.Edge edge = rule.edge();
    return new JsonObject()
        .put("id", rule.id())
        .put("version", rule.version())
        .put(
            "title",
            new JsonObject()
                .put("zh", rule.texts().title().zh())
                .put("en", rule.texts().title().en()))
        .put("subject", rule.subject().pattern())
        .put("subjects", subjects)
        .put("judgedBy", rule.condition().judgedBy().word())
        .put("severities", severities)
        .put(
            "edge",
            edge == null
                ? null
                : new JsonObject()
                    .put("action", edge.action().word())
                    .put("scope", edge.scope().word())
                    .put("latch", edge.latch())
                    .put("siren", edge.siren())
                    .put("from", edge.from().word()))
        .put("thresholds", thresholds)
        .put("planned", planned(rule.id(), overrides));
  }

  private static JsonObject threshold(String name, Threshold threshold, @Nullable Double other) {
    return new JsonObject()
        .put("name", name)
        .put("unit", threshold.unit())
        .put("standard", threshold.value())
        .put("value", other == null ? threshold.value() : other)
        .put("source", threshold.source());
  }
}
