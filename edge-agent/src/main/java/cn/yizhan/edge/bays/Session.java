package cn.yizhan.edge.bays;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.StationEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One charge session, or a load that may become one. Steady times. */
final class Session {
  final long start;
  final EnergyMeter meter;

  /** Empty until it is a session. */
  private String id = "";

  private double peakWatts;
  private double peakCelsius = Double.NaN;

  /** When the power was last a large part of what it is on average. */
  private long strongAt;

  /** Since when it draws nothing. */
  private long quietSince = Ages.NONE;

  /** It stopped drawing at once and has drawn nothing at all since. */
  private boolean fell;

  /** Drawing nothing has lasted. */
  private boolean suspended;

  /** Since when it draws again. */
  private long resumedAt = Ages.NONE;

  private Session(long start, EnergyMeter meter) {
    this.start = start;
    this.strongAt = start;
    this.meter = meter;
  }

  /**
   * A load has begun.
   *
   * @param counter what the counter showed last, Wh, NaN when it is not known
   */
  static Session begin(double counter, double watts, long at) {
    Session load = new Session(at, new EnergyMeter(counter, watts, at));
    load.peakWatts = watts;
    return load;
  }

  /** It is a session from now on. */
  void name(String name) {
    id = name;
  }

  boolean suspended() {
    return suspended;
  }

  void power(double watts, long at, ChargingLimits limits) {
    boolean atOnce = at - strongAt <= limits.fallTime || strongAt == meter.watchedAt();
    meter.power(watts, at);
    peakWatts = Math.max(peakWatts, watts);
    if (watts >= limits.quiet) {
      if (watts >= limits.fallShare * meter.average(start, at)) {
        strongAt = at;
      }
      draws(watts, at, limits);
    } else {
      resumedAt = Ages.NONE;
      if (quietSince == Ages.NONE) {
        quietSince = at;
        fell = atOnce;
      }
      fell &= watts <= limits.gone;
    }
  }

  private void draws(double watts, long at, ChargingLimits limits) {
    if (!suspended) {
      quietSince = Ages.NONE;
    } else if (watts < limits.load) {
      resumedAt = Ages.NONE;
    } else if (resumedAt == Ages.NONE) {
      resumedAt = at;
    }
  }

  void temperature(double celsius) {
    peakCelsius = Double.isNaN(peakCelsius) ? celsius : Math.max(peakCelsius, celsius);
  }

  /** Drawing nothing does not count while the bay is off by order. */
  void live(long at) {
    resumedAt = Ages.NONE;
    suspended = false;
    fell = false;
    if (quietSince != Ages.NONE) {
      quietSince = at;
    }
  }

  /** Takes notice of how long it has drawn nothing; the reason when it is over, else null. */
  @Nullable StopReason over(long at, ChargingLimits limits) {
    if (resumedAt != Ages.NONE && at - resumedAt >= limits.loadHold) {
      resumedAt = Ages.NONE;
      quietSince = Ages.NONE;
      suspended = false;
    }
    if (quietSince == Ages.NONE || at - quietSince < limits.quietHold) {
      return null;
    }
    if (fell && !suspended) {
      return StopReason.UNPLUGGED;
    }
    suspended = true;
    boolean full = resumedAt == Ages.NONE && at - quietSince >= limits.fullHold;
    return full ? StopReason.FULL : null;
  }

  /** Since when it draws nothing; that time when it still does. */
  long drewUntil(long at) {
    return quietSince == Ages.NONE ? at : Math.min(at, quietSince);
  }

  StationEvent started(String event, int bay, Moment now) {
    Map<String, Object> data = new HashMap<>();
    data.put("session", id);
    data.put("start", seconds(start + now.offset()));
    return new StationEvent(event, "session.started", now.wall(), "bay/" + bay, null, data);
  }

  /** Both times are those of the wall clock now, however it stood when the session began. */
  StationEvent ended(String event, int bay, long end, StopReason reason, Moment now) {
    long until = Math.max(start, end);
    Map<String, Object> data = new HashMap<>();
    data.put("session", id);
    data.put("start", seconds(start + now.offset()));
    data.put("end", seconds(until + now.offset()));
    data.put("seconds", seconds(until - start));
    data.put("energyWh", Math.round(meter.energy() * 10) / 10.0);
    data.put("counter", meter.byCounter());
    data.put("peakWatts", peakWatts);
    if (!Double.isNaN(peakCelsius)) {
      data.put("peakCelsius", peakCelsius);
    }
    data.put("reason", reason.word());
    return new StationEvent(event, "session.ended", now.wall(), "bay/" + bay, null, data);
  }

  private static double seconds(long ms) {
    return ms / 1000.0;
  }

  void write(DataOutput out, Ages ages) throws IOException {
    ages.write(out, start);
    meter.write(out, ages);
    out.writeUTF(id);
    out.writeDouble(peakWatts);
    out.writeDouble(peakCelsius);
    ages.write(out, strongAt);
    ages.write(out, quietSince);
    out.writeBoolean(fell);
    out.writeBoolean(suspended);
    ages.write(out, resumedAt);
  }

  static Session read(DataInput in, Ages ages) throws IOException {
    Session session = new Session(ages.read(in), EnergyMeter.read(in, ages));
    session.id = in.readUTF();
    session.peakWatts = in.readDouble();
    session.peakCelsius = in.readDouble();
    session.strongAt = ages.read(in);
    session.quietSince = ages.read(in);
    session.fell = in.readBoolean();
    session.suspended = in.readBoolean();
    session.resumedAt = ages.read(in);
    return session;
  }
}
