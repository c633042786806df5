package cn.yizhan.hub;

import cn.yizhan.hub.watch.Periodic;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What is done over and over while the hub runs.
 *
 * @param foundation runs it
 * @param stops ends it
 */
record Repeats(Foundation foundation, StopStack stops) {
  private static final long STOP = 2_000;

  /** Begins with something, for the first time after that while. */
  void every(Duration every, String what, Supplier<? extends Future<?>> work) {
    Periodic periodic = new Periodic(foundation.vertx(), what, every, work);
    periodic.start();
    stops.push(what, STOP, periodic::stop);
  }

  /** Begins with something done every so many seconds. */
  void every(int seconds, String what, Supplier<? extends Future<?>> work) {
    every(Duration.ofSeconds(seconds), what, work);
  }
}
