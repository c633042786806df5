package cn.yizhan.hub.rules;

import cn.yizhan.protocol.rule.Thresholds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which thresholds counted when. */
public final class ThresholdCourse {
  /**
   * Thresholds of a rule that differ, or differed, from the catalogue's.
   *
   * @param rule id of the rule
   * @param params values by the catalogue's threshold names
   * @param from event time from which they count, milliseconds
   * @param until event time from which they do not any more, {@link Long#MAX_VALUE} while in force
   */
  public record Standing(String rule, Map<String, Double> params, long from, long until) {}

  private ThresholdCourse() {}

  /**
   * The thresholds by the time from which each set of them counts; the catalogue's before the
   * first. What is planned is in it, too: who judges by it needs to hear nothing when its time
   * comes.
   *
   * @param standing in the order in which later ones prevail over earlier ones of the same time
   */
  public static NavigableMap<Long, Thresholds> of(List<Standing> standing) {
    TreeSet<Long> times = new TreeSet<>(List.of(Long.MIN_VALUE));
    for (Standing each : standing) {
      times.add(each.from());
      times.add(each.until());
    }
    times.remove(Long.MAX_VALUE);
    NavigableMap<Long, Thresholds> course = new TreeMap<>();
    for (long time : times) {
      Map<String, Map<String, Double>> rules = new HashMap<>();
      for (Standing each : standing) {
        if (each.from() <= time && time < each.until()) {
          rules.computeIfAbsent(each.rule(), rule -> new HashMap<>()).putAll(each.params());
        }
      }
      course.put(time, new Thresholds(rules));
    }
    return course;
  }
}
