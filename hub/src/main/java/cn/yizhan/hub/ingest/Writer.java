package cn.yizhan.hub.ingest;

import cn.yizhan.hub.ingest.StationLedger.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private static final long FIRST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 2_000;

  private final Vertx vertx;
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
      Vertx vertx,
      StationLedger ledger,
      Intake intake,
      Settlement settlement,
      Refolding refolding,
      LongSupplier clock) {
    this.vertx = vertx;
    this.ledger = ledger;
    this.intake = intake;
    this.settlement = settlement;
    this.clock = clock;
    this.salvage =
        new Salvage(batch -> storeUntilKnown(batch, FIRST_PAUSE), refolding, settlement, clock);
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
    current =
        process(round)
            .onFailure(e -> giveUp(round, e))
            .onComplete(
                done -> {
                  busy = false;
                  for (Round.Entry entry : round.entries()) {
                    entry.session().inRound = false;
                  }
                  next();
                })
            .otherwiseEmpty();
  }

  private Future<Void> process(Round round) {
    if (round.needs().none()) {
      return store(round);
    }
    return prepared(round, FIRST_PAUSE).compose(ready -> store(round));
  }

  private Future<Void> prepared(Round round, long pause) {
    return intake
        .meet(round)
        .recover(
            e -> {
              LOG.warn("codes or days could not be made: {}", e.toString());
              return pause(pause).compose(waited -> prepared(round, longer(pause)));
            });
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
    return storeUntilKnown(new Batch(parts), FIRST_PAUSE)
        .compose(
            outcome -> {
              if (outcome instanceof Outcome.Committed committed) {
                settlement.measured(entries, System.nanoTime() - begun);
                settlement.settle(entries, committed.lost());
                return Future.succeededFuture();
              }
              LOG.warn("a batch was refused: {}", ((Outcome.Refused) outcome).reason());
              return salvage.eachStation(entries);
            });
  }

  /** Stores the same batch until it is known what became of it. */
  private Future<Outcome> storeUntilKnown(Batch batch, long pause) {
    return ledger
        .store(batch)
        .compose(
            outcome -> {
              if (outcome instanceof Outcome.Unknown unknown) {
                settlement.failed(unknown.cause());
                return stopped
                    ? Future.failedFuture(unknown.cause())
                    : pause(pause).compose(waited -> storeUntilKnown(batch, longer(pause)));
              }
              return Future.succeededFuture(outcome);
            });
  }

  private Future<Void> pause(long millis) {
    return vertx.timer(millis).mapEmpty();
  }

  private static long longer(long pause) {
    return Math.min(2 * pause, LONGEST_PAUSE);
  }

  private void giveUp(Round round, Throwable cause) {
    if (!stopped) {
      LOG.error("a batch was given up, its stations are disconnected", cause);
    }
    settlement.abandon(round.entries());
  }

  /** Takes no more and completes when the batch under way is settled or given up. */
  Future<Void> stop() {
    stopped = true;
    ready.clear();
    return current.eventually(ledger::close);
  }
}
