package cn.yizhan.hub.rules;

import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.HashMap;
import java.util.Map;

/**
 * A changed rule that is to be tried on what stations reported.
 *
 * @param rule the rule
 * @param changes thresholds that are changed, by the catalogue's names and in its units; what they
 *     leave alone is as in force
 * @param from event time from which on it is tried, milliseconds
 * @param to event time up to which, exclusive
 */
public record Trial(Rule rule, Map<String, Double> changes, long from, long to) {

  /** Keeps a copy of the changes. */
  public Trial {
    changes = Map.copyOf(changes);
  }

  /** The thresholds in force with these changes. */
  public Thresholds changed(Thresholds inForce) {
    Map<String, Map<String, Double>> all = new HashMap<>(inForce.overrides());
    Map<String, Double> own = new HashMap<>(all.getOrDefault(rule.id(), Map.of()));
    own.putAll(changes);
    all.put(rule.id(), own);
    return new Thresholds(all);
  }
}
