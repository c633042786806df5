package cn.yizhan.protocol.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds that differ from those of the rule catalogue, as in {@link
 * cn.yizhan.protocol.message.Config#rules()}.
 *
 * @param overrides per rule id the values by the catalogue's threshold names, in the catalogue's
 *     units
 */
public record Thresholds(Map<String, Map<String, Double>> overrides) {
  private static final Thresholds STANDARD = new Thresholds(Map.of());

  /** Keeps a copy of the outer map. */
  public Thresholds {
    overrides = Map.copyOf(overrides);
  }

  /** No overrides: the catalogue's values. */
  public static Thresholds standard() {
    return STANDARD;
  }

  /** The overriding value, or null when the catalogue's holds. */
  public @Nullable Double override(String rule, String name) {
    Map<String, Double> values = overrides.get(rule);
    return values == null ? null : values.get(name);
  }
}
