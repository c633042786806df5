package cn.yizhan.edge.bays;

import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/**
 * The energy of one session, Wh. The steps of the hardware's counter count; what has been drawn
 * since the last step, and all of it when there is no counter, is the integral of the power. So a
 * counter that counts whole kilowatt-hours costs no accuracy, and one that restarts loses nothing.
 * Steady times.
 */
final class EnergyMeter {
  /** Readings of power no further apart are joined by a line, ms; others are steps. */
  static final long JOINED = 30_000;

  /** The most a socket of 16 A gives at 220 V, W. */
  static final double MOST_WATTS = 3_520;

  /** A step that no load explains may be this large, Wh: two steps of a counter of 0.01 kWh. */
  static final double UNEXPLAINED = 20;

  /** How far the meter of power may be below the counter before the counter is disbelieved. */
  static final double METERS_DIFFER = 1.5;

  /** What is not known of a gap whose length is not known, ms. */
  static final long LONG_GAP = 86_400_000;

  private static final double MS_PER_HOUR = 3_600_000;
  private static final long HOLDS = holds();

  private double counter;
  private double counted;
  private double since;
  private long unwatched;
  private double watts;
  private long wattsAt;
  private boolean stepped;

  /**
   * A meter that begins to count.
   *
   * @param counter what the counter showed last, NaN when it is not known
   * @param watts the power now
   * @param at the time now
   */
  EnergyMeter(double counter, double watts, long at) {
    this.counter = counter;
    this.watts = Math.max(0, watts);
    this.wattsAt = at;
  }

  private static long holds() {
    PointType power = PointCatalogue.standard().typeOf("bay/1/power");
    return Objects.requireNonNull(power).maxAge().toMillis();
  }

  /** What has been drawn, Wh; never negative. */
  double energy() {
    return counted + since;
  }

  /** True when the counter has had a part in it. */
  boolean byCounter() {
    return stepped;
  }

  /** When the power was last read. */
  long watchedAt() {
    return wattsAt;
  }

  /** What has been drawn on average between those times, W; 0 when they are one. */
  double average(long from, long to) {
    return to > from ? energy() * MS_PER_HOUR / (to - from) : 0;
  }

  /** The power has been read, W; what flows back is not counted. */
  void power(double read, long at) {
    if (at < wattsAt) {
      return;
    }
    double now = Math.max(0, read);
    long passed = at - wattsAt;
    if (Double.isNaN(watts)) {
      unwatched += passed;
    } else if (passed <= JOINED) {
      since += (watts + now) / 2 * passed / MS_PER_HOUR;
    } else {
      since += watts * Math.min(passed, HOLDS) / MS_PER_HOUR;
      unwatched += Math.max(0, passed - HOLDS);
    }
    watts = now;
    wattsAt = at;
  }

  /** The load went off then. */
  void off(long at) {
    if (!Double.isNaN(watts) && at > wattsAt) {
      power(watts, Math.min(at, wattsAt + HOLDS));
    }
    power(0, Math.max(at, wattsAt));
  }

  /** The counter has been read, Wh. */
  void counter(double read, long at) {
    if (Double.isNaN(counter)) {
      settle(since);
      counter = read;
      return;
    }
    double step = read - counter;
    if (step == 0) {
      return;
    }
    if (step < 0) {
      back(read, at);
    } else if (step > possible(at)) {
      // Another counter, or rubbish: it begins anew from there, what the load has drawn stays.
      settle(since);
      counter = read;
    } else {
      // A part of the first step may be from before the session; the load knows how much.
      settle(stepped || unwatched(at) > 0 ? step : Math.min(step, since));
      stepped = true;
      counter = read;
    }
  }

  /** A plug that restarts counts from 0; a few watt-hours back are a matter of rounding. */
  private void back(double read, long at) {
    boolean restarted = read < counter / 2 || counter - read > UNEXPLAINED;
    if (restarted) {
      boolean fromZero = read <= possible(at);
      settle(fromZero ? Math.max(since, read) : since);
      stepped |= fromZero && read > 0;
      counter = read;
    }
  }

  private void settle(double energy) {
    counted += energy;
    since = 0;
    unwatched = 0;
  }

  private double possible(long at) {
    return METERS_DIFFER * since + MOST_WATTS * unwatched(at) / MS_PER_HOUR + UNEXPLAINED;
  }

  private long unwatched(long at) {
    long unseen = at - wattsAt - (Double.isNaN(watts) ? 0 : HOLDS);
    return unwatched + Math.max(0, unseen);
  }

  /**
   * The agent was away until then.
   *
   * @param gap for how long, ms, -1 when that is not known
   */
  void away(long gap, long until) {
    unwatched += gap < 0 ? LONG_GAP : gap;
    watts = Double.NaN;
    wattsAt = until;
  }

  void write(DataOutput out, Ages ages) throws IOException {
    out.writeDouble(counter);
    out.writeDouble(counted);
    out.writeDouble(since);
    out.writeLong(unwatched);
    out.writeDouble(watts);
    ages.write(out, wattsAt);
    out.writeBoolean(stepped);
  }

  static EnergyMeter read(DataInput in, Ages ages) throws IOException {
    EnergyMeter meter = new EnergyMeter(in.readDouble(), 0, 0);
    meter.counted = in.readDouble();
    meter.since = in.readDouble();
    meter.unwatched = in.readLong();
    meter.watts = in.readDouble();
    meter.wattsAt = ages.read(in);
    meter.stepped = in.readBoolean();
    return meter;
  }
}
