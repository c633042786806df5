package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Lifecycle;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
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
  /** What the history says of it. */
  static final String TOLD = "told";

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

  /** What a silence or an alert that holds keeps is left alone. $1 settled before, $2 silences. */
  private static final String UNTOLD =
      """
      select a.*
      from alert a
      where a.untold is not null and a.work = 'new' and a.condition = 'active' and not a.test
        and a.untold <> all($2::text[])
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
            LiveSilences.all(tx, writer.style().zone())
                .compose(
                    silences ->
                        tx.preparedQuery(UNTOLD)
                            .execute(
                                Tuple.tuple()
                                    .addValue(Times.toSql(clock.getAsLong() - SETTLES.toMillis()))
                                    .addValue(silences.toArray(String[]::new))))
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
    boolean silent = row.getBoolean("silent");
    return AlertPlaces.of(tx, row)
        .compose(
            place ->
                writer
                    .suppression()
                    .by(tx, alert, place)
                    .compose(
                        by ->
                            by == null
                                ? tell(tx, alert, place, silent)
                                : Suppression.keep(
                                    tx, alert.id(), new Suppression.Verdict(by, silent))));
  }

  /** Deadlines of what nobody knew of run from now on. */
  private Future<Void> tell(SqlConnection tx, Alert alert, Row place, boolean silent) {
    long now = clock.getAsLong();
    Rule rule = RuleCatalogue.standard().rule(alert.matter().rule());
    Step step =
        silent
            ? new Step(alert.next().dueBy(Lifecycle.due(rule, now)), TOLD, Notice.RAISED)
            : new Step(alert.next(), TOLD, Notice.WORSENED);
    return writer.change(tx, new AlertChange(step, place, "hub", new JsonObject(), now));
  }
}
