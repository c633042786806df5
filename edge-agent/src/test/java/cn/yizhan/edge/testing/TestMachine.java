package cn.yizhan.edge.testing;

import cn.yizhan.edge.MachineClock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The clocks of a machine that can be set and that starts when it is made. */
public final class TestMachine implements MachineClock {
  private final UUID boot = UUID.randomUUID();
  private final long began;
  private final long zero = System.nanoTime();
  private volatile long offset;

  /** A machine that has been up for some time, ms, and whose wall clock shows that time. */
  public TestMachine(long uptime, long wall) {
    began = uptime;
    set(wall);
  }

  /** Sets the wall clock. */
  public void set(long wall) {
    offset = wall - uptime();
  }

  @Override
  public long wall() {
    return uptime() + offset;
  }

  @Override
  public UUID boot() {
    return boot;
  }

  @Override
  public long uptime() {
    return began + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - zero);
  }
}
