package cn.yizhan.hub.rules;

import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Thresholds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is found in a station's readings and events, and what of it has been told. */
final class Findings {
  /** The rule about missing messages, the only one here that is not about readings. */
  static final String GAP = "A04";

  static final String GAP_POINT = "station/gap";

  private final Map<String, Told> told = new TreeMap<>();
  private final Judge judge;
  private final SiteTests tests;
  private Profile profile;

  Findings(Profile profile) {
    this.profile = profile;
    this.judge = Judge.standard(registration(profile, profile.thresholds()));
    judge.revise(registrations(profile));
    this.tests = new SiteTests(judge);
  }

  /**
   * Judges by a changed registration from the next reading or tick on; what was told of supplies
   * that people count from now on is theirs.
   */
  void revise(Profile changed) {
    profile = changed;
    judge.revise(registrations(changed));
    Set<String> byHand =
        changed.items().stream()
            .filter(Item::byHand)
            .map(item -> "supply/" + item.code())
            .collect(Collectors.toSet());
    told.values().removeIf(account -> byHand.contains(account.matter().subject()));
  }

  void feed(Reading reading, Told.Knowing knowing, List<Fact> facts) {
    judged(tests.reached(reading.at()), knowing, facts);
    judged(judge.feed(reading.point(), reading.at(), reading.value()), knowing, facts);
  }

  void feed(Missing missing, Told.Knowing knowing, List<Fact> facts) {
    long time = Math.max(missing.received(), judge.clock(GAP, "station"));
    judged(judge.feed(GAP_POINT, time, missing.count()), knowing, facts);
    judged(judge.feed(GAP_POINT, time, 0), knowing, facts);
  }

  /** Takes what a station says it did; other events say nothing here. */
  void feed(StationEvent event, Told.Knowing knowing, List<Fact> facts) {
    judged(tests.feed(event), knowing, facts);
    Reading deadMan = DeadMan.in(event);
    if (deadMan != null) {
      if (registered(event.subject())) {
        feed(deadMan, knowing, facts);
      }
      return;
    }
    SafetyAct act = SafetyAct.of(event);
    if (act != null
        && registered(act.subject())
        && !judge.levels(act.rule(), act.subject(), act.at()).isEmpty()) {
      acted(act, knowing, facts);
    }
  }

  void tick(long now, long heard, Predicate<String> rules, Told.Knowing knowing, List<Fact> facts) {
    judged(tests.reached(now), knowing, facts);
    judged(judge.tick(now, heard, rule -> rules.test(rule.id())), knowing, facts);
  }

  /**
   * Finds out whether what waits to be told is over by then.
   *
   * @param until a time before which every reading of these rules has been fed
   * @param which the rules
   */
  void conclude(long until, Predicate<String> which, Told.Knowing knowing, List<Fact> facts) {
    Set<String> waiting = new HashSet<>(0);
    for (Told account : told.values()) {
      if (account.waiting() && which.test(account.matter().rule())) {
        waiting.add(account.matter().rule());
      }
    }
    if (!waiting.isEmpty()) {
      tick(until, until, waiting::contains, knowing, facts);
    }
  }

  /**
   * Tells what is withheld and holds still.
   *
   * @param caughtUp whether the lane of that rule's readings has caught up
   */
  void settle(Predicate<String> caughtUp, Told.Knowing knowing, List<Fact> facts) {
    for (Told account : told.values()) {
      if (account.waiting()) {
        Matter matter = account.matter();
        account.settle(
            caughtUp.test(matter.rule()),
            judge.clock(matter.rule(), matter.subject()),
            judge.window(matter.rule(), matter.subject()),
            knowing,
            facts);
      }
    }
  }

