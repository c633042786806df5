package cn.yizhan.edge;

import cn.yizhan.edge.journal.Undated;
import cn.yizhan.edge.mapping.Moment;

/**
 * The clocks of an agent: the wall clock for what is reported, the steady one for intervals.
 *
 * <p>A wall clock that shows less than it can was never set. Until the time is learnt, from that
 * clock once it is set or from the hub, the time is that of undated records: the machine's uptime,
 * put where no true time can be. A wall clock that goes back to 1970 after the time was known is
 * not followed. Confined to the agent's event loop.
 */
final class StationClock {
  /** What no clock that was set shows any more, ms: 2026-11-01 UTC, the month of this release. */
  static final long RELEASE = 1_793_491_200_000L;

  /** A wall clock no more than this behind what is known from elsewhere is as good, ms. */
  private static final long AS_GOOD = 5_000;

  private final MachineClock machine;
  private final long steadyLead;
  private boolean beganUnset;
  private long least = RELEASE;
  private boolean known;
  private boolean own;
  private long bootedAt;
  private Runnable listener = () -> {};

  /** Starts the steady clock at what the wall clock shows. */
  StationClock(MachineClock machine) {
    this.machine = machine;
    long uptime = machine.uptime();
    beganUnset = machine.wall() < RELEASE;
    steadyLead = (beganUnset ? Undated.ZERO + uptime : machine.wall()) - uptime;
  }

  /**
   * A time that had come before this agent started; a wall clock that shows less is not set. To be
   * called before the first reading is heard.
   */
  void notBefore(long time) {
    least = Math.max(RELEASE, time - AS_GOOD);
    beganUnset = machine.wall() < least;
    known = false;
  }

  /** Whom to tell when the time becomes known. */
  void onKnown(Runnable told) {
    listener = told;
  }

  /** Now, by both clocks. */
  Moment now() {
    long uptime = machine.uptime();
    long wall = machine.wall();
    boolean news = false;
    if (trusted(wall, uptime)) {
      news = !known;
      known = true;
      own = true;
      bootedAt = wall - uptime;
    }
    Moment now = new Moment((known ? bootedAt : Undated.ZERO) + uptime, steadyLead + uptime);
    if (news) {
      listener.run();
    }
    return now;
  }

  private boolean trusted(long wall, long uptime) {
    if (!known) {
      return wall >= least;
    }
    return wall >= (own ? RELEASE : bootedAt + uptime - AS_GOOD);
  }

  /** The time now, milliseconds since 1970 UTC; while it is not known, not later than it is. */
  long atLeast() {
    long wall = now().wall();
    return known ? wall : least;
  }

  /**
   * The hub says what time it is, which counts while the time is not known.
   *
   * @return true when it is known now
   */
  boolean learn(long hub) {
    long uptime = machine.uptime();
    now();
    if (!known && hub >= RELEASE) {
      known = true;
      own = false;
      bootedAt = hub - uptime;
      listener.run();
    }
    return known;
  }

  /** True when the time is known. */
  boolean known() {
    return known;
  }

  /** True when the time was not known at the start. */
  boolean beganUnset() {
    return beganUnset;
  }

  /** When the machine started, by the time known now. */
  long bootedAt() {
    return bootedAt;
  }

  /** By which clock a time that was not known when it was noted is told. */
  Undated undated() {
    return new Undated(machine.boot(), machine.uptime());
  }

  /** True when a time was noted by this agent while it did not know the time. */
  boolean undated(long time) {
    return beganUnset
        && time >= Undated.ZERO
        && time <= Undated.ZERO + machine.uptime() + ReadingFaults.AHEAD;
  }
}
