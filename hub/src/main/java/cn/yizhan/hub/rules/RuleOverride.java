package cn.yizhan.hub.rules;

import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.rule.JudgedBy;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds that differ from the rule catalogue's, visible under a name.
 *
 * @param id identity
 * @param wanted what was wanted
 * @param createdBy by whom
 * @param validFrom event time from which on it counts, milliseconds
 * @param planned whether that time had not come when this was asked
 */
public record RuleOverride(
    long id, Wanted wanted, String createdBy, long validFrom, boolean planned) {

  /**
   * An override as somebody wants it.
   *
   * @param name what it is called, {@code demo} for instance
   * @param rule id of the rule
   * @param office code of the office it is for, null for all or for a station
   * @param station code of the station it is for, null for an office or for all
   * @param params values by the catalogue's threshold names, in the catalogue's units
   * @param reason why, a sentence for people
   * @param validFrom event time from which on it is to count, milliseconds; null for from now on
   */
  public record Wanted(
      String name,
      String rule,
      @Nullable String office,
      @Nullable String station,
      Map<String, Double> params,
      String reason,
      @Nullable Long validFrom) {

    private static final int LONGEST = 200;

    /** An override that is to count from now on. */
    public Wanted(
        String name,
        String rule,
        @Nullable String office,
        @Nullable String station,
        Map<String, Double> params,
        String reason) {
      this(name, rule, office, station, params, reason, null);
    }

    /**
     * Keeps a copy of the parameters.
     *
     * @throws IllegalArgumentException when there is no such rule or threshold, a value is not a
     *     number that can be, or a text is empty or too long; the message is for people
     */
    public Wanted {
      params = Map.copyOf(params);
      text("name", name);
      text("reason", reason);
      Rule known = RuleCatalogue.standard().find(rule);
      if (known == null) {
        throw new IllegalArgumentException("rule: there is no rule " + rule);
      }
      if (office != null && station != null) {
        throw new IllegalArgumentException("office: name an office or a station, not both");
      }
      if (params.isEmpty()) {
        throw new IllegalArgumentException("params: name at least one threshold");
      }
      params.forEach(
          (threshold, value) -> {
            if (!known.thresholds().containsKey(threshold)) {
              throw new IllegalArgumentException(
                  "params." + threshold + ": rule " + rule + " has no such threshold");
            }
            if (!Double.isFinite(value) || Math.abs(value) > 1e9 || value < 0) {
              throw new IllegalArgumentException("params." + threshold + ": expected 0 to 1e9");
            }
          });
    }

    /**
     * The values that lie outside the catalogue's ranges, {@code thresholds.} and the name before
     * each. What was stored before there was a range may.
     */
    public List<ConfigFault> outside() {
      List<ConfigFault> faults = new ArrayList<>();
      new TreeMap<>(params)
          .forEach(
              (name, value) -> {
                Threshold named = RuleCatalogue.standard().rule(rule).thresholds().get(name);
                String fault = named == null ? null : named.fault(value);
                if (fault != null) {
                  faults.add(new ConfigFault("thresholds." + name, fault));
                }
              });
      return faults;
    }

    /**
     * Why an override at that place would mean nothing, a sentence; null when it means something.
     */
    public @Nullable String misplaced() {
      JudgedBy judge = RuleCatalogue.standard().rule(rule).condition().judgedBy();
      return station == null || judge.atStations()
          ? null
          : "rule "
              + rule
              + " is judged for an office as a whole; name the office, or nothing for all";
    }

    private static void text(String field, String text) {
      if (text.isBlank() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(field + ": expected 1 to " + LONGEST + " characters");
      }
    }
  }
}
