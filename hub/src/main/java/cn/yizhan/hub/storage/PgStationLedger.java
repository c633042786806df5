package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.Batch;
import cn.yizhan.hub.ingest.Batch.Move;
import cn.yizhan.hub.ingest.Batch.Part;
import cn.yizhan.hub.ingest.Batch.Stand;
import cn.yizhan.hub.ingest.StationLedger;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.protocol.Lane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores batches over one connection of its own. A batch without alert facts is one statement; one
 * with facts is a transaction of that statement and what the facts do to alerts. The connection is
 * opened when it is needed and given up when a batch has not come back within the deadline.
 */
public final class PgStationLedger implements StationLedger {
  private static final Logger LOG = LoggerFactory.getLogger(PgStationLedger.class);
  private static final String TOO_LATE = "connected too late for this batch";

  /** What alert facts do inside the transaction of the messages that raised them. */
  @FunctionalInterface
  public interface Alerts {
    /**
     * Applies the facts, in order; the same facts again change nothing.
     *
     * @return what is to be run once the transaction is committed
     */
    Future<Runnable> apply(SqlConnection tx, List<StationFact> facts);
  }

  private final Vertx vertx;
  private final Database database;
  private final int hub;
  private final Alerts alerts;
  private final Duration deadline;
  // open or being opened: there is never more than one on its way
  private @Nullable Future<PgConnection> connection;

  /**
   * A ledger that has not connected yet.
   *
   * @param vertx runs the deadline
   * @param hub id of this hub in the fence
   * @param deadline after which a batch's outcome counts as unknown
   */
  public PgStationLedger(
      Vertx vertx, Database database, int hub, Alerts alerts, Duration deadline) {
    this.vertx = vertx;
    this.database = database;
    this.hub = hub;
    this.alerts = alerts;
    this.deadline = deadline;
  }

  @Override
  public Future<Outcome> store(Batch batch) {
    Promise<Outcome> outcome = Promise.promise();
    long timer =
        vertx.setTimer(
            deadline.toMillis(),
            id -> {
              abandon();
              outcome.tryComplete(new Outcome.Unknown(new TimeoutException("no answer in time")));
            });
    connected()
        .compose(
            open ->
                outcome.future().isComplete()
                    ? Future.failedFuture(TOO_LATE)
                    : write(open, batch.parts())
                        .<Outcome>map(Outcome.Committed::new)
                        .recover(cause -> Future.succeededFuture(failed(cause))))
        .otherwise(Outcome.Unknown::new)
        .onSuccess(
            known -> {
              vertx.cancelTimer(timer);
              outcome.tryComplete(known);
            });
    return outcome.future();
  }

  private Future<PgConnection> connected() {
    Future<PgConnection> known = connection;
    if (known != null) {
      return known;
    }
    Future<PgConnection> opening = database.connect("ingest", deadline);
    connection = opening;
    return opening
        .onSuccess(
            open -> {
              open.closeHandler(closed -> forget(opening));
              open.exceptionHandler(e -> LOG.debug("writer's connection: {}", e.toString()));
            })
        .onFailure(e -> forget(opening));
  }

  private void forget(Future<PgConnection> gone) {
    if (gone.equals(connection)) {
      connection = null;
    }
  }

  /**
   * Leaves a connection that does not answer; what it still does is stopped by the fence. One that
   * is still being opened serves the next batch.
   */
  private void abandon() {
    Future<PgConnection> stuck = connection;
    if (stuck != null && stuck.succeeded()) {
      connection = null;
      stuck.result().cancelRequest();
      stuck.result().close();
    }
  }

  private static Outcome failed(Throwable cause) {
    if (PgFailures.passes(cause)) {
      return new Outcome.Unknown(cause);
    }
    return new Outcome.Refused(
        cause instanceof PgException refused
            ? refused.getSqlState() + " " + refused.getErrorMessage()
            : cause.toString());
  }

  private Future<Set<Integer>> write(PgConnection open, List<Part> parts) {
    List<StationFact> facts = facts(parts, Set.of());
    if (facts.isEmpty() && !PgTests.in(parts)) {
      return run(open, parts).compose(moved -> lost(open, parts, moved));
    }
    return open.begin()
        .compose(
            tx ->
                run(open, parts)
                    .compose(moved -> lost(open, parts, moved))
                    .compose(
                        lost ->
                            PgTests.note(open, parts, lost)
                                .compose(noted -> alerts.apply(open, facts(parts, lost)))
                                .compose(applied -> tx.commit().onSuccess(done -> applied.run()))
                                .map(lost))
                    .recover(cause -> rolledBack(tx, cause)));
  }

  private static <T> Future<T> rolledBack(Transaction tx, Throwable cause) {
    return tx.rollback().transform(ignored -> Future.failedFuture(cause));
  }

  private static List<StationFact> facts(List<Part> parts, Set<Integer> without) {
    List<StationFact> facts = new ArrayList<>();
    for (Part part : parts) {
      if (!without.contains(part.station())) {
        for (Fact fact : part.extras().facts()) {
          facts.add(new StationFact(part.station(), fact));
        }
      }
    }
    return facts;
  }

  private Future<RowSet<Row>> run(PgConnection open, List<Part> parts) {
    for (Part part : parts) {
      if (!part.extras().none()) {
        return open.preparedQuery(LedgerStatements.EVERYTHING)
            .execute(LedgerStatements.everything(hub, parts));
      }
    }
    return open.preparedQuery(LedgerStatements.REPORTS)
        .execute(LedgerStatements.reports(hub, parts));
  }

  private record LaneKey(int station, int lane) {}

  /**
   * Stations whose lanes the fence did not match, without those whose lanes are this hub's and
   * already where this batch was to take them: there the batch had been committed before.
   */
  private Future<Set<Integer>> lost(PgConnection open, List<Part> parts, RowSet<Row> moved) {
    Set<LaneKey> matched = new HashSet<>();
    for (Row row : moved) {
      matched.add(new LaneKey(row.getInteger(0), row.getInteger(1)));
    }
    List<Part> unmatched = new ArrayList<>();
    for (Part part : parts) {
      for (Move move : part.moves()) {
        if (!matched.contains(new LaneKey(part.station(), move.lane().code()))) {
          unmatched.add(part);
          break;
        }
      }
    }
    if (unmatched.isEmpty()) {
      return Future.succeededFuture(Set.of());
    }
    Tuple tuple =
        Tuple.of(
            hub,
            unmatched.stream().map(Part::station).toArray(Integer[]::new),
            unmatched.stream().map(Part::generation).toArray(Long[]::new));
    return open.preparedQuery(LedgerStatements.STANDS)
        .execute(tuple)
        .map(rows -> elsewhere(unmatched, rows));
  }

  private static Set<Integer> elsewhere(List<Part> unmatched, RowSet<Row> rows) {
    Map<LaneKey, Stand> stands = new HashMap<>();
    for (Row row : rows) {
      stands.put(
          new LaneKey(row.getInteger(0), row.getInteger(1)),
          new Stand(row.getInteger(2), row.getLong(3)));
    }
    Set<Integer> lost = new HashSet<>();
    for (Part part : unmatched) {
      for (Move move : part.moves()) {
        Lane lane = move.lane();
        if (!move.to().equals(stands.get(new LaneKey(part.station(), lane.code())))) {
          lost.add(part.station());
        }
      }
    }
    return lost;
  }

  @Override
  public Future<Void> close() {
    Future<PgConnection> open = connection;
    connection = null;
    return open == null
        ? Future.succeededFuture()
        : open.transform(
            opened -> opened.succeeded() ? opened.result().close() : Future.succeededFuture());
  }
}
