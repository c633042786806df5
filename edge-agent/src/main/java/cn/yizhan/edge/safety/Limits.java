package cn.yizhan.edge.safety;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Judgement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What keeps bays from being started, by rule and subject: a sensor that should watch them. */
final class Limits {
  private final Map<String, Limit> limits = new TreeMap<>();

  /** Why and which bays, and since when by the wall clock. */
  private record Limit(Cause cause, SortedSet<Integer> bays, long since) {}

  private static String key(String rule, String subject) {
    return rule + "@" + subject;
  }

  /** The bays are not to be started for that cause; true when that is new. */
  boolean add(Cause cause, SortedSet<Integer> bays, long since) {
    Limit limit = new Limit(cause, bays, since);
    return limits.putIfAbsent(key(cause.rule(), cause.subject()), limit) == null;
  }

  /** A condition is over; the bays it kept from being started. */
  SortedSet<Integer> over(Judgement judgement) {
    Limit limit = limits.remove(key(judgement.rule().id(), judgement.subject()));
    return limit == null ? new TreeSet<>() : limit.bays();
  }

  /** The bays that are not to be started. */
  SortedSet<Integer> bays() {
    SortedSet<Integer> bays = new TreeSet<>();
    limits.values().forEach(limit -> bays.addAll(limit.bays()));
    return bays;
  }

  /** Why the bay is not started, null when it may be. */
  @Nullable Label reasonAt(int bay) {
    return bays().contains(bay) ? Reasons.UNWATCHED : null;
  }

  /** For people. */
  Stream<ShownLatch> shown() {
    return limits.values().stream()
        .map(each -> new ShownLatch(each.cause().subject(), Reasons.UNWATCHED, each.since()));
  }

  void write(DataOutput out) throws IOException {
    out.writeShort(limits.size());
    for (Limit limit : limits.values()) {
      limit.cause().write(out);
      out.writeLong(limit.since());
      out.writeShort(limit.bays().size());
      for (int bay : limit.bays()) {
        out.writeInt(bay);
      }
    }
  }

  void read(DataInput in) throws IOException {
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      Cause cause = Cause.read(in);
      long since = in.readLong();
      SortedSet<Integer> bays = new TreeSet<>();
      for (int b = in.readUnsignedShort(); b > 0; b--) {
        bays.add(in.readInt());
      }
      add(cause, bays, since);
    }
  }

  /** After a restart the sensors are known to be silent until they are heard. */
  void reopen(Judge judge, long at) {
    for (Limit limit : limits.values()) {
      Cause cause = limit.cause();
      judge.open(cause.rule(), cause.subject(), cause.severity(), at);
    }
  }
}
