package cn.yizhan.edge.bays;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A live bay that went off without an order, and what is known of why. Steady times. */
final class Outage {
  /** When it went off; NONE when it has not. */
  long at = Ages.NONE;

  private long heardAt = Ages.NONE;
  private @Nullable StopReason explained;
  private long explainedAt = Ages.NONE;

  /** The bay went off then, which was heard at that time. */
  void began(long when, long heard) {
    at = when;
    heardAt = heard;
  }

  /** The bay is on. */
  void over() {
    at = Ages.NONE;
  }

  /** Whatever was known is of the past. */
  void forget() {
    at = Ages.NONE;
    explained = null;
    explainedAt = Ages.NONE;
  }

  /** Somebody knows why the bay went off, or is going to. */
  void explain(StopReason reason, long now) {
    explained = reason;
    explainedAt = now;
  }

  /** An explanation that came long before says nothing. */
  void judge(long now, ChargingLimits limits) {
    if (explainedAt != Ages.NONE && now - explainedAt > limits.followHold) {
      explained = null;
      explainedAt = Ages.NONE;
    }
  }

  /** Why the bay went off; null when it has not, or when that may still become known. */
  @Nullable StopReason reason(long now, ChargingLimits limits) {
    if (at == Ages.NONE) {
      return null;
    }
    boolean late = now - heardAt >= limits.explainHold;
    return explained != null ? explained : late ? StopReason.POWER_LOSS : null;
  }

  void write(DataOutput out, Ages ages) throws IOException {
    ages.write(out, at);
    ages.write(out, heardAt);
    out.writeUTF(explained == null ? "" : explained.name());
    ages.write(out, explainedAt);
  }

  void read(DataInput in, Ages ages) throws IOException {
    at = ages.read(in);
    heardAt = ages.read(in);
    String why = in.readUTF();
    explained = why.isEmpty() ? null : StopReason.valueOf(why);
    explainedAt = ages.read(in);
  }
}
