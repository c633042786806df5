package cn.yizhan.protocol.config;

import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Term;
import cn.yizhan.protocol.rule.Threshold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether thresholds can be, together with those of the catalogue that they leave alone: no time is
 * negative, nothing lies outside the catalogue's range, at least one reading is asked for, and no
 * milder severity lies beyond a worse one.
 */
public final class ThresholdCheck {
  private static final String SECONDS = "s";

  /** So many readings of a window are remembered. */
  private static final int MOST_READINGS = 64;

  private final Rule rule;
  private final Map<String, Double> given;
  private final Set<ConfigFault> faults = new LinkedHashSet<>();

  private ThresholdCheck(Rule rule, Map<String, Double> given) {
    this.rule = rule;
    this.given = given;
  }

  /**
   * What is wrong with thresholds.
   *
   * @param rules per rule id the values that differ from the catalogue's; unknown rules and names
   *     are passed over
   */
  public static List<ConfigFault> faults(Map<String, Map<String, Double>> rules) {
    List<ConfigFault> faults = new ArrayList<>();
    new TreeMap<>(rules)
        .forEach(
            (id, given) -> {
              Set<ConfigFault> found = new LinkedHashSet<>();
              for (Rule rule : RuleCatalogue.standard().cases(id)) {
                ThresholdCheck check = new ThresholdCheck(rule, given);
                check.run();
                found.addAll(check.faults);
              }
              faults.addAll(found);
            });
    return faults;
  }

  private void run() {
    new TreeMap<>(given)
        .forEach(
            (name, value) -> {
              Threshold known = rule.thresholds().get(name);
              if (!Double.isFinite(value)) {
                fault(name, "expected a finite number");
              } else if (known != null && SECONDS.equals(known.unit()) && value < 0) {
                fault(name, "expected no negative time, s");
              } else if (known != null && known.fault(value) != null) {
                fault(name, String.valueOf(known.fault(value)));
              }
            });
    rule.terms().forEach(this::counted);
    List<Rule.Level> levels = rule.condition().levels();
    for (int worse = 0; worse < levels.size(); worse++) {
      for (int milder = worse + 1; milder < levels.size(); milder++) {
        ordered(levels.get(worse), levels.get(milder));
      }
    }
  }

  private void counted(Term term) {
    Term.Count count = term.count();
    if (count != null) {
      atLeast(count.readings(), 1, "expected at least 1 reading");
      Double readings = given.get(count.readings());
      if (count.window() != null && readings != null && readings > MOST_READINGS) {
        fault(count.readings(), "expected at most " + MOST_READINGS + " readings in a window");
      }
    }
    Term.Rise rise = term.rise();
    if (rise != null) {
      atLeast(rise.readings(), 2, "expected at least 2 readings");
      atLeast(rise.window(), 1, "expected at least 1 s");
      Double window = value(rise.window());
      Double span = value(rise.span());
      if (window != null && span != null && span > window && touches(rise.window(), rise.span())) {
        fault(
            given.containsKey(rise.span()) ? rise.span() : rise.window(),
            "expected " + rise.span() + " not above " + rise.window());
      }
    }
  }

  private void atLeast(@Nullable String name, double least, String sentence) {
    Double value = name == null ? null : given.get(name);
    if (name != null && value != null && value < least) {
      fault(name, sentence);
    }
  }

  /** The worse of two severities that ask the same of one point must not be reached first. */
  private void ordered(Rule.Level worse, Rule.Level milder) {
    if (worse.severity() == milder.severity()
        || worse.when().size() != 1
        || milder.when().size() != 1
        || !overlap(worse, milder)) {
      return;
    }
    Term far = worse.when().get(0);
    Term near = milder.when().get(0);
    int way = way(far.test());
    @Nullable String beyond = far.limit();
    @Nullable String before = near.limit();
    if (way == 0
        || way != way(near.test())
        || beyond == null
        || before == null
        || !far.point().equals(near.point())
        || far.test().ofSilence() != near.test().ofSilence()
        || far.test().ofStillness() != near.test().ofStillness()
        || !touches(beyond, before)) {
      return;
    }
    Double outer = value(beyond);
    Double inner = value(before);
    if (outer != null && inner != null && way * (outer - inner) < 0) {
      fault(
          given.containsKey(before) ? before : beyond,
          "expected "
              + before
              + (way > 0 ? " not above " : " not below ")
              + beyond
              + ", which is "
              + outer);
    }
  }

  private static boolean overlap(Rule.Level one, Rule.Level other) {
    return one.subjects().isEmpty()
        || other.subjects().isEmpty()
        || !Collections.disjoint(one.subjects(), other.subjects());
  }

  /** 1 when the test holds from the limit upwards, -1 downwards, 0 for neither. */
  private static int way(Term.Test test) {
    return switch (test) {
      case AT_LEAST, ABOVE, SILENT, STILL -> 1;
      case AT_MOST, BELOW -> -1;
      default -> 0;
    };
  }

  private boolean touches(String one, String other) {
    return given.containsKey(one) || given.containsKey(other);
  }

  /** The value in force, or null when it is registered elsewhere. */
  private @Nullable Double value(String name) {
    Double own = given.get(name);
    Threshold known = rule.thresholds().get(name);
    return own != null ? own : known == null ? null : known.value();
  }

  private void fault(String name, String detail) {
    faults.add(new ConfigFault("rules." + rule.id() + "." + name, detail));
  }
}
