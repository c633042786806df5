package cn.yizhan.hub.storage;

import cn.yizhan.hub.api.Unavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The pace of long work that leaves the database at least half of the time to others. */
final class Pace {
  private final Vertx vertx;
  private final Duration limit;
  private final long began = System.nanoTime();
  private long worked = began;

  /**
   * The pace of work that begins now.
   *
   * @param limit longest that it takes in all
   */
  Pace(Vertx vertx, Duration limit) {
    this.vertx = vertx;
    this.limit = limit;
  }

  /** Rests as long as was worked since the last rest; fails when the work has taken too long. */
  Future<Void> rest() {
    long now = System.nanoTime();
    if (now - began > limit.toNanos()) {
      return Future.failedFuture(
          new Unavailable(
              "it took longer than "
                  + limit.toSeconds()
                  + " s; take a shorter time or fewer stations",
              new TimeoutException("out of time")));
    }
    return vertx
        .timer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(now - worked)), TimeUnit.MILLISECONDS)
        .onComplete(rested -> worked = System.nanoTime())
        .mapEmpty();
  }
}
