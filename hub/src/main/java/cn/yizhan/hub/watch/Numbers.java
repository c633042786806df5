package cn.yizhan.hub.watch;

import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.Threshold;
import cn.yizhan.protocol.rule.Thresholds;

/** Thresholds of rules that are judged by the hub's clock. */
final class Numbers {
  private Numbers() {}

  /** The value in force, in the catalogue's unit. */
  static double of(Rule rule, String name, Thresholds thresholds) {
    Double override = thresholds.override(rule.id(), name);
    Threshold threshold = rule.thresholds().get(name);
    Double value = override != null ? override : threshold == null ? null : threshold.value();
    if (value == null) {
      throw new IllegalStateException("rule " + rule.id() + " has no threshold " + name);
    }
    return value;
  }
}
