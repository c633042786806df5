package cn.yizhan.edge;

import cn.yizhan.edge.journal.Boots;
import cn.yizhan.edge.journal.Dates;
import cn.yizhan.edge.journal.Undated;
import cn.yizhan.edge.uplink.TrueTime;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the agent knows of the time, now and at each start of the machine, kept over restarts.
 * Confined to the agent's event loop.
 */
final class TimeKeeper implements TrueTime {
  private static final Logger LOG = LoggerFactory.getLogger(TimeKeeper.class);

  /** While the time is known, how often it is kept, ms. */
  private static final long SELDOM = 600_000;

  private final StationClock clock;
  private final AgentFiles files;
  private final Boots boots = new Boots(StationClock.RELEASE);
  private long nextKept = Long.MIN_VALUE;

  TimeKeeper(StationClock clock, AgentFiles files) {
    this.clock = clock;
    this.files = files;
    clock.onKnown(this::becameKnown);
  }

  /**
   * Takes over what was known before the restart.
   *
   * @param early true when nothing has been heard yet, so that the clock may still be doubted
   */
  void restore(boolean early) {
    byte[] kept = files.value(AgentFiles.Kept.BOOTS);
    if (kept != null) {
      boots.restore(kept);
      if (early) {
        clock.notBefore(boots.newest());
      }
    }
    nextKept = Long.MIN_VALUE;
    tick();
    if (!clock.known()) {
      LOG.warn("the clock is not set: reports are kept until the time is known");
    }
  }

  private void becameKnown() {
    if (clock.beganUnset()) {
      LOG.info("the time is known now");
    }
    nextKept = Long.MIN_VALUE;
    tick();
  }

  /** Notes that this start of the machine goes on; to be called every few seconds. */
  void tick() {
    long steady = clock.now().steady();
    if (steady < nextKept) {
      return;
    }
    nextKept = steady + (clock.known() ? SELDOM : Boots.NOTED_EVERY);
    Undated now = clock.undated();
    boots.note(now.boot(), now.uptime());
    // Once records without dates may exist, what was learnt first is what they are dated by.
    if (clock.known() && !(clock.beganUnset() && boots.knows(now.boot()))) {
      boots.learn(now.boot(), clock.bootedAt());
    }
    files
        .save(AgentFiles.Kept.BOOTS, boots.bytes())
        .onFailure(error -> LOG.warn("what is known of the time cannot be kept: {}", error));
  }

  @Override
  public long now() {
    return clock.atLeast();
  }

  @Override
  public boolean learn(long hub) {
    return clock.learn(hub);
  }

  @Override
  public boolean known() {
    clock.now();
    return clock.known();
  }

  @Override
  public long proven() {
    long now = clock.now().wall();
    return clock.known() ? now : boots.proven();
  }

  @Override
  public void prove(long hub) {
    if (boots.prove(hub)) {
      nextKept = Long.MIN_VALUE;
      tick();
    }
  }

  @Override
  public Dates dates(UUID boot) {
    return boots.dates(boot, now());
  }
}
