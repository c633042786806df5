package cn.yizhan.hub.watch;

import cn.yizhan.hub.compliance.Element;
import cn.yizhan.hub.compliance.Elements;
import cn.yizhan.hub.compliance.Sighting;
import cn.yizhan.hub.compliance.State;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people have found at a station, as the tables say: whether an element of 6+6 is missing or
 * has expired (rule V05), and whether an inspection is overdue (V06).
 *
 * @param station database id
 * @param expected false when it is planned, suspended, closed or disabled
 * @param kind kind of the station
 * @param elements what was last found of each element, by its code
 * @param looked when all of it was looked at
 * @param told what was told before, by the rule, a slash and the subject
 * @param thresholds thresholds in force
 */
public record Inspected(
    int station,
    boolean expected,
    String kind,
    Map<String, Sighting> elements,
    Looked looked,
    Map<String, Told> told,
    Thresholds thresholds) {

  /**
   * When all that a station is to have was looked at.
   *
   * @param last the last time, epoch milliseconds; null for never
   * @param since since when the station and its inspections are expected, epoch milliseconds
   */
  public record Looked(@Nullable Long last, long since) {}

  /**
   * What was told of a subject.
   *
   * @param severity severity of the open alert, null when there is none
   * @param over when it was last over, epoch milliseconds; null for never
   * @param began when what was last told began, epoch milliseconds; null for nothing
   */
  public record Told(@Nullable Severity severity, @Nullable Long over, @Nullable Long began) {
    private static final Told NOTHING = new Told(null, null, null);

    /** Whether it was told, and closed since: a false alarm for instance. */
    private boolean closed(Turn.Holds holds) {
      return severity == null && began != null && holds.since() <= began;
    }
  }

  /** Id of the rule about elements. */
  public static final String ELEMENT_RULE = "V05";

  /** Id of the rule about overdue inspections. */
  public static final String OVERDUE_RULE = "V06";

  private static final String ELEMENT = "element/";
  private static final String STATION = "station";
  private static final long DAY = 86_400_000;

  /**
   * What is to be told of all of them now.
   *
   * @param now the hub's clock, epoch milliseconds
   * @param zone zone of days
   */
  public static List<StationFact> judge(List<Inspected> stations, long now, ZoneId zone) {
    List<StationFact> facts = new ArrayList<>();
    for (Inspected each : stations) {
      each.judge(now, zone).forEach(fact -> facts.add(new StationFact(each.station(), fact)));
    }
    return facts;
  }

  /**
   * What is to be told now. A fact found again has its old key.
   *
   * @param now the hub's clock, epoch milliseconds
   * @param zone zone of days
   */
  public List<Fact> judge(long now, ZoneId zone) {
    Map<String, Turn.Holds> holding = new TreeMap<>();
    if (expected) {
      for (Element element : Elements.of(kind)) {
        Turn.Holds holds = element(element.code(), now, zone);
        if (holds != null) {
          holding.put(key(ELEMENT_RULE, ELEMENT + element.code()), holds);
        }
      }
      Turn.Holds overdue = overdue(now);
      if (overdue != null) {
        holding.put(key(OVERDUE_RULE, STATION), overdue);
      }
    }
    List<Fact> facts = new ArrayList<>();
    told.keySet().stream()
        .filter(key -> !holding.containsKey(key))
        .sorted()
        .forEach(key -> tell(key, null, now, facts));
    holding.forEach((key, holds) -> tell(key, holds, now, facts));
    return facts;
  }

  private void tell(String key, Turn.@Nullable Holds holds, long now, List<Fact> facts) {
    int slash = key.indexOf('/');
    Told before = told(key);
    Fact fact =
        Turn.of(key.substring(0, slash), key.substring(slash + 1), before.severity(), holds, now);
    if (fact != null && (holds == null || !before.closed(holds))) {
      facts.add(fact);
    }
  }

  private Turn.@Nullable Holds element(String code, long now, ZoneId zone) {
    Sighting seen = elements.get(code);
    Long wrong = seen == null ? null : seen.wrongSince(now, zone);
    if (seen == null || wrong == null) {
      return null;
    }
    String subject = ELEMENT + code;
    boolean missing = seen.state(now, zone) == State.MISSING;
    LocalDate expires = seen.expires();
    double day = Finding.ofDay(missing || expires == null ? seen.day(zone) : expires);
    Finding finding =
        new Finding(subject + (missing ? "/missing" : "/expiry"), day, Finding.DAY, day, 0);
    return holds(ELEMENT_RULE, subject, wrong, finding);
  }

  private Turn.@Nullable Holds overdue(long now) {
    Long last = looked.last();
    long from = last == null ? looked.since() : last;
    double limit =
        Numbers.of(RuleCatalogue.standard().rule(OVERDUE_RULE), "overdueDays", thresholds);
    long due = from + Math.round(limit * DAY);
    if (now <= due) {
      return null;
    }
    String point = last == null ? "station/first-inspection" : "station/inspection";
    Finding finding = new Finding(point, Math.floorDiv(now - from, DAY), "d", limit, 0);
    return holds(OVERDUE_RULE, STATION, due, finding);
  }

  /** What was over for another reason than that it was put right begins again after that. */
  private Turn.Holds holds(String rule, String subject, long at, Finding finding) {
    Long over = told(key(rule, subject)).over();
    long since = Math.max(Math.max(at, looked.since()), over == null ? at : over);
    return new Turn.Holds(
        RuleCatalogue.standard().rule(rule).condition().levels().get(0).severity(), since, finding);
  }

  private Told told(String key) {
    return told.getOrDefault(key, Told.NOTHING);
  }

  private static String key(String rule, String subject) {
    return rule + '/' + subject;
  }
}
