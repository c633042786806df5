package cn.yizhan.edge;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How what an agent has started is stopped: the last first, whatever becomes of each. */
final class StopSteps {
  private static final Logger LOG = LoggerFactory.getLogger(StopSteps.class);

  private final Deque<Supplier<Future<?>>> steps = new ArrayDeque<>();

  /** Notes how to stop what was just started. */
  void push(Supplier<Future<?>> step) {
    steps.push(step);
  }

  /**
   * Stops everything; never fails. Each step runs on that context, wherever the one before it
   * ended: the end of a server is told on a thread of its own.
   */
  Future<?> unwind(Context context) {
    Supplier<Future<?>> next = steps.poll();
    if (next == null) {
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    Future.succeededFuture()
        .compose(begun -> next.get())
        .onFailure(error -> LOG.warn("while stopping: {}", error.toString()))
        .onComplete(ended -> context.runOnContext(v -> done.complete()));
    return done.future().compose(ended -> unwind(context));
  }
}
