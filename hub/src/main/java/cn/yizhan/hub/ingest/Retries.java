package cn.yizhan.hub.ingest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tries again what has failed, after growing pauses, for as long as the database is away. Each try
 * starts from a timer and not from inside the one before, so that the ten thousandth ends as simply
 * as the first. Used by one event loop.
 */
final class Retries {
  private static final long FIRST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 2_000;
  private static final String STOPPED = "not known when everything stopped";

  private final Vertx vertx;
  private final Set<Run<?>> runs = new HashSet<>();
  private boolean ending;
  private boolean ended;

  Retries(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Tries until a try succeeds.
   *
   * @param attempt makes one try
   * @param failed told of every try that failed
   * @return the result of the try that succeeded; fails when a try could not even be made, and once
   *     {@link #end} has been called
   */
  <T> Future<T> until(Supplier<Future<T>> attempt, Consumer<Throwable> failed) {
    if (ended) {
      return Future.failedFuture(STOPPED);
    }
    Run<T> run = new Run<>(attempt, failed);
    runs.add(run);
    run.attempt(FIRST_PAUSE);
    return run.result.future();
  }

  /**
   * Tries nothing again: what pauses fails now, a try under way may still succeed until its grace
   * is over.
   *
   * @param grace milliseconds
   */
  void end(long grace) {
    ending = true;
    for (Run<?> run : new ArrayList<>(runs)) {
      if (run.pausing) {
        run.giveUp();
      }
    }
    vertx.setTimer(
        grace,
        id -> {
          ended = true;
          new ArrayList<>(runs).forEach(Run::giveUp);
        });
  }

  private final class Run<T> {
    private final Supplier<Future<T>> attempt;
    private final Consumer<Throwable> failed;
    private final Promise<T> result = Promise.promise();
    private boolean pausing;

    Run(Supplier<Future<T>> attempt, Consumer<Throwable> failed) {
      this.attempt = attempt;
      this.failed = failed;
    }

    void attempt(long pause) {
      if (!runs.contains(this)) {
        return;
      }
      pausing = false;
      Future<T> tried;
      try {
        tried = attempt.get();
      } catch (RuntimeException ours) {
        runs.remove(this);
        result.tryFail(ours);
        return;
      }
      tried
          .onSuccess(
              done -> {
                runs.remove(this);
                result.tryComplete(done);
              })
          .onFailure(
              cause -> {
                failed.accept(cause);
                if (ending) {
                  giveUp();
                  return;
                }
                pausing = true;
                vertx.setTimer(pause, id -> attempt(Math.min(2 * pause, LONGEST_PAUSE)));
              });
    }

    void giveUp() {
      runs.remove(this);
      result.tryFail(STOPPED);
    }
  }
}
