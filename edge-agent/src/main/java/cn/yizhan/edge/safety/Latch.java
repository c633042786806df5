package cn.yizhan.edge.safety;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Bays that stay dead for one cause until somebody resets it, and how far cutting them has come.
 */
final class Latch {
  /** What the hub has been told of the present cut. */
  enum Told {
    NOTHING,
    UNCONFIRMED,
    CONFIRMED
  }

  final Cause cause;
  final SortedSet<Integer> bays;

  /** Bays whose hardware has not said yet that they are off. */
  final SortedSet<Integer> awaiting = new TreeSet<>();

  /** When the present cut was ordered. */
  long cutAt;

  Told told = Told.NOTHING;
  long lastOrder;
  int orders;

  Latch(Cause cause, SortedSet<Integer> bays, long cutAt) {
    this.cause = cause;
    this.bays = bays;
    this.cutAt = cutAt;
    this.lastOrder = cutAt;
  }

  boolean is(String rule, String subject) {
    return cause.rule().equals(rule) && cause.subject().equals(subject);
  }

  void write(DataOutput out) throws IOException {
    cause.write(out);
    out.writeShort(bays.size());
    for (int bay : bays) {
      out.writeInt(bay);
    }
    out.writeLong(cutAt);
    out.writeUTF(told.name());
  }

  static Latch read(DataInput in) throws IOException {
    Cause cause = Cause.read(in);
    SortedSet<Integer> bays = new TreeSet<>();
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      bays.add(in.readInt());
    }
    Latch latch = new Latch(cause, bays, in.readLong());
    latch.told = Told.valueOf(in.readUTF());
    return latch;
  }
}
