package cn.yizhan.hub.rules;

import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds that differ from the rule catalogue's, visible under a name.
 *
 * @param id identity
 * @param wanted what was wanted
 * @param createdBy by whom
 * @param validFrom since when it is in force, milliseconds
 */
public record RuleOverride(long id, Wanted wanted, String createdBy, long validFrom) {

  /**
   * An override as somebody wants it.
   *
   * @param name what it is called, {@code demo} for instance
   * @param rule id of the rule
   * @param office code of the office it is for, null for all or for a station
   * @param station code of the station it is for, null for an office or for all
   * @param params values by the catalogue's threshold names, in the catalogue's units
   * @param reason why, a sentence for people
   */
  public record Wanted(
      String name,
      String rule,
      @Nullable String office,
      @Nullable String station,
      Map<String, Double> params,
      String reason) {

    private static final int LONGEST = 200;

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

    private static void text(String field, String text) {
      if (text.isBlank() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(field + ": expected 1 to " + LONGEST + " characters");
      }
    }
  }
}
