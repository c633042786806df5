package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Handled;
import cn.yizhan.hub.alerts.Handling;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Closes what has been over for a day, needs no recheck and was closed by nobody. Several hubs may
 * do so at once.
 */
public final class PgLapses {
  private final Pool pool;
  private final AlertWriter writer;

  /**
   * @param pool connections
   * @param writer writes the changes
   */
  public PgLapses(Pool pool, AlertWriter writer) {
    this.pool = pool;
    this.writer = writer;
  }

  /** $1 rules that need no recheck. */
  private static final String OVER =
      """
      select a.*, now() as now
      from alert a
      where a.work <> 'closed' and a.condition <> 'active' and a.rule = any($1)
        and a.cleared_time < now() - interval '24 hours' and a.detected_time < now() - interval '24 hours'
      order by a.cleared_time
      limit 50
      for update skip locked""";

  /** Closes some; how many. */
  public Future<Integer> close() {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(OVER)
                .execute(Tuple.of((Object) withoutRecheck()))
                .compose(rows -> close(tx, rows)));
  }

  private static String[] withoutRecheck() {
    return RuleCatalogue.standard().rules().stream()
        .filter(rule -> !Handling.needsRecheck(rule, false))
        .map(Rule::id)
        .toArray(String[]::new);
  }

  private Future<Integer> close(SqlConnection tx, RowSet<Row> rows) {
    Future<Void> all = Future.succeededFuture();
    for (Row row : rows) {
      all = all.compose(done -> close(tx, row));
    }
    return all.map(rows.size());
  }

  private Future<Void> close(SqlConnection tx, Row row) {
    Alert alert = AlertRows.alert(row);
    Rule rule = RuleCatalogue.standard().rule(alert.matter().rule());
    long now = Times.fromSql(row.getOffsetDateTime("now"));
    Handled handled = Handling.lapse(alert, rule, now);
    return handled instanceof Handled.Done done
        ? AlertPlaces.of(tx, row)
            .compose(
                place ->
                    writer.change(
                        tx, new AlertChange(done.step(), place, "hub", new JsonObject(), now)))
        : Future.succeededFuture();
  }
}
