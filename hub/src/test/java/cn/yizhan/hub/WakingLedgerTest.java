package cn.yizhan.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.ingest.Batch;
import cn.yizhan.hub.ingest.StationLedger;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WakingLedgerTest {
  private static final Fact FACT =
      new Fact(
          "key",
          new Matter("S02", 1, "bay/3"),
          Change.RAISED,
          Severity.CRITICAL,
          1_000,
          Telling.LIVE,
          null,
          null);

  private final Promise<StationLedger.Outcome> commit = Promise.promise();
  private final AtomicInteger woken = new AtomicInteger();
  private final StationLedger ledger =
      new WakingLedger(
          new StationLedger() {
            @Override
            public Future<Outcome> store(Batch batch) {
              return commit.future();
            }

            @Override
            public Future<Void> close() {
              return Future.succeededFuture();
            }
          },
          woken::incrementAndGet);

  private static Batch batch(List<Fact> facts) {
    Batch.Extras extras =
        new Batch.Extras(List.of(), List.of(), List.of(), facts, null, null, List.of(), null);
    return new Batch(List.of(new Batch.Part(1, 1, List.of(), List.of(), extras)));
  }

  @Test
  void theCourierIsWokenAfterTheCommitAndNotBefore() {
    ledger.store(batch(List.of(FACT)));
    assertEquals(0, woken.get());

    commit.complete(new StationLedger.Outcome.Committed(Set.of()));
    assertEquals(1, woken.get());
  }

  @Test
  void aBatchWithoutFactsWakesNobody() {
    commit.complete(new StationLedger.Outcome.Committed(Set.of()));

    ledger.store(batch(List.of()));

    assertEquals(0, woken.get());
  }
}
