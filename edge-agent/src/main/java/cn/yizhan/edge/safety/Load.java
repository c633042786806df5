package cn.yizhan.edge.safety;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Threshold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The load of a station's bays against its breaker. Taking one bay off may not be enough: while the
 * sum stays above the share at which S09 begins, the next one follows.
 */
final class Load {
  /** How long a bay that was taken off may take to show in the sum, ms. */
  static final long SETTLES = 15_000;

  private static final Pattern POWER = Pattern.compile("bay/([1-9][0-9]{0,5})/power");
  private static final String RULE = "S09";
  private static final String SHARE = "majorShare";
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<Integer, Double> watts = new HashMap<>();
  private long lastShed = NEVER;

  void hear(String point, double value) {
    Matcher matcher = POWER.matcher(point);
    if (matcher.matches()) {
      watts.put(Integer.parseInt(matcher.group(1)), value);
    }
  }

  /** A bay is to be taken off for that cause. */
  void shed(Cause cause, Moment now, List<Action> actions) {
    lastShed = now.steady();
    actions.add(new Action.Shed(Cause.rule(cause.rule()), cause.data()));
  }

  /** Takes off the next one when the last was not enough. */
  void tick(Registration registration, Moment now, List<Action> actions) {
    if (lastShed == NEVER || now.steady() - lastShed < SETTLES) {
      return;
    }
    double sum = watts.values().stream().mapToDouble(Double::doubleValue).sum();
    double limit = share(registration) * registration.wiring().breaker();
    if (limit > 0 && sum > limit) {
      lastShed = now.steady();
      Map<String, Object> data = new HashMap<>();
      data.put("point", "bay/*/power");
      data.put("value", sum);
      data.put("limit", limit);
      actions.add(new Action.Shed(Cause.rule(RULE), data));
    } else {
      lastShed = NEVER;
    }
  }

  private static double share(Registration registration) {
    Double changed = registration.thresholds().override(RULE, SHARE);
    if (changed != null) {
      return changed;
    }
    @Nullable Rule rule = RuleCatalogue.standard().find(RULE);
    @Nullable Threshold standard = rule == null ? null : rule.thresholds().get(SHARE);
    return standard == null || standard.value() == null ? 1 : standard.value();
  }
}
