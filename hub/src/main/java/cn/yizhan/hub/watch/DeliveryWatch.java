package cn.yizhan.hub.watch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds for endpoints that do not take what they are sent (rule A08). */
public final class DeliveryWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWatch.class);
  private static final long EVERY = 5_000;
  private static final long ANSWER = 15_000;

  private final Vertx vertx;
  private final UndeliveredBook book;
  private @Nullable Long timer;
  private Future<Void> running = Future.succeededFuture();

  /**
   * @param vertx for the timer
   * @param book what waits
   */
  public DeliveryWatch(Vertx vertx, UndeliveredBook book) {
    this.vertx = vertx;
    this.book = book;
  }

  /** Starts looking. */
  public void start() {
    timer =
        vertx.setPeriodic(
            EVERY,
            id -> {
              if (running.isComplete()) {
                running = review();
              }
            });
  }

  /** Stops looking; completes when the review under way has ended. */
  public Future<Void> stop() {
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
    return running;
  }

  /** Looks once. Never fails: what cannot be looked at now is looked at later. */
  Future<Void> review() {
    return book.review(Undelivered::judge)
        .timeout(ANSWER, TimeUnit.MILLISECONDS)
        .onFailure(e -> LOG.warn("Endpoints could not be reviewed: {}", e.toString()))
        .transform(done -> Future.succeededFuture());
  }
}
