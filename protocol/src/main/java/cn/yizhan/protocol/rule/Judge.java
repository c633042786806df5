package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Judges the readings of one station by the rules. Readings of a point are fed in the order of
 * their times; what is found depends on them alone, not on when or in which portions they are fed,
 * nor on whether the state was written and read again in between. Not safe for use by several
 * threads.
 */
public final class Judge {
  private static final Episode[] NO_EPISODES = {};
  private static final RuleCatalogue READINGS =
      RuleCatalogue.standard().judgedBy(JudgedBy.READINGS);

  private final RuleCatalogue rules;
  private final ToLongFunction<String> maxAge;
  private final Map<Key, Episode> episodes = new HashMap<>();
  private final Map<String, Episode[]> byPoint = new HashMap<>();
  private final Numbers numbers;

  private record Key(String rule, String subject) {}

  /**
   * A judge that has heard nothing.
   *
   * @param rules the rules; those that do not apply to the station's points are passed over
   * @param registration the station's bays, items and thresholds
   * @param maxAge milliseconds a reading of the point of that name holds, {@link Long#MAX_VALUE}
   *     for ever
   */
  public Judge(RuleCatalogue rules, Registration registration, ToLongFunction<String> maxAge) {
    this.rules = rules;
    this.numbers = new Numbers(registration);
    this.maxAge = maxAge;
  }

  /** A judge by the product's rules and point catalogue. */
  public static Judge standard(Registration registration) {
    return new Judge(READINGS, registration, Judge::standardMaxAge);
  }

  private static long standardMaxAge(String point) {
    PointType type = PointCatalogue.standard().typeOf(point);
    return type == null ? Long.MAX_VALUE : type.maxAge().toMillis();
  }

  /**
   * Takes a reading. One that is before the last reading of its point is not judged.
   *
   * @param point name of the point
   * @param at when it was read, milliseconds
   * @param value in the unit of the point catalogue; booleans 0 or 1
   * @return what follows, in the order of its times for each subject; usually nothing
   */
  public List<Judgement> feed(String point, long at, double value) {
    Episode[] concerned = byPoint.get(point);
    if (concerned == null) {
      concerned = concerned(point);
      byPoint.put(point, concerned);
    }
    if (concerned.length == 0) {
      return List.of();
    }
    List<Judgement> found = new ArrayList<>(0);
    for (Episode episode : concerned) {
      episode.feed(point, at, value, found);
    }
    return found;
  }

  /**
   * Completes holds that are due by then with the values known, which the next reading may still
   * contradict; call it for a station that is heard.
   *
   * @param now a time before which every reading has been fed
   */
  public List<Judgement> tick(long now) {
    return tick(now, now, rule -> true);
  }

  /**
   * The same for some of the rules, of a station that may have fallen silent: what it reports later
   * may contradict. A danger is assumed to go on, and its holds complete; that it is over is found
   * only by what was heard.
   *
   * @param now a time by which raises complete
   * @param heard a time before which every reading has been fed
   */
  public List<Judgement> tick(long now, long heard, Predicate<Rule> which) {
    List<Judgement> found = new ArrayList<>(0);
    for (Episode episode : episodes.values()) {
      if (which.test(episode.bound().rule())) {
        episode.tick(now, heard, found);
      }
    }
    return found;
  }

  /** When {@link #tick} would next find something, {@link Long#MAX_VALUE} if never. */
  public long due() {
    long due = Long.MAX_VALUE;
    for (Episode episode : episodes.values()) {
      due = Math.min(due, episode.due());
    }
    return due;
  }

  /**
   * The condition is known to hold by other means than its readings. Nothing is returned for it;
   * when its readings show that it is over, that is found as usual.
   *
   * @return false when the rule does not apply to the subject
   */
  public boolean open(String rule, String subject, Severity severity, long at) {
    return claim(rule, subject, Claim.Kind.OPEN, severity, at);
  }

  /** An open condition cannot clear until it is released. */
  public boolean latch(String rule, String subject, long at) {
    return claim(rule, subject, Claim.Kind.LATCH, Severity.INFO, at);
  }

  /** Takes a latch off; the condition clears no earlier than that. */
  public boolean release(String rule, String subject, long at) {
    return claim(rule, subject, Claim.Kind.RELEASE, Severity.INFO, at);
  }

  /**
   * A test on site of that time has ended: see {@link Rule.Clear#AFTER_TEST}.
   *
   * @param inOrder rules all of whose readings of before the end have been fed; for others it
   *     counts once their readings have come so far
   */
  public List<Judgement> testOver(long from, long to, Predicate<Rule> inOrder) {
    List<Judgement> found = new ArrayList<>(0);
    for (Episode episode : episodes.values()) {
      episode.testOver(from, to, inOrder.test(episode.bound().rule()), found);
    }
    return found;
  }

