package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.Step;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells what was not told when it began and still holds, once nothing keeps it from being told any
 * more. Several hubs may do so at once.
 */
public final class PgUntold {
  private final Pool pool;
  private final AlertWriter writer;
  private final LongSupplier clock;

  /**
   * @param pool connections
   * @param writer writes the changes
   * @param clock the hub's clock, epoch milliseconds
   */
  public PgUntold(Pool pool, AlertWriter writer, LongSupplier clock) {
    this.pool = pool;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * How long after the end of what an alert comes from it is told if it still holds: the end of the
   * one is not heard at the same moment as that of the others, and what clears has its own hold.
   */
  private static final Duration SETTLES = Duration.ofMinutes(10);

  /** What a silence that goes on or an alert that holds keeps is left alone. $1 settled before. */
  private static final String UNTOLD =
      """
      select a.*
      from alert a
      where a.untold is not null and a.work = 'new' and a.condition = 'active' and not a.test
        and not exists (
          select from silence s
          where a.untold = 'silence/' || s.id and s.expired is null and s.ends > now())
        and not exists (
          select from alert b
          where a.untold = 'alert/' || b.id and b.work <> 'closed'
            and (b.condition = 'active' or b.cleared_time > $1))
      order by a.detected_time
      limit 50
      for update of a skip locked""";

  /** Tells some; how many were looked at. */
  public Future<Integer> review() {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(UNTOLD)
                .execute(Tuple.of(Times.toSql(clock.getAsLong() - SETTLES.toMillis())))
                .compose(rows -> review(tx, rows)));
  }

  private Future<Integer> review(SqlConnection tx, RowSet<Row> rows) {
    Future<Void> all = Future.succeededFuture();
    for (Row row : rows) {
      all = all.compose(done -> review(tx, row));
    }
    return all.map(rows.size());
  }

  private Future<Void> review(SqlConnection tx, Row row) {
    Alert alert = AlertRows.alert(row);
    return AlertPlaces.of(tx, row)
        .compose(
            place ->
                Suppression.by(tx, alert, place)
                    .compose(by -> by == null ? tell(tx, alert, place) : keep(tx, alert, by)));
  }

  private Future<Void> tell(SqlConnection tx, Alert alert, Row place) {
    Step step = new Step(alert.next(), "told", Notice.RAISED);
    return writer.change(
        tx, new AlertChange(step, place, "hub", new JsonObject(), clock.getAsLong()));
  }

  private static Future<Void> keep(SqlConnection tx, Alert alert, String by) {
    return tx.preparedQuery("update alert set untold = $2 where id = $1")
        .execute(Tuple.of(alert.id(), by))
        .mapEmpty();
  }
}
