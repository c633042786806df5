package cn.yizhan.bench.edge;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waiting, for the thread that directs a benchmark. */
final class Waits {
  private static final long LOOK_AGAIN_MS = 2;
  private static final long MOST_SECONDS = 60;

  private Waits() {}

  /** What becomes of a future. */
  static <T> T join(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + MOST_SECONDS + " s", e);
    }
  }

  /**
   * Waits until something is so.
   *
   * @param what for the message when it does not become so in time
   */
  static void until(String what, Duration most, BooleanSupplier so) {
    long end = System.nanoTime() + most.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not within " + most.toSeconds() + " s: " + what);
      }
      pause(LOOK_AGAIN_MS);
    }
  }

  /** Lets time pass, milliseconds. */
  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
