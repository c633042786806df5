package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final long NO_GRACE = 1;
  private static final long LONG_GRACE = 3_600_000;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Retries retries = new Retries(vertx);
  private final AtomicInteger failures = new AtomicInteger();

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  private <T> Future<T> until(Supplier<Future<T>> attempt) {
    return Future.future(
        done ->
            context.runOnContext(
                now ->
                    retries
                        .until(attempt, e -> failures.incrementAndGet())
                        .onComplete(done::handle)));
  }

  @Test
  void itIsTriedUntilItSucceeds() {
    AtomicInteger tries = new AtomicInteger();
    Future<Integer> result =
        until(
            () ->
                tries.incrementAndGet() < 3
                    ? Future.failedFuture("not yet")
                    : Future.succeededFuture(tries.get()));
    assertEquals(3, Await.result(result));
    assertEquals(2, failures.get());
  }

  @Test
  void whatPausesWhenEverythingEndsFailsAtOnce() {
    Future<Void> result = until(() -> Future.failedFuture("away"));
    Await.until("a try that failed", () -> failures.get() > 0);
    context.runOnContext(now -> retries.end(LONG_GRACE));
    Await.failure(result);
  }

  @Test
  void whatIsUnderWayWhenEverythingEndsMaySucceedWithinItsGrace() {
    Promise<String> slow = Promise.promise();
    Future<String> result = until(slow::future);
    context.runOnContext(
        now -> {
          retries.end(LONG_GRACE);
          slow.complete("stored");
        });
    assertEquals("stored", Await.result(result));
  }

  @Test
  void whatIsUnderWayWhenEverythingEndsIsGivenUpAfterItsGrace() {
    Promise<String> never = Promise.promise();
    Future<String> result = until(never::future);
    context.runOnContext(now -> retries.end(NO_GRACE));
    assertTrue(Await.failure(result).toString().contains("stopped"));
  }
}
