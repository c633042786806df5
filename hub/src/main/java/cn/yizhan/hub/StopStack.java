package cn.yizhan.hub;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, and how each of it stops: the last first, none kept from it by another.
 */
final class StopStack {
  private static final Logger LOG = LoggerFactory.getLogger(StopStack.class);

  private final Deque<Step> steps = new ArrayDeque<>();

  private record Step(String name, long limit, Supplier<Future<Void>> action) {}

  /**
   * Notes how to stop what was just started.
   *
   * @param name for the log
   * @param limit milliseconds after which stopping goes on without it
   * @param action stops it
   */
  synchronized void push(String name, long limit, Supplier<Future<Void>> action) {
    steps.push(new Step(name, limit, action));
  }

  /** Stops everything; never fails. */
  Future<Void> unwind() {
    Step step;
    synchronized (this) {
      step = steps.poll();
    }
    if (step == null) {
      return Future.succeededFuture();
    }
    Future<Void> stopped;
    try {
      stopped = step.action.get();
    } catch (RuntimeException e) {
      stopped = Future.failedFuture(e);
    }
    return stopped
        .timeout(step.limit, TimeUnit.MILLISECONDS)
        .recover(
            e -> {
              LOG.warn("{} did not stop in order: {}", step.name, e.toString());
              return Future.succeededFuture();
            })
        .compose(done -> unwind());
  }
}
