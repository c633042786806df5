package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.JudgedBy;
import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of a station's connection, as the tables say: its clock, how often it connects
 * and from which journals, which configuration it has (rules A05, A06, A07). A station that is not
 * heard is none of their business: that is A01.
 *
 * @param station database id
 * @param expected false when it is planned, suspended, closed or disabled
 * @param online whether it has a session
 * @param clock the newest offset of its clock, null when nothing recent was received
 * @param connections its last births, the oldest first
 * @param drift the configuration, null when none was ever reported
 * @param told its open alerts of these rules, by the rule
 * @param thresholds thresholds in force
 */
public record Observed(
    int station,
    boolean expected,
    boolean online,
    @Nullable Clock clock,
    List<Connection> connections,
    @Nullable Drift drift,
    Map<String, Told> told,
    Thresholds thresholds) {

  /**
   * A station's clock against the hub's.
   *
   * @param at when it was seen, milliseconds
   * @param offset how far it is off, either way, milliseconds
   */
  public record Clock(long at, long offset) {}

  /**
   * A birth.
   *
   * @param at when its connection was accepted, milliseconds
   * @param epoch name of the journal it spoke from
   */
  public record Connection(long at, String epoch) {}

  /**
   * The configuration.
   *
   * @param behind whether another version is in force than the one wanted
   * @param since since when both are what they are and the station is online, milliseconds
   */
  public record Drift(boolean behind, long since) {}

  /**
   * An open alert.
   *
   * @param severity its severity
   * @param since when it began, milliseconds
   */
  public record Told(Severity severity, long since) {}

  /** Ids of the rules judged here. */
  static final List<String> RULES = List.of("A05", "A06", "A07");

  private static final String CONNECTIONS = "A06";
  private static final RuleCatalogue CATALOGUE =
      new RuleCatalogue(
          RuleCatalogue.standard().judgedBy(JudgedBy.WATCH).rules().stream()
              .filter(rule -> RULES.contains(rule.id()))
              .toList());

  /** Something seen at a time, to the rules a reading. */
  private record Sample(long at, String point, double value) {}

  /**
   * What is to be told now.
   *
   * @param now the hub's clock, milliseconds
   * @param accepting since when some hub has accepted stations without a break: what is due to our
   *     own outage is nobody's fault
   */
  public List<Fact> judge(long now, long accepting) {
    List<Fact> facts = new ArrayList<>();
    for (String rule : RULES) {
      Told open = told.get(rule);
      if (!expected) {
        if (open != null) {
          facts.add(fact(rule, Change.CLEARED, open.severity(), now, null));
        }
        continue;
      }
      List<Sample> samples =
          switch (rule) {
            case "A05" -> clocks();
            case CONNECTIONS -> births(now, accepting);
            default -> drifts(accepting);
          };
      if (!samples.isEmpty()) {
        judge(rule, open, samples, now, facts);
      }
    }
    return facts;
  }

  private List<Sample> clocks() {
    return clock == null || !online
        ? List.of()
        : List.of(new Sample(clock.at(), "station/clock-offset", clock.offset() / 1000.0));
  }

  private List<Sample> drifts(long accepting) {
    return drift == null || !online
        ? List.of()
        : List.of(
            new Sample(
                Math.max(drift.since(), accepting),
                "station/config-behind",
                drift.behind() ? 1 : 0));
  }

  /** The first connection after the hub began to accept says nothing: it had to be. */
  private List<Sample> births(long now, long accepting) {
    double window = number("window");
    boolean whole = now - accepting >= window * 1000;
    if (!whole && told.containsKey(CONNECTIONS)) {
      return List.of();
    }
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample(accepting, "station/birth", 0));
    samples.add(new Sample(accepting, "station/machine-change", 0));
    Set<String> seen = new HashSet<>();
    String before = "";
    boolean first = true;
    for (Connection each : connections) {
      if (each.at() <= accepting) {
        continue;
      }
      boolean back = !each.epoch().equals(before) && !seen.add(each.epoch());
      if (!first) {
        samples.add(new Sample(each.at(), "station/birth", 1));
        samples.add(new Sample(each.at(), "station/machine-change", back ? 1 : 0));
      }
      before = each.epoch();
      first = false;
    }
    return samples;
  }

  private void judge(
      String rule, @Nullable Told open, List<Sample> samples, long now, List<Fact> facts) {
    Judge judge =
        new Judge(
            CATALOGUE, new Registration(Map.of(), Map.of(), thresholds), point -> Long.MAX_VALUE);
    List<Judgement> found = new ArrayList<>();
    if (open != null) {
      judge.open(rule, "station", open.severity(), open.since());
    }
    samples.forEach(s -> found.addAll(judge.feed(s.point(), s.at(), s.value())));
    found.addAll(judge.tick(now));
    Severity severity = judge.severity(rule, "station");
    Judgement last = found.isEmpty() ? null : found.get(found.size() - 1);
    if (last == null) {
      return;
    }
    if (open == null && severity != null) {
      facts.add(fact(rule, Change.RAISED, severity, last.at(), last.finding()));
    } else if (open != null && severity == null) {
      facts.add(fact(rule, Change.CLEARED, open.severity(), last.at(), null));
    } else if (open != null && severity != null && severity.worseThan(open.severity())) {
      facts.add(fact(rule, Change.WORSENED, severity, last.at(), last.finding()));
    }
  }

  private static Fact fact(
      String rule, Change change, Severity severity, long at, @Nullable Finding reading) {
    int version = RuleCatalogue.standard().rule(rule).version();
    return new Fact(
        rule + "/station/" + change.word() + '/' + at,
        new Matter(rule, version, "station"),
        change,
        severity,
        at,
        Telling.LIVE,
        reading,
        null);
  }

  private double number(String name) {
    Rule rule = RuleCatalogue.standard().rule(CONNECTIONS);
    return Numbers.of(rule, name, thresholds);
  }
}
