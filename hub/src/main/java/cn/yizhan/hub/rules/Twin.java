package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
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
import java.util.Set;

/**
 * A station as its reports describe it: a pure fold over them. What it finds depends on the reports
 * and, where a reading is held for a time, on the hub's clock; a fact found again has its old key.
 * Not safe for use by several threads.
 */
public final class Twin {
  private static final int FORM = 4;

  /**
   * How far {@link #tick} stays behind the clock, milliseconds, so that readings on their way are
   * judged before it; also the greatest clock offset that is not corrected.
   */
  private static final long ON_THEIR_WAY = 5_000;

  private final Map<String, Reading> latest = new HashMap<>();
  private final Findings findings;
  private Lanes lanes = new Lanes();
  private Profile profile;

  private Twin(Profile profile) {
    this.profile = profile;
    this.findings = new Findings(profile);
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

  /** Takes in a message; it becomes the lane's position unless it is a pack without an envelope. */
  public Folded accept(Arrival arrival) {
    move(arrival);
    Told.Knowing knowing = knowing(arrival.received(), arrival.late());
    List<Fact> facts = new ArrayList<>(0);
    BitSet steppedBack = fold(arrival, knowing, facts);
    // As of its newest message the lane may show that what waits is over; the clock comes too late.
    findings.conclude(
        newest(arrival) - ON_THEIR_WAY,
        rule -> Set.of(arrival.lane()).equals(RuleLanes.ofStandard().get(rule)) && caughtUp(rule),
        knowing,
        facts);
    findings.settle(this::caughtUp, knowing, facts);
    return new Folded(facts, steppedBack);
  }

  /** Up to when the lane is known by a message that is in it. */
  private static long newest(Arrival arrival) {
    long newest = Long.MIN_VALUE + ON_THEIR_WAY;
    for (Reading reading : arrival.readings()) {
      newest = Math.max(newest, reading.at());
    }
    for (StationEvent event : arrival.events()) {
      newest = Math.max(newest, event.at());
    }
    return Math.min(newest, arrival.received());
  }

  /** Takes note of messages that are missing. */
  public List<Fact> accept(Missing missing) {
    List<Fact> facts = new ArrayList<>(0);
    Told.Knowing knowing = knowing(missing.received(), false);
    findings.feed(missing, knowing, facts);
    findings.settle(this::caughtUp, knowing, facts);
    return facts;
  }

  /**
   * Takes in what was stored before, and so judged and told. A message the twin knows is passed
   * over; one without an envelope has no place to be known by and may be folded in again, which
   * changes nothing.
   *
   * @param now the hub's clock
   * @return what becomes of conditions that were told, under the keys it had; whether anything else
   *     holds is found by what comes next
   */
  public List<Fact> recall(Occurrence past, long now) {
    List<Fact> facts = new ArrayList<>(0);
    if (past instanceof Missing missing) {
      findings.feed(missing, Told.Knowing.ofPast(now, false), facts);
    } else if (past instanceof Arrival arrival && !known(arrival)) {
      move(arrival);
      fold(arrival, Told.Knowing.ofPast(now, arrival.late()), facts);
    }
    return facts;
  }

  private boolean known(Arrival arrival) {
    LanePosition position = lanes.position(arrival.lane());
    return !arrival.epoch().isEmpty()
        && position.epoch().equals(arrival.epoch())
        && arrival.seq() <= position.seq();
  }

  /**
   * Takes over what is told, into a twin made from nothing but its past: that is not told again,
   * and its end is found although its beginning may lie too far back or have been another's
   * finding.
   */
  public void adopt(List<OpenCondition> open) {
    open.forEach(findings::adopt);
  }

  private void move(Arrival arrival) {
    if (!arrival.epoch().isEmpty()) {
      lanes.moved(arrival.lane(), new LanePosition(arrival.epoch(), arrival.seq()), arrival.late());
    }
  }

  private BitSet fold(Arrival arrival, Told.Knowing knowing, List<Fact> facts) {
    BitSet steppedBack = new BitSet();
    List<Reading> readings = arrival.readings();
    for (int i : Order.byTime(readings)) {
      Reading reading = readings.get(i);
      Reading before = latest.get(reading.point());
      if (before != null && reading.at() < before.at()) {
        steppedBack.set(i);
      } else {
        latest.put(reading.point(), reading);
        findings.feed(reading, knowing, facts);
      }
    }
    for (StationEvent event : arrival.events()) {
      findings.feed(event, knowing, facts);
    }
    return steppedBack;
  }

  /**
   * Takes note of the next numbers a station declared at its birth: until its lanes are there, what
   * is found is not known to hold still.
   */
  public void declared(Map<Lane, LanePosition> next) {
    lanes.declared(next);
  }

  /**
   * Completes holds in the lanes that have caught up. What is dangerous is taken to stay so while
   * nothing is heard; that it is over, only what was heard can say, for the station may know
   * better.
   *
   * @param now a time up to which all that came has been folded in
   * @param heard when the station was last heard
   */
  public List<Fact> tick(long now, long heard) {
    List<Fact> facts = new ArrayList<>(0);
    Told.Knowing knowing = knowing(now, false);
    long known = Math.min(now, heard) - ON_THEIR_WAY;
    findings.tick(now - ON_THEIR_WAY, known, this::caughtUp, knowing, facts);
    findings.settle(this::caughtUp, knowing, facts);
    return facts;
  }

  /**
   * Takes over changed thresholds, each from its own event time on, or a changed registration, from
   * the next reading or tick on.
   */
  public void profile(Profile changed) {
    this.profile = changed;
    findings.revise(changed);
  }

  /** What is registered of the station. */
  public Profile profile() {
    return profile;
  }

  /** The latest reading of each point, a view that changes with the twin. */
  public Map<String, Reading> latest() {
    return Collections.unmodifiableMap(latest);
  }

  private Told.Knowing knowing(long now, boolean late) {
    return new Told.Knowing(now, late, lanes.caughtUp(Lane.EVENT), false);
  }

  private boolean caughtUp(String rule) {
    for (Lane lane : RuleLanes.ofStandard().getOrDefault(rule, Set.of())) {
      if (!lanes.caughtUp(lane)) {
        return false;
      }
    }
    return true;
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
      findings.write(out);
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
    findings.read(in);
  }
}
