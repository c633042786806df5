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

  // a custom plan would copy thousands of array elements into the plan each time
  private static final String GENERIC_PLANS = "set plan_cache_mode = force_generic_plan";

  private final Vertx vertx;
  private final Database database;
  private final int hub;
  private final Alerts alerts;
  private final Duration deadline;
  private @Nullable PgConnection connection;

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
        .compose(open -> write(open, batch.parts()))
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              outcome.tryComplete(
                  done.succeeded() ? new Outcome.Committed(done.result()) : failed(done.cause()));
            });
    return outcome.future();
  }

  private Future<PgConnection> connected() {
    PgConnection open = connection;
    if (open != null) {
      return Future.succeededFuture(open);
    }
    return database
        .connect("ingest", deadline)
        .compose(fresh -> fresh.query(GENERIC_PLANS).execute().map(fresh))
        .onSuccess(
            fresh -> {
              connection = fresh;
              fresh.closeHandler(closed -> forget(fresh));
              fresh.exceptionHandler(e -> LOG.debug("writer's connection: {}", e.toString()));
            });
  }

  private void forget(PgConnection closed) {
    if (closed.equals(connection)) {
      connection = null;
    }
  }

  /** Leaves a connection that does not answer; what it still does is stopped by the fence. */
  private void abandon() {
    PgConnection stuck = connection;
    connection = null;
    if (stuck != null) {
      stuck.cancelRequest().onComplete(cancelled -> stuck.close());
    }
  }

  private Outcome failed(Throwable cause) {
    if (cause instanceof PgException refused && refusesRow(refused.getSqlState())) {
      return new Outcome.Refused(refused.getSqlState() + " " + refused.getErrorMessage());
    }
    return new Outcome.Unknown(cause);
  }

  /**
   * Whether the database says that the data is at fault: data exceptions, broken constraints, what
   * triggers raise, rows too large. A missing partition is our fault, not the row's.
   */
  private static boolean refusesRow(@Nullable String state) {
    return state != null
        && (state.startsWith("22")
            || (state.startsWith("23") && !state.equals("23514"))
            || state.equals("P0001")
            || state.equals("54000"));
  }

  private Future<Set<Integer>> write(PgConnection open, List<Part> parts) {
    List<StationFact> facts = facts(parts, Set.of());
    if (facts.isEmpty()) {
      return run(open, parts).compose(moved -> lost(open, parts, moved));
    }
    return open.begin()
        .compose(
            tx ->
                run(open, parts)
                    .compose(moved -> lost(open, parts, moved))
                    .compose(
                        lost ->
                            alerts
                                .apply(open, facts(parts, lost))
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
    PgConnection open = connection;
    connection = null;
    return open == null ? Future.succeededFuture() : open.close();
  }
}
