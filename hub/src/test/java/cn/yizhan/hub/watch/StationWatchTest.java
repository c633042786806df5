package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class StationWatchTest {
  @Test
  void aBookThatDoesNotAnswerEndsTheReviewAndLeavesTheNext(Vertx vertx) {
    AtomicInteger asked = new AtomicInteger();
    Review<Absence> book =
        judge ->
            asked.incrementAndGet() == 1
                ? Promise.<Integer>promise().future()
                : Future.succeededFuture(0);
    StationWatch watch =
        new StationWatch(
            vertx,
            judge -> Future.succeededFuture(0),
            book,
            judge -> Future.succeededFuture(0),
            System::currentTimeMillis,
            50);
    Await.result(watch.review());
    Await.result(watch.review());
    assertEquals(2, asked.get());
  }
}
