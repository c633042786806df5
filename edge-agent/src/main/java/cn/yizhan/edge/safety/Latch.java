package cn.yizhan.edge.safety;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.StationEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Bays that stay dead for one cause until somebody resets it, and how far cutting them has come.
 * Intervals are measured by the steady clock; what is told has the time of the wall clock.
 */
final class Latch {
  /** What the hub is told of the present cut. */
  enum Told {
    NOTHING,
    UNCONFIRMED,
    CONFIRMED
  }

  /** An order to a bay that its hardware has not confirmed. */
  static final class Order {
    final long since;
    long last;
    int times = 1;

    /** Told as a relay that does not follow. */
    boolean stuck;

    Order(long since) {
      this.since = since;
      this.last = since;
    }

    void repeated(long now) {
      last = now;
      times++;
    }
  }

  private static final long NOT_MEASURED = Long.MIN_VALUE;

  /** Times before 2020 UTC were noted while nobody knew the time; they count from an old start. */
  private static final long TRUE_TIMES = 1_577_836_800_000L;

  final Cause cause;
  final SortedSet<Integer> bays;

  /** Bays whose hardware has not said yet that they are off. */
  final SortedMap<Integer, Order> awaiting = new TreeMap<>();

  /** When it was first cut, by the wall clock. */
  private long cutAt;

  private Told told = Told.NOTHING;
  private Told recorded = Told.NOTHING;
  private String lastEvent = "";
  private long tellAgainAt = NOT_MEASURED;
  private long measuredFrom;
  private @Nullable Double reaction;

  Latch(Cause cause, SortedSet<Integer> bays, long cutAt, long orderedAt) {
    this.cause = cause;
    this.bays = bays;
    this.cutAt = cutAt;
    this.measuredFrom = orderedAt;
  }

  /** When it was first cut, milliseconds since 1970 UTC. */
  long cutAt() {
    return cutAt;
  }

  /** Another start of the agent knows it: of a cut at an unknown time only that it was before. */
  void restored(Moment now) {
    if (cutAt < TRUE_TIMES) {
      cutAt = now.wall();
    }
  }

  Told told() {
    return told;
  }

  boolean tells(StationEvent event) {
    return event.id().equals(lastEvent);
  }

  /** True when an event for the hub is due that could not be written down before. */
  boolean mayTell(long now) {
    return now >= tellAgainAt;
  }

  /** The hub is told this by an event of that id, which is not durable yet. */
  StationEvent tell(Told what, String id) {
    told = what;
    lastEvent = id;
    return event("safety.cut", id);
  }

  /** What was told last is durable. */
  void recorded() {
    recorded = told;
  }

  /** True when something is durable that tells of it. */
  boolean recordedAny() {
    return recorded != Told.NOTHING;
  }

  /** What was told last could not be written down; it is told again then. */
  void unrecorded(long again) {
    told = recorded;
    lastEvent = "";
    tellAgainAt = again;
  }

  /** What was confirmed is not so any more, as far as the hub knows. */
  void doubt() {
    if (told == Told.CONFIRMED) {
      told = Told.NOTHING;
      recorded = Told.NOTHING;
      lastEvent = "";
    }
  }

  /** All bays are off; how long the first time took is remembered. */
  void off(long now) {
    if (measuredFrom != NOT_MEASURED) {
      reaction = (double) (now - measuredFrom);
      measuredFrom = NOT_MEASURED;
    }
  }

  StationEvent event(String type, String id) {
    Map<String, Object> data = cause.data();
    boolean confirmed = told == Told.CONFIRMED;
    data.put("confirmed", confirmed);
    data.put("latched", cause.latches());
    if (confirmed && reaction != null && type.equals("safety.cut")) {
      data.put("reactionMs", reaction);
    }
    return new StationEvent(id, type, cutAt, cause.subject(), cause.ruleAndVersion(), data);
  }

  void write(DataOutput out) throws IOException {
    cause.write(out);
    out.writeShort(bays.size());
    for (int bay : bays) {
      out.writeInt(bay);
    }
    out.writeLong(cutAt);
    // Only what is durable counts as told: better twice than not at all.
    out.writeUTF(recorded.name());
  }

  static Latch read(DataInput in) throws IOException {
    Cause cause = Cause.read(in);
    SortedSet<Integer> bays = new TreeSet<>();
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      bays.add(in.readInt());
    }
    Latch latch = new Latch(cause, bays, in.readLong(), NOT_MEASURED);
    latch.told = Told.valueOf(in.readUTF());
    latch.recorded = latch.told;
    return latch;
  }
}