  /** Severity of the condition while its readings, or somebody's word, say that it holds. */
  public @Nullable Severity severity(String rule, String subject) {
    Episode episode = episodes.get(new Key(rule, subject));
    return episode == null ? null : episode.severity();
  }

  /** Time of the newest reading judged for the condition, {@link Long#MIN_VALUE} for none. */
  public long clock(String rule, String subject) {
    Episode episode = episodes.get(new Key(rule, subject));
    return episode == null ? Long.MIN_VALUE : episode.clock();
  }

  /**
   * The levels of the rule on that subject as findings without a value, the worst first, by their
   * severity; several of one severity keep their order. Empty when it does not apply.
   *
   * @param at by the numbers in force then
   */
  public List<Map.Entry<Severity, Finding>> levels(String rule, String subject, long at) {
    Episode episode = episode(rule, subject);
    if (episode == null) {
      return List.of();
    }
    List<Map.Entry<Severity, Finding>> levels = new ArrayList<>();
    Bound bound = episode.bound(at);
    for (Bound.Level level : bound.levels()) {
      levels.add(Map.entry(level.severity(), bound.finding(level, Double.NaN)));
    }
    return levels;
  }

  /** How long the rule looks back on that subject, milliseconds; 0 when it does not apply. */
  public long window(String rule, String subject) {
    Episode episode = episode(rule, subject);
    return episode == null ? 0 : episode.bound().window();
  }

  /**
   * Takes over changed thresholds or a changed registration; they count from the next reading or
   * tick on. What no longer applies goes on with its old numbers while raised, unless people count.
   */
  public void revise(Registration changed) {
    revise(new TreeMap<>(Map.of(Long.MIN_VALUE, changed)));
  }

  /**
   * The same with thresholds that count from certain event times on, also for readings that come
   * later; but what has been judged is not judged again.
   *
   * @param changed what is registered, by the time from which it counts; the first counts before,
   *     too
   */
  public void revise(NavigableMap<Long, Registration> changed) {
    numbers.revise(changed);
    byPoint.clear();
    episodes
        .entrySet()
        .removeIf(
            entry -> {
              Episode episode = entry.getValue();
              Bound old = episode.bound();
              NavigableMap<Long, Bound> bounds = numbers.of(old.rule(), old.subject());
              if (bounds.isEmpty()) {
                return episode.severity() == null || numbers.byHand(old.subject());
              }
              episode.rebind(bounds);
              return false;
            });
  }

  private boolean claim(String rule, String subject, Claim.Kind kind, Severity severity, long at) {
    Episode episode = episode(rule, subject);
    if (episode == null) {
      return false;
    }
    episode.claim(new Claim(kind, severity, at));
    return true;
  }

  private @Nullable Episode episode(String rule, String subject) {
    Rule found = rules.find(rule, subject);
    return found == null ? null : episode(found, subject);
  }

  private @Nullable Episode episode(Rule rule, String subject) {
    Key key = new Key(rule.id(), subject);
    Episode episode = episodes.get(key);
    if (episode == null) {
      NavigableMap<Long, Bound> bounds = numbers.of(rule, subject);
      if (!bounds.isEmpty()) {
        episode = new Episode(bounds.firstEntry().getValue(), maxAge);
        episode.rebind(bounds);
        episodes.put(key, episode);
      }
    }
    return episode;
  }

  private Episode[] concerned(String point) {
    List<Episode> concerned = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      String part = Numbers.partIn(rule, point);
      Episode episode =
          part == null ? null : episode(rule, Bound.named(rule.subject().pattern(), part));
      if (episode != null) {
        concerned.add(episode);
      }
    }
    return concerned.isEmpty() ? NO_EPISODES : concerned.toArray(NO_EPISODES);
  }

  /** Writes all that is needed to go on from here. */
  public void write(DataOutput out) throws IOException {
    Map<String, Episode> sorted = new TreeMap<>();
    episodes.forEach((key, episode) -> sorted.put(key.rule() + '@' + key.subject(), episode));
    out.writeShort(sorted.size());
    for (Episode episode : sorted.values()) {
      out.writeUTF(episode.bound().rule().id());
      out.writeShort(episode.bound().rule().version());
      out.writeUTF(episode.bound().subject());
      episode.write(out);
    }
  }

  /**
   * Reads what {@link #write} wrote, into a judge that has heard nothing.
   *
   * @throws IOException when it was written for other versions of the rules or is damaged; the
   *     state is then to be made anew from the readings
   */
  public void read(DataInput in) throws IOException {
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      String id = in.readUTF();
      int version = in.readUnsignedShort();
      String subject = in.readUTF();
      Rule rule = rules.find(id, subject);
      Episode episode = rule == null || rule.version() != version ? null : episode(rule, subject);
      if (episode == null) {
        throw new IOException("a state of other rules");
      }
      episode.read(in);
      episode.rebind(numbers.of(episode.bound().rule(), subject));
    }
  }
}
