package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A station as its reports describe it: a pure fold over them. What it finds depends on the reports
 * and, where a reading is held for a time, on the hub's clock; a fact found again has its old key.
 * Not safe for use by several threads.
 */
public final class Twin {
  private static final int FORM = 2;

  /**
   * How far {@link #tick} stays behind the clock, milliseconds, so that readings on their way are
   * judged before it; also the greatest clock offset that is not corrected.
   */
  private static final long ON_THEIR_WAY = 5_000;

  private static final Map<String, Lane> LANES = RuleLanes.of(RuleCatalogue.standard());

  private final Map<String, Reading> latest = new HashMap<>();
  private final Map<String, Told> told = new TreeMap<>();
  private final Judge judge;
  private Lanes lanes = new Lanes();
  private Profile profile;

  private Twin(Profile profile) {
    this.profile = profile;
    this.judge = Judge.standard(registration(profile));
  }

  /** The twin of a station that has reported nothing. */
  public static Twin fresh(Profile profile) {
    return new Twin(profile);
  }

  /**
   * The twin as it was when its state was taken.
   *
   * @throws IllegalArgumentException when the bytes are no state this version can read; the twin is
   *     then to be made anew from the reports
   */
  public static Twin restore(Profile profile, byte[] state) {
    Twin twin = new Twin(profile);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      twin.read(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a twin's state", e);
    }
    return twin;
  }

  /** The place of the last accepted message of the lane: epoch empty and seq 0 when none was. */
  public LanePosition position(Lane lane) {
    return lanes.position(lane);
  }

  /**
   * Takes in a message; it becomes the lane's position unless it is a pack without an envelope.
   *
   * <p>What is found while a twin is made anew from stored reports has its old key: applied again
   * it changes nothing, and what had been withheld when the hub stopped is not lost.
   */
  public Folded accept(Arrival arrival) {
    if (!arrival.epoch().isEmpty()) {
      lanes.moved(arrival.lane(), new LanePosition(arrival.epoch(), arrival.seq()), arrival.late());
    }
    Told.Knowing knowing = knowing(arrival.received(), arrival.late());
    List<Fact> facts = new ArrayList<>(0);
    BitSet steppedBack = new BitSet();
    List<Reading> readings = arrival.readings();
    for (int i : Order.byTime(readings)) {
      Reading reading = readings.get(i);
      Reading before = latest.get(reading.point());
      if (before != null && reading.at() < before.at()) {
        steppedBack.set(i);
      } else {
        latest.put(reading.point(), reading);
        judged(judge.feed(reading.point(), reading.at(), reading.value()), knowing, facts);
      }
    }
    for (StationEvent event : arrival.events()) {
      SafetyAct act = SafetyAct.of(event);
      if (act != null && registered(act.subject())) {
        acted(act, knowing, facts);
      }
    }
    settle(knowing, facts);
    return new Folded(facts, steppedBack);
  }

  /**
   * Takes note of messages that are missing.
   *
   * @param lane their lane
   * @param epoch their epoch
   * @param from first missing number
   * @param to last missing number, null when not known
   * @param at when that became known, by the hub's clock
   * @param key identity of the message that showed it
   */
  public List<Fact> gap(
      Lane lane, String epoch, long from, @Nullable Long to, long at, String key) {
    List<Fact> facts = new ArrayList<>(0);
    Told.Knowing knowing = knowing(at, false);
    long time = Math.max(at, judge.clock("A04", "station"));
    double missing = to == null ? 1 : Math.max(1, to - from + 1);
    judged(judge.feed("station/gap", time, missing), knowing, facts);
    judged(judge.feed("station/gap", time, 0), knowing, facts);
    settle(knowing, facts);
    return facts;
  }

  /**
   * Takes note of the next numbers a station declared at its birth: until its lanes are there, what
   * is found is not known to hold still.
   */
  public void declared(Map<Lane, LanePosition> next) {
    lanes.declared(next);
  }

