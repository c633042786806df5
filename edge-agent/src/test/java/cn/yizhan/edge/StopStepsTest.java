package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StopStepsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final StopSteps steps = new StopSteps();
  private final List<String> stopped = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  private Future<?> step(String name) {
    boolean own = Vertx.currentContext() == context;
    stopped.add(name + (own ? "" : " on a thread not the agent's"));
    return Future.succeededFuture();
  }

  private void unwind() throws Exception {
    Promise<Object> unwound = Promise.promise();
    context.runOnContext(v -> steps.unwind(context).onComplete(done -> unwound.complete()));
    get(unwound.future());
  }

  @Test
  void theLastStartedIsTheFirstStopped() throws Exception {
    steps.push(() -> step("disk"));
    steps.push(() -> step("hardware"));
    unwind();
    assertEquals(List.of("hardware", "disk"), stopped);
  }

  @Test
  void eachIsStoppedOnTheAgentsContextWhereverTheOneBeforeEnded() throws Exception {
    Promise<Void> elsewhere = Promise.promise();
    steps.push(() -> step("disk"));
    steps.push(
        () -> {
          new Thread(elsewhere::complete).start();
          return elsewhere.future();
        });
    unwind();
    assertEquals(List.of("disk"), stopped);
  }

  @Test
  void oneThatFailsOrThrowsKeepsNoneFromStopping() throws Exception {
    steps.push(() -> step("disk"));
    steps.push(() -> Future.failedFuture("it is stuck"));
    steps.push(
        () -> {
          throw new IllegalStateException("it is broken");
        });
    unwind();
    assertEquals(List.of("disk"), stopped);
  }
}
