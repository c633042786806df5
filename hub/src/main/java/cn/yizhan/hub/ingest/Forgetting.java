package cn.yizhan.hub.ingest;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets rejections go when they have been kept for as long as is promised. */
final class Forgetting {
  private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);
  private static final long KEPT = Duration.ofDays(7).toMillis();
  private static final int MOST_AT_ONCE = 500;

  private final RejectionLog rejections;
  private final LongSupplier clock;
  private boolean busy;

  Forgetting(RejectionLog rejections, LongSupplier clock) {
    this.rejections = rejections;
    this.clock = clock;
  }

  /** Forgets all that is too old, a few at a time; does nothing while it is at it. */
  void run() {
    if (!busy) {
      busy = true;
      some()
          .onFailure(e -> LOG.warn("old rejections are still there: {}", e.toString()))
          .onComplete(done -> busy = false);
    }
  }

  private Future<Void> some() {
    return rejections
        .forget(clock.getAsLong() - KEPT, MOST_AT_ONCE)
        .compose(gone -> gone < MOST_AT_ONCE ? Future.succeededFuture() : some());
  }
}