  /** Completes holds in the lanes that have caught up; call it for a station that is heard. */
  public List<Fact> tick(long now) {
    List<Fact> facts = new ArrayList<>(0);
    Told.Knowing knowing = knowing(now, false);
    judged(judge.tick(now - ON_THEIR_WAY, rule -> caughtUp(rule.id())), knowing, facts);
    settle(knowing, facts);
    return facts;
  }

  /** Takes over changed thresholds or a changed registration. */
  public void profile(Profile changed) {
    this.profile = changed;
    judge.revise(registration(changed));
  }

  /** What is registered of the station. */
  public Profile profile() {
    return profile;
  }

  /** The latest reading of each point, a view that changes with the twin. */
  public Map<String, Reading> latest() {
    return Collections.unmodifiableMap(latest);
  }

  private void judged(List<Judgement> judgements, Told.Knowing knowing, List<Fact> facts) {
    for (Judgement judgement : judgements) {
      String rule = judgement.rule().id();
      Told account = told(rule, judgement.rule().version(), judgement.subject());
      account.judged(judgement, judge.window(rule, judgement.subject()), knowing, facts);
    }
  }

  private void acted(SafetyAct act, Told.Knowing knowing, List<Fact> facts) {
    if (judge.levels(act.rule(), act.subject()).isEmpty()) {
      return;
    }
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
    }
  }

  private void settle(Told.Knowing knowing, List<Fact> facts) {
    for (Told account : told.values()) {
      if (account.waiting()) {
        Matter matter = account.matter();
        account.settle(
            caughtUp(matter.rule()),
            judge.clock(matter.rule(), matter.subject()),
            judge.window(matter.rule(), matter.subject()),
            knowing,
            facts);
      }
    }
  }

  private Told told(String rule, int version, String subject) {
    return told.computeIfAbsent(
        rule + '@' + subject, key -> new Told(new Matter(rule, version, subject)));
  }

  private Told.Knowing knowing(long now, boolean late) {
    return new Told.Knowing(now, late, lanes.caughtUp(Lane.EVENT));
  }

  private boolean caughtUp(String rule) {
    Lane lane = LANES.get(rule);
    return lane == null || lanes.caughtUp(lane);
  }

  private boolean registered(String subject) {
    return subject.equals("station")
        || profile.bays().stream().anyMatch(bay -> subject.equals("bay/" + bay.number()));
  }

  private static Registration registration(Profile profile) {
    return new Registration(
        profile.bays().stream()
            .collect(Collectors.toMap(Config.Bay::number, Config.Bay::use, (a, b) -> b)),
        profile.items().stream()
            .collect(
                Collectors.toMap(
                    Item::code,
                    item -> new Registration.Stock(item.unit(), item.capacity(), item.minimum()),
                    (a, b) -> b)),
        profile.thresholds());
  }

  /** Everything needed to go on from here with {@link #restore}. */
  public byte[] state() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      lanes.write(out);
      out.writeInt(latest.size());
      for (Reading reading : latest.values()) {
        out.writeUTF(reading.point());
        out.writeLong(reading.at());
        out.writeDouble(reading.value());
      }
      judge.write(out);
      out.writeShort(told.size());
      for (Told account : told.values()) {
        out.writeUTF(account.matter().rule());
        out.writeShort(account.matter().version());
        out.writeUTF(account.matter().subject());
        account.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void read(DataInputStream in) throws IOException {
    if (in.readByte() != FORM) {
      throw new IOException("a twin's state of another version");
    }
    lanes = Lanes.read(in);
    for (int n = in.readInt(); n > 0; n--) {
      Reading reading = new Reading(in.readUTF(), in.readLong(), in.readDouble());
      latest.put(reading.point(), reading);
    }
    judge.read(in);
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      String rule = in.readUTF();
      int version = in.readUnsignedShort();
      String subject = in.readUTF();
      told.put(rule + '@' + subject, Told.read(new Matter(rule, version, subject), in));
    }
  }
}
