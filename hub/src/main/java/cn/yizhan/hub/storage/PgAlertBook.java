package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Lifecycle;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.Work;
import cn.yizhan.hub.api.AlertWork;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What people do with alerts, in PostgreSQL. Every change is decided on the alert's locked row and
 * written with its history, its notifications and its audit row, in one transaction.
 */
public final class PgAlertBook implements AlertWork {
  private final Pool pool;
  private final AlertWriter writer;
  private final LongSupplier clock;
  private final Consumer<Step> committed;

  /**
   * @param pool connections
   * @param writer writes the changes
   * @param clock the hub's clock, epoch milliseconds
   * @param committed told of each change once it is committed
   */
  public PgAlertBook(Pool pool, AlertWriter writer, LongSupplier clock, Consumer<Step> committed) {
    this.pool = pool;
    this.writer = writer;
    this.clock = clock;
    this.committed = committed;
  }

  private static final String LOCK =
      Scope.sql("select a.* from alert a where {scope a.office} and a.id = $2 for update of a");

  /** How an acknowledgement ended and what it changed, null for nothing. */
  private record Acknowledged(Outcome outcome, @Nullable Step step) {}

  @Override
  public Future<Outcome> acknowledge(Actor actor, UUID id, @Nullable Integer expectedRevision) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Scope.tuple(actor, id))
                    .compose(rows -> acknowledge(tx, actor, first(rows), expectedRevision)))
        .map(
            ended -> {
              if (ended.step() != null) {
                committed.accept(ended.step());
              }
              return ended.outcome();
            })
        .recover(PgFailures::translate);
  }

  private Future<Acknowledged> acknowledge(
      SqlConnection tx, Actor actor, @Nullable Row row, @Nullable Integer expectedRevision) {
    Alert alert = row == null ? null : AlertRows.alert(row);
    Outcome without = without(alert, expectedRevision);
    if (row == null || alert == null || without != null) {
      return Future.succeededFuture(
          new Acknowledged(without == null ? Outcome.MISSING : without, null));
    }
    long now = clock.getAsLong();
    Step step = Lifecycle.acknowledge(alert, actor.name(), now);
    JsonObject data =
        new JsonObject().put("number", alert.number()).put("revision", step.alert().revision());
    return AlertPlaces.of(tx, row)
        .compose(
            place ->
                writer.change(
                    tx, new AlertChange(step, place, actor.name(), new JsonObject(), now)))
        .compose(
            done -> PgAudit.record(tx, actor, "alert.acknowledge", "alert/" + alert.id(), data))
        .map(new Acknowledged(Outcome.DONE, step));
  }

  /** How an acknowledgement ends that changes nothing; null when it does change something. */
  private static @Nullable Outcome without(
      @Nullable Alert alert, @Nullable Integer expectedRevision) {
    if (alert == null) {
      return Outcome.MISSING;
    }
    if (alert.state().work() == Work.CLOSED) {
      return Outcome.IMPOSSIBLE;
    }
    if (!Lifecycle.canAcknowledge(alert)) {
      return Outcome.DONE;
    }
    boolean stale = expectedRevision != null && expectedRevision != alert.revision();
    return stale ? Outcome.STALE : null;
  }

  private static @Nullable Row first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next();
  }
}
