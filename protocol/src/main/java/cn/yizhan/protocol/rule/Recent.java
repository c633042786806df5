package cn.yizhan.protocol.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** When a point's last readings were that satisfied a question; as many as the question needs. */
final class Recent {
  /** Times remembered at most; more readings than this cannot be asked for. */
  static final int MOST = 64;

  private long[] ats = {};
  private boolean last;

  /**
   * Notes a reading.
   *
   * @param repeated true when it replaces one of the same time
   * @param needed how many times are of use
   */
  void note(long at, boolean satisfied, boolean repeated, int needed) {
    if (repeated && last) {
      ats = Arrays.copyOf(ats, ats.length - 1);
    }
    last = satisfied;
    if (satisfied) {
      // One more than needed, for the case that this one is replaced.
      int kept = Math.min(ats.length, Math.min(needed, MOST));
      long[] longer = Arrays.copyOfRange(ats, ats.length - kept, ats.length + 1);
      longer[kept] = at;
      ats = longer;
    }
  }

  /** How many lie within the window that ends at that time; its beginning is not part of it. */
  int within(long window, long at) {
    int count = 0;
    for (long each : ats) {
      count += each > at - window ? 1 : 0;
    }
    return count;
  }

  /** When there will be fewer than so many of them in the window; none if there are not now. */
  long falls(long window, int needed) {
    return ats.length < needed ? Long.MAX_VALUE : ats[ats.length - needed] + window;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(last);
    out.writeByte(ats.length);
    for (long at : ats) {
      out.writeLong(at);
    }
  }

  static Recent read(DataInput in) throws IOException {
    Recent recent = new Recent();
    recent.last = in.readBoolean();
    recent.ats = new long[in.readUnsignedByte()];
    if (recent.ats.length > MOST + 1) {
      throw new IOException(recent.ats.length + " times remembered");
    }
    for (int i = 0; i < recent.ats.length; i++) {
      recent.ats[i] = in.readLong();
    }
    return recent;
  }
}
