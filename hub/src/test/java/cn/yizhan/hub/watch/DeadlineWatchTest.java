package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.escalation.WorkDays;
import cn.yizhan.hub.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DeadlineWatchTest {
  private final List<String> asked = new ArrayList<>();

  private DeadlineBook book() {
    return new DeadlineBook() {
      @Override
      public Future<Integer> take() {
        asked.add("take");
        return Future.failedFuture("the database is away");
      }

      @Override
      public Future<Integer> record() {
        asked.add("record");
        return Future.succeededFuture(0);
      }

      @Override
      public Future<Integer> repetitions() {
        asked.add("repetitions");
        return Future.succeededFuture(0);
      }

      @Override
      public Future<WorkDays> days() {
        asked.add("days");
        return Future.succeededFuture(WorkDays.standard());
      }
    };
  }

  @Test
  void whatFailsKeepsNothingElseFromBeingLookedAtAndWhatIsSlowIsLookedAtSeldom(Vertx vertx) {
    AtomicLong clock = new AtomicLong(Instant.parse("2026-11-30T15:59:59Z").toEpochMilli());
    List<Optional<Integer>> missing = new ArrayList<>();
    DeadlineWatch watch =
        new DeadlineWatch(vertx, book(), ZoneId.of("Asia/Shanghai"), clock::get, missing::add);
    Await.result(watch.look());
    Await.result(watch.look());
    assertEquals(List.of("take", "record", "repetitions", "days", "take", "record"), asked);
    clock.addAndGet(1_000);
    for (int i = 2; i <= DeadlineWatch.CALENDAR; i++) {
      Await.result(watch.look());
    }
    assertEquals(List.of(Optional.empty(), Optional.of(2027)), missing);
  }
}
