package cn.yizhan.protocol.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Claims that the readings have not come to yet, in the order of their times. */
final class Claims {
  private static final int MOST = 64;

  private final List<Claim> waiting = new ArrayList<>(0);

  /** Puts a claim behind those of its time or before; false when there are too many. */
  boolean add(Claim claim) {
    if (waiting.size() >= MOST) {
      return false;
    }
    int place = waiting.size();
    while (place > 0 && waiting.get(place - 1).at() > claim.at()) {
      place--;
    }
    waiting.add(place, claim);
    return true;
  }

  /** Whether a condition is going to be opened at a time of that range, its end excluded. */
  boolean open(long from, long to) {
    for (Claim claim : waiting) {
      if (claim.kind() == Claim.Kind.OPEN && claim.at() >= from && claim.at() < to) {
        return true;
      }
    }
    return false;
  }

  /** Time of the first, {@link Long#MAX_VALUE} when there is none. */
  long due() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.get(0).at();
  }

  /** Takes the first away. */
  Claim take() {
    return waiting.remove(0);
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(waiting.size());
    for (Claim claim : waiting) {
      claim.write(out);
    }
  }

  void read(DataInput in) throws IOException {
    for (int n = in.readUnsignedByte(); n > 0; n--) {
      waiting.add(Claim.read(in));
    }
  }
}
