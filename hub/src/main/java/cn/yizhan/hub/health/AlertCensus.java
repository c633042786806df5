package cn.yizhan.hub.health;

import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts every few seconds how many alerts are open. Counted from what is stored and not from the
 * changes seen, the number is right whoever changed them and after every restart.
 */
public final class AlertCensus {
  private static final long EVERY = 5_000;

  private final Vertx vertx;
  private final Supplier<Future<Map<Severity, Long>>> count;
  private final AlertMeters meters;
  private @Nullable Long timer;

  /**
   * @param vertx for the timer
   * @param count counts the open alerts by severity
   * @param meters shows them
   */
  public AlertCensus(Vertx vertx, Supplier<Future<Map<Severity, Long>>> count, AlertMeters meters) {
    this.vertx = vertx;
    this.count = count;
    this.meters = meters;
  }

  /** Counts now and from now on. */
  public void start() {
    timer = vertx.setPeriodic(0, EVERY, id -> take());
  }

  /** Counts no more. */
  public void stop() {
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  /** Counts once; never fails. */
  Future<Void> take() {
    return count
        .get()
        .timeout(EVERY, TimeUnit.MILLISECONDS)
        .onSuccess(meters::open)
        .onFailure(e -> meters.unknown())
        .transform(done -> Future.succeededFuture());
  }
}
