package cn.yizhan.edge.bays;

import cn.yizhan.protocol.point.PointCatalogue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of the hardware of a bay, and what has been ordered of it. Steady times. */
final class Socket {
  private static final long POWER_HOLDS =
      Objects.requireNonNull(PointCatalogue.standard().typeOf("bay/1/power")).maxAge().toMillis();

  /** When anything was last heard. */
  long heardAt = Ages.NONE;

  /** What the counter showed last, Wh. */
  double counter = Double.NaN;

  /** Since when the relay is as it is. */
  long relaySince = Ages.NONE;

  /** Since when the plug is in or out. */
  long plugSince = Ages.NONE;

  /** Whether the bay is on as far as the agent is concerned. */
  boolean ordered = true;

  /** Why it was ordered off; null for a pause. */
  @Nullable StopReason reason;

  long orderedAt = Ages.NONE;
  boolean latched;
  boolean outOfUse;

  private double watts;
  private long wattsAt = Ages.NONE;
  private long counterAt = Ages.NONE;
  private @Nullable Boolean relay;
  private long relayAt = Ages.NONE;
  private @Nullable Boolean plug;
  private long plugAt = Ages.NONE;

  /** Takes a reading of the power; false when a newer one is known. So do the next three. */
  boolean power(double read, long at) {
    if (at < wattsAt) {
      return false;
    }
    watts = read;
    wattsAt = at;
    return true;
  }

  boolean counter(double read, long at) {
    if (at < counterAt) {
      return false;
    }
    counter = read;
    counterAt = at;
    return true;
  }

  boolean relay(boolean on, long at) {
    if (at < relayAt) {
      return false;
    }
    if (relay == null || relay != on) {
      relaySince = at;
    }
    relay = on;
    relayAt = at;
    return true;
  }

  boolean plug(boolean in, long at) {
    if (at < plugAt) {
      return false;
    }
    if (plug == null || plug != in) {
      plugSince = at;
    }
    plug = in;
    plugAt = at;
    return true;
  }

  void order(boolean on, @Nullable StopReason why, long at) {
    ordered = on;
    reason = on ? null : why;
    orderedAt = at;
  }

  /** True when the relay is known to be off. */
  boolean isOff() {
    return relay != null && !relay;
  }

  /** True when a load may become a session. */
  boolean usable() {
    return ordered && !latched && !outOfUse && !isOff();
  }

  /** True when the power is not known any more. */
  boolean silent(long at) {
    return wattsAt == Ages.NONE || at - wattsAt >= POWER_HOLDS;
  }

  /** True when something tells that a plug is in. */
  boolean pluggedIn() {
    return plug != null && plug;
  }

  /** True when nothing tells whether a plug is in. */
  boolean untold() {
    return plug == null;
  }

  /** True when the plug is out for long enough; a load that flows all the same is believed more. */
  boolean unplugged(long at, ChargingLimits limits) {
    boolean out = plug != null && !plug && at - plugSince >= limits.plugHold;
    return out && !(watts >= limits.load && wattsAt >= plugSince && !silent(at));
  }

  /** True when the relay is on although it was ordered off long ago. */
  boolean defies(ChargingLimits limits) {
    return !ordered && relay != null && relay && relayAt - orderedAt >= limits.followHold;
  }

  void write(DataOutput out, Ages ages) throws IOException {
    ages.write(out, heardAt);
    out.writeDouble(counter);
    ages.write(out, counterAt);
    out.writeDouble(watts);
    ages.write(out, wattsAt);
    out.writeByte(code(relay));
    ages.write(out, relayAt);
    ages.write(out, relaySince);
    out.writeByte(code(plug));
    ages.write(out, plugAt);
    ages.write(out, plugSince);
    out.writeBoolean(ordered);
    out.writeUTF(reason == null ? "" : reason.name());
    ages.write(out, orderedAt);
    out.writeBoolean(latched);
    out.writeBoolean(outOfUse);
  }

  void read(DataInput in, Ages ages) throws IOException {
    heardAt = ages.read(in);
    counter = in.readDouble();
    counterAt = ages.read(in);
    watts = in.readDouble();
    wattsAt = ages.read(in);
    relay = said(in.readByte());
    relayAt = ages.read(in);
    relaySince = ages.read(in);
    plug = said(in.readByte());
    plugAt = ages.read(in);
    plugSince = ages.read(in);
    ordered = in.readBoolean();
    String why = in.readUTF();
    reason = why.isEmpty() ? null : StopReason.valueOf(why);
    orderedAt = ages.read(in);
    latched = in.readBoolean();
    outOfUse = in.readBoolean();
  }

  private static byte code(@Nullable Boolean said) {
    return (byte) (said == null ? -1 : said ? 1 : 0);
  }

  private static @Nullable Boolean said(byte code) {
    return code < 0 ? null : code == 1;
  }
}
