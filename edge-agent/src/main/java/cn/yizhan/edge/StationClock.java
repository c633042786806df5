package cn.yizhan.edge;

import cn.yizhan.edge.mapping.Moment;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Both clocks of an agent: the wall clock for what is reported, the steady one for intervals. */
final class StationClock {
  private final LongSupplier wall;
  private final long began;
  private final long zero = System.nanoTime();

  /** Starts the steady clock at what the wall clock shows, milliseconds since 1970 UTC. */
  StationClock(LongSupplier wall) {
    this.wall = wall;
    this.began = wall.getAsLong();
  }

  Moment now() {
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - zero);
    return new Moment(wall.getAsLong(), began + passed);
  }
}
