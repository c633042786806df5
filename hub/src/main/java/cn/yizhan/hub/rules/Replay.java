package cn.yizhan.hub.rules;

import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Term;
import cn.yizhan.protocol.rule.Threshold;
import cn.yizhan.protocol.rule.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One rule on what one station reported: the same judging as its twin's, on the readings alone.
 * What the station said it did about the rule is left out, as it acted by other thresholds. Not
 * safe for use by several threads.
 */
public final class Replay {
  /** Spells kept at most; a rule that finds more is no rule to put in force. */
  public static final int MOST = 5_000;

  private static final long LONGEST_AGE = Duration.ofDays(1).toMillis();
  private static final long LONGEST_LOOK = Duration.ofDays(7).toMillis();

  private final Judge judge;
  private final long from;
  private final Map<String, Long> latest = new HashMap<>();
  private final Map<String, Spell> open = new TreeMap<>();
  private final List<Spell> spells = new ArrayList<>();

  /**
   * A replay that has been fed nothing.
   *
   * @param rule the rule
   * @param profile what is registered of the station
   * @param thresholds by which it is judged
   * @param from what is over before this event time is not kept, milliseconds
   */
  public Replay(Rule rule, Profile profile, Thresholds thresholds, long from) {
    this.from = from;
    this.judge =
        new Judge(
            new RuleCatalogue(List.of(rule)),
            Findings.registration(profile, thresholds),
            Replay::maxAge);
  }

  /** Whether a rule is judged on what a station reports; only such a rule can be replayed. */
  public static boolean possible(Rule rule) {
    return RuleLanes.ofStandard().containsKey(rule.id()) || ofGaps(rule);
  }

  /** Whether a rule is judged on missing messages. */
  public static boolean ofGaps(Rule rule) {
    return rule.id().equals(Findings.GAP);
  }

  /** Whether a rule asks about a point. */
  public static boolean asks(Rule rule, String point) {
    return points(rule).anyMatch(pattern -> matches(pattern, point));
  }

  /** Whether a rule is judged on events, beside or instead of readings. */
  public static boolean ofEvents(Rule rule) {
    return points(rule).anyMatch(DeadMan.POINT::equals);
  }

  /**
   * How long before a time reports have to be read to know what held then, milliseconds: the
   * longest that the rule waits or looks back, and the age of the oldest reading that counts.
   */
  public static long lookBack(Rule rule, Thresholds thresholds) {
    double longest = 0;
    for (Map.Entry<String, Threshold> each : rule.thresholds().entrySet()) {
      Double other = thresholds.override(rule.id(), each.getKey());
      Double value = other == null ? each.getValue().value() : other;
      if (value != null && "s".equals(each.getValue().unit())) {
        longest = Math.max(longest, value);
      }
    }
    long age = points(rule).mapToLong(Replay::ageOf).max().orElse(0);
    return Math.min(LONGEST_LOOK, Math.round(longest * 1000) + Math.min(LONGEST_AGE, age));
  }

  private static Stream<String> points(Rule rule) {
    Stream<String> after =
        rule.terms()
            .map(Term::after)
            .filter(Objects::nonNull)
            .map(each -> each.replace("*", "{n}"));
    return Stream.concat(rule.terms().map(Term::pattern), after);
  }

  private static boolean matches(String pattern, String point) {
    String[] parts = pattern.split("\\{[^}]*}", -1);
    return point.matches(Stream.of(parts).map(Pattern::quote).collect(Collectors.joining("[^/]+")));
  }

  private static long ageOf(String pattern) {
    return PointCatalogue.standard().types().stream()
        .filter(type -> type.pattern().equals(pattern))
        .mapToLong(type -> type.maxAge().toMillis())
        .findFirst()
        .orElse(0);
  }

  private static long maxAge(String point) {
    PointType type = PointCatalogue.standard().typeOf(point);
    return type == null ? Long.MAX_VALUE : type.maxAge().toMillis();
  }

  /** Takes in what was stored, in the order of receipt. */
  public void feed(Occurrence past) {
    if (past instanceof Missing missing) {
      long time = Math.max(missing.received(), judge.clock(Findings.GAP, "station"));
      judged(judge.feed(Findings.GAP_POINT, time, missing.count()));
      judged(judge.feed(Findings.GAP_POINT, time, 0));
    } else if (past instanceof Arrival arrival) {
      List<Reading> readings = arrival.readings();
      for (int i : Order.byTime(readings)) {
        feed(readings.get(i));
      }
      for (StationEvent event : arrival.events()) {
        Reading deadMan = DeadMan.in(event);
        if (deadMan != null) {
          feed(deadMan);
        }
      }
    }
  }

  /** One that steps back behind the last of its point is not judged, as it was not then. */
  private void feed(Reading reading) {
    Long before = latest.get(reading.point());
    if (before == null || reading.at() >= before) {
      latest.put(reading.point(), reading.at());
      judged(judge.feed(reading.point(), reading.at(), reading.value()));
    }
  }

  /**
   * Completes holds up to the end of the time looked at.
   *
   * @param to that end
   * @param heard when the station was last heard before it: nothing is over that nobody heard of
   */
  public void end(long to, long heard) {
    judged(judge.tick(to, Math.min(to, heard), rule -> true));
  }

  private void judged(List<Judgement> judgements) {
    for (Judgement judgement : judgements) {
      String subject = judgement.subject();
      Spell known = open.get(subject);
      if (judgement.change() == Change.CLEARED) {
        open.remove(subject);
        if (known != null && judgement.at() >= from && !full()) {
          spells.add(known.over(judgement.at()));
        }
      } else if (known == null) {
        open.put(
            subject,
            new Spell(subject, judgement.severity(), judgement.at(), null, judgement.finding()));
      } else {
        open.put(subject, known.worse(judgement.severity(), judgement.finding()));
      }
    }
  }

  /** True when more was found than is kept. */
  public boolean full() {
    return spells.size() >= MOST;
  }

  /** What held at some time since the beginning, in the order of being raised. */
  public List<Spell> spells() {
    List<Spell> all = new ArrayList<>(spells);
    all.addAll(open.values());
    all.sort(Comparator.comparingLong(Spell::raised).thenComparing(Spell::subject));
    return List.copyOf(all);
  }
}