  /** Takes over that a condition is told: it is open, and its end is to be found. */
  void adopt(OpenCondition open) {
    String rule = open.rule();
    String subject = open.subject();
    boolean judged = RuleLanes.ofStandard().containsKey(rule) || rule.equals(GAP);
    if (!judged || judge.levels(rule, subject, open.since()).isEmpty()) {
      return;
    }
    Told account = told(rule, RuleCatalogue.standard().rule(rule).version(), subject);
    EdgeAction action = open.edgeAction();
    if (judge.severity(rule, subject) == null) {
      judge.open(rule, subject, open.severity(), open.since());
      if (account.action() == null && action != null && action.latched()) {
        judge.latch(rule, subject, open.since());
      }
    }
    account.adopt(open);
  }

  private void judged(List<Judgement> judgements, Told.Knowing knowing, List<Fact> facts) {
    for (Judgement judgement : judgements) {
      String rule = judgement.rule().id();
      Told account = told(rule, judgement.rule().version(), judgement.subject());
      account.judged(judgement, judge.window(rule, judgement.subject()), knowing, facts);
    }
    if (!judgements.isEmpty()) {
      judged(tests.lately(judgements), knowing, facts);
    }
  }

  private void acted(SafetyAct act, Told.Knowing knowing, List<Fact> facts) {
    int version = RuleCatalogue.standard().rule(act.rule()).version();
    Told account = told(act.rule(), version, act.subject());
    Sign sign =
        new Sign(
            Change.RAISED,
            act.severity(judge),
            act.at(),
            act.reading(judge),
            act.action(account.action()));
    if (act.reset()) {
      judge.release(act.rule(), act.subject(), act.at());
      account.reset(sign, knowing, facts);
    } else if (account.acted(sign, judge.window(act.rule(), act.subject()), knowing, facts)) {
      judge.open(act.rule(), act.subject(), sign.severity(), act.at());
      if (act.latched()) {
        judge.latch(act.rule(), act.subject(), act.at());
      }
      judged(tests.lately(act.at()), knowing, facts);
    }
  }

  private Told told(String rule, int version, String subject) {
    return told.computeIfAbsent(
        rule + '@' + subject, key -> new Told(new Matter(rule, version, subject)));
  }

  /** A station, a bay of its, or a sensor that a rule is about. */
  private boolean registered(String subject) {
    return subject.equals("station")
        || (subject.startsWith("bay/")
            ? ownBay(subject)
            : subject.startsWith("room/") || subject.startsWith("device/"));
  }

  private boolean ownBay(String subject) {
    int end = subject.indexOf('/', 4);
    String bay = end < 0 ? subject : subject.substring(0, end);
    return profile.bays().stream().anyMatch(each -> bay.equals("bay/" + each.number()));
  }

  private static NavigableMap<Long, Registration> registrations(Profile profile) {
    NavigableMap<Long, Registration> course = new TreeMap<>();
    profile.course().forEach((from, limits) -> course.put(from, registration(profile, limits)));
    return course;
  }

  static Registration registration(Profile profile, Thresholds thresholds) {
    return new Registration(
        profile.bays().stream()
            .collect(Collectors.toMap(Config.Bay::number, Config.Bay::use, (a, b) -> b)),
        profile.items().stream()
            .collect(
                Collectors.toMap(
                    Item::code,
                    item ->
                        new Registration.Stock(
                            item.unit(), item.capacity(), item.minimum(), item.byHand()),
                    (a, b) -> b)),
        thresholds,
        profile.wiring());
  }

  void write(DataOutput out) throws IOException {
    judge.write(out);
    tests.write(out);
    out.writeShort(told.size());
    for (Told account : told.values()) {
      out.writeUTF(account.matter().rule());
      out.writeShort(account.matter().version());
      out.writeUTF(account.matter().subject());
      account.write(out);
    }
  }

  void read(DataInput in) throws IOException {
    judge.read(in);
    tests.read(in);
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      String rule = in.readUTF();
      int version = in.readUnsignedShort();
      String subject = in.readUTF();
      told.put(rule + '@' + subject, Told.read(new Matter(rule, version, subject), in));
    }
  }
}
