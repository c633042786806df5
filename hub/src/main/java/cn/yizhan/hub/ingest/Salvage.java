package cn.yizhan.hub.ingest;

import cn.yizhan.hub.ingest.StationLedger.Outcome;
import cn.yizhan.protocol.codec.Rejection;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when the database refuses a batch although the codec let everything through: each
 * station's part is stored by itself, as it was; of the station whose part is refused, the fold is
 * made anew and its messages are stored one by one; the one refused by itself becomes a rejection.
 */
final class Salvage {
  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

  private final Function<Batch, Future<Outcome>> store;
  private final Function<Session, Future<Boolean>> refold;
  private final Settlement settlement;
  private final LongSupplier clock;

  /**
   * @param store stores a batch until it is known what became of it
   * @param refold gives a session a fold made anew; false when it does not hold its station any
   *     more
   */
  Salvage(
      Function<Batch, Future<Outcome>> store,
      Function<Session, Future<Boolean>> refold,
      Settlement settlement,
      LongSupplier clock) {
    this.store = store;
    this.refold = refold;
    this.settlement = settlement;
    this.clock = clock;
  }

  /** Stores each station's part by itself. */
  Future<Void> eachStation(List<Round.Entry> entries) {
    Future<Void> done = Future.succeededFuture();
    for (Round.Entry entry : entries) {
      done =
          done.compose(
              before ->
                  stored(entry)
                      .compose(
                          whole -> whole ? Future.succeededFuture() : eachMessage(List.of(entry))));
    }
    return done;
  }

  /** Stores the messages of these entries one by one, on folds made anew. */
  Future<Void> eachMessage(List<Round.Entry> entries) {
    Future<Void> done = Future.succeededFuture();
    for (Round.Entry entry : entries) {
      done =
          done.compose(before -> refold.apply(entry.session()))
              .compose(
                  held -> {
                    if (!held) {
                      settlement.abandon(List.of(entry));
                      return Future.succeededFuture();
                    }
                    Future<Void> each = Future.succeededFuture();
                    for (Prepared prepared : entry.messages()) {
                      each = each.compose(before -> one(entry.session(), prepared));
                    }
                    return each;
                  });
    }
    return done;
  }

  private Future<Void> one(Session session, Prepared prepared) {
    return foldedAndStored(session, prepared)
        .compose(
            whole -> {
              if (whole) {
                return Future.succeededFuture();
              }
              LOG.warn("a message of {} is refused and kept as a rejection", session.code());
              Rejection reason =
                  new Rejection(Rejection.Reason.STORAGE, "message", "expected what can be stored");
              return refold
                  .apply(session)
                  .compose(
                      held ->
                          held
                              ? foldedAndStored(session, prepared.refusedFor(reason))
                              : Future.succeededFuture(false))
                  .onSuccess(
                      kept -> {
                        if (!kept) {
                          settlement.abandon(List.of(entry(session, prepared)));
                        }
                      })
                  .mapEmpty();
            });
  }

  private static Round.Entry entry(Session session, Prepared prepared) {
    Round.Entry entry = new Round.Entry(session);
    entry.messages().add(prepared);
    return entry;
  }

  private Future<Boolean> foldedAndStored(Session session, Prepared prepared) {
    Round.Entry entry = entry(session, prepared);
    return entry.fold(clock.getAsLong()) ? stored(entry) : Future.succeededFuture(false);
  }

  /** Stores an entry's part by itself; false when it is refused. */
  private Future<Boolean> stored(Round.Entry entry) {
    Batch.Part part = entry.part();
    if (part == null) {
      settlement.settle(List.of(entry), Set.of());
      return Future.succeededFuture(true);
    }
    return store
        .apply(new Batch(List.of(part)))
        .map(
            outcome -> {
              if (outcome instanceof Outcome.Committed committed) {
                settlement.settle(List.of(entry), committed.lost());
                return true;
              }
              return false;
            });
  }
}
