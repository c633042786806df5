package cn.yizhan.hub.ingest;

import cn.yizhan.hub.ingest.StationLedger.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of its stations from receipt to acknowledgement: reads, prepares, folds,
 * stores, settles. One batch at a time, the next as soon as the one before is settled; a station
 * belongs to one writer, so that its order is kept.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  // what is not stored by then when the hub stops, the stations send again
  private static final long STOP_GRACE = 1_000;

  private final Retries retries;
  private final StationLedger ledger;
  private final Intake intake;
  private final Settlement settlement;
  private final Salvage salvage;
  private final LongSupplier clock;
  private final ArrayDeque<Session> ready = new ArrayDeque<>();
  private boolean busy;
  private boolean stopped;
  private Future<Void> current = Future.succeededFuture();

  Writer(
      Retries retries,
      StationLedger ledger,
      Intake intake,
      Settlement settlement,
      Refolding refolding,
      LongSupplier clock) {
    this.retries = retries;
    this.ledger = ledger;
    this.intake = intake;
    this.settlement = settlement;
    this.clock = clock;
    this.salvage =
        new Salvage(
            this::storeUntilKnown,
            session ->
                retries.until(
                    () -> refolding.refold(session),
                    e ->
                        LOG.warn(
                            "the twin of {} was not made anew: {}", session.code(), e.toString())),
            settlement,
            clock);
  }

  /** Notes that a session has messages, or holds to complete. */
  void offer(Session session) {
    if (!session.listed) {
      session.listed = true;
      ready.add(session);
    }
    next();
  }

  private void next() {
    if (busy || stopped || ready.isEmpty()) {
      return;
    }
    Round round = intake.take(ready);
    if (round.isEmpty()) {
      return;
    }
    busy = true;
    for (Round.Entry entry : round.entries()) {
      entry.session().inRound = true;
    }
    Promise<Void> over = Promise.promise();
    current = over.future();
    Future.succeededFuture(round)
        .compose(this::process)
        .onFailure(e -> giveUp(round, e))
        .onComplete(
            done -> {
              busy = false;
              for (Round.Entry entry : round.entries()) {
                entry.session().inRound = false;
              }
              over.complete();
              next();
            });
  }

  private Future<Void> process(Round round) {
    if (round.needs().none()) {
      return store(round);
    }
    return retries
        .until(
            () -> intake.meet(round),
            e -> LOG.warn("codes or days could not be made: {}", e.toString()))
        .compose(ready -> store(round));
  }

  private Future<Void> store(Round round) {
    long now = clock.getAsLong();
    List<Round.Entry> whole = new ArrayList<>();
    List<Round.Entry> broken = new ArrayList<>();
    for (Round.Entry entry : round.entries()) {
      (entry.fold(now) ? whole : broken).add(entry);
    }
    return storeFolded(whole).compose(stored -> salvage.eachMessage(broken));
  }

  private Future<Void> storeFolded(List<Round.Entry> entries) {
    List<Batch.Part> parts = new ArrayList<>(entries.size());
    for (Round.Entry entry : entries) {
      Batch.Part part = entry.part();
      if (part != null) {
        parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      settlement.settle(entries, Set.of());
      return Future.succeededFuture();
    }
    long begun = System.nanoTime();
    Batch batch = new Batch(parts);
    return storeUntilKnown(batch)
        .compose(
            outcome -> {
              if (outcome instanceof Outcome.Committed committed) {
                settlement.measured(entries, System.nanoTime() - begun);
                settlement.settle(entries, committed.lost());
                return Future.succeededFuture();
              }
              LOG.warn("a batch was refused: {}", ((Outcome.Refused) outcome).reason());
              return retries
                  .until(
                      () -> intake.makeRoomAgain(batch),
                      e -> LOG.warn("days could not be looked at: {}", e.toString()))
                  .compose(made -> salvage.eachStation(entries));
            });
  }

  /** Stores the same batch until it is known what became of it. */
  private Future<Outcome> storeUntilKnown(Batch batch) {
    return retries.until(
        () ->
            ledger
                .store(batch)
                .compose(
                    outcome ->
                        outcome instanceof Outcome.Unknown unknown
                            ? Future.failedFuture(unknown.cause())
                            : Future.succeededFuture(outcome)),
        settlement::failed);
  }

  private void giveUp(Round round, Throwable cause) {
    if (!stopped) {
      LOG.error("a batch was given up, its stations are disconnected", cause);
    }
    settlement.abandon(round.entries());
  }

  /**
   * Takes no more and completes when the batch under way is settled or, after a second, given up.
   */
  Future<Void> stop() {
    stopped = true;
    ready.clear();
    retries.end(STOP_GRACE);
    return current.eventually(() -> ledger.close().timeout(STOP_GRACE, TimeUnit.MILLISECONDS));
  }
}
