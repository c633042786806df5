package cn.yizhan.hub.watch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something done over and over, never twice at a time. What fails is said in the log and done again
 * the next time.
 */
public final class Periodic {
  private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);
  private static final long ANSWER = 15_000;

  private final Vertx vertx;
  private final String what;
  private final Duration every;
  private final Supplier<? extends Future<?>> work;
  private @Nullable Long timer;
  private Future<Void> running = Future.succeededFuture();

  /**
   * @param vertx for the timer
   * @param what what it is, for the log
   * @param every time between two beginnings
   * @param work does it
   */
  public Periodic(Vertx vertx, String what, Duration every, Supplier<? extends Future<?>> work) {
    this.vertx = vertx;
    this.what = what;
    this.every = every;
    this.work = work;
  }

  /** Begins, for the first time after a while. */
  public void start() {
    timer =
        vertx.setPeriodic(
            every.toMillis(),
            id -> {
              if (running.isComplete()) {
                running = once();
              }
            });
  }

  /** Begins no more; completes when what is under way has ended. */
  public Future<Void> stop() {
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
    return running;
  }

  private Future<Void> once() {
    return work.get()
        .timeout(ANSWER, TimeUnit.MILLISECONDS)
        .onFailure(e -> LOG.warn("{} failed: {}", what, e.toString()))
        .transform(done -> Future.succeededFuture());
  }
}
