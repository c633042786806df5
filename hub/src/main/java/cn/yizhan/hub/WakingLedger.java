package cn.yizhan.hub;

import cn.yizhan.hub.ingest.Batch;
import cn.yizhan.hub.ingest.StationLedger;
import io.vertx.core.Future;

/**
 * Says when a batch that may have queued notifications is committed, so that they leave at once.
 *
 * @param ledger stores the batches
 * @param wake told after the commit
 */
record WakingLedger(StationLedger ledger, Runnable wake) implements StationLedger {
  @Override
  public Future<Outcome> store(Batch batch) {
    Future<Outcome> stored = ledger.store(batch);
    boolean judged = batch.parts().stream().anyMatch(part -> !part.extras().facts().isEmpty());
    return judged ? stored.onSuccess(outcome -> wake.run()) : stored;
  }

  @Override
  public Future<Void> close() {
    return ledger.close();
  }
}
