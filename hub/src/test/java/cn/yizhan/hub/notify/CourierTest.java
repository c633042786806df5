package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CourierTest {
  private static final Courier.Limits IMPATIENT = new Courier.Limits(256, 4, 50);

  /** An outbox over a line that has gone silent: the first question of each sort is lost. */
  private static final class SilentAtFirst implements Outbox {
    private final AtomicInteger claims = new AtomicInteger();
    private final List<Notification> records = new CopyOnWriteArrayList<>();

    @Override
    public Future<List<Notification>> claim(int limit, int perEndpoint) {
      return switch (claims.incrementAndGet()) {
        case 1 -> Promise.<List<Notification>>promise().future();
        case 2 ->
            Future.succeededFuture(
                List.of(
                    new Notification(
                        "msg_1", new UUID(1, 2), "http://127.0.0.1/", List.of(), "{}", 1, false)));
        default -> Future.succeededFuture(List.of());
      };
    }

    @Override
    public Future<Void> record(Notification notification, Attempt attempt, @Nullable Long pause) {
      records.add(notification);
      return records.size() == 1 ? Promise.<Void>promise().future() : Future.succeededFuture();
    }
  }

  @Test
  void anOutboxThatDoesNotAnswerIsAskedAgain(Vertx vertx) {
    SilentAtFirst outbox = new SilentAtFirst();
    Courier courier =
        new Courier(
            vertx,
            outbox,
            notification ->
                Future.succeededFuture(
                    new Attempt(System.currentTimeMillis(), 1, new Outcome.Delivered(204))),
            new RetrySchedule(new Random(1)),
            IMPATIENT,
            new SimpleMeterRegistry());
    courier.start();
    Await.until("the outcome to be recorded again", () -> outbox.records.size() == 2);
    assertEquals("msg_1", outbox.records.get(1).id());
    Await.result(courier.stop(10_000));
  }
}
