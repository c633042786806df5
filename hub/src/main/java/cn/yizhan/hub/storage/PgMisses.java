package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.hub.escalation.Miss;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Makes alerts of missed deadlines, and ends them. It holds no lock on the deadline meanwhile, for
 * a new alert's number is waited for by many; facts found twice, by two hubs or after a kill,
 * change nothing.
 */
final class PgMisses {
  private static final int MOST = 100;

  private final Pool pool;
  private final PgAlertFacts facts;

  PgMisses(Pool pool, PgAlertFacts facts) {
    this.pool = pool;
    this.facts = facts;
  }

  /** How many were raised or ended. */
  Future<Integer> record() {
    return all(DUE, this::raise)
        .compose(raised -> all(OVER, this::end).map(ended -> raised + ended));
  }

  private static final String COLUMNS =
      """
      select a.id, a.station, a.office, a.subject, a.severity, d.kind, d.due, now() as now""";

  private static final String DUE =
      COLUMNS
          + """
           from deadline d join alert a on a.id = d.alert
          where d.record = 'due' order by d.missed limit $1""";

  /**
   * Those that were met late, or whose alert began anew; the alert about the miss goes on while
   * another deadline of that kind and subject is missed.
   */
  private static final String OVER =
      COLUMNS
          + """
          , exists (
              select from deadline o join alert b on b.id = o.alert
              where o.kind = d.kind and o.missed is not null and o.stopped is null
                and b.office = a.office and b.station is not distinct from a.station
                and b.subject = a.subject) as others
          from deadline d join alert a on a.id = d.alert
          where d.record = 'open' and (d.stopped is not null or d.missed is null) limit $1""";

  /** What is done about one row. */
  private interface Act {
    Future<Void> on(Row row);
  }

  private Future<Integer> all(String query, Act act) {
    return pool.preparedQuery(query)
        .execute(Tuple.of(MOST))
        .compose(rows -> each(rows, act).map(rows.size()));
  }

  private static Future<Void> each(RowSet<Row> rows, Act act) {
    Future<Void> all = Future.succeededFuture();
    for (Row row : rows) {
      all = all.compose(done -> act.on(row));
    }
    return all;
  }

  private static final String OPEN =
      "update deadline set record = 'open' where alert = $1 and kind = $2 and record = 'due'";

  private Future<Void> raise(Row row) {
    return apply(row, miss(row).raised()).compose(done -> note(OPEN, row));
  }

  private static final String ENDED =
      """
      update deadline set record = null
      where alert = $1 and kind = $2 and record = 'open'
        and (stopped is not null or missed is null)""";

  private Future<Void> end(Row row) {
    long now = Times.fromSql(row.getOffsetDateTime("now"));
    Future<Void> cleared =
        row.getBoolean("others") ? Future.succeededFuture() : apply(row, miss(row).cleared(now));
    return cleared.compose(done -> note(ENDED, row));
  }

  private static Miss miss(Row row) {
    return new Miss(
        row.getUUID("id"),
        DeadlineKind.of(row.getString("kind")),
        row.getString("subject"),
        Severity.of(row.getString("severity")),
        Times.fromSql(row.getOffsetDateTime("due")));
  }

  private Future<Void> apply(Row row, Fact fact) {
    Integer station = row.getInteger("station");
    return pool.withTransaction(
            tx ->
                station == null
                    ? facts.applyToOffices(
                        tx, List.of(new OfficeFact(row.getInteger("office"), fact)))
                    : facts.apply(tx, List.of(new StationFact(station, fact))))
        .onSuccess(Runnable::run)
        .mapEmpty();
  }

  private Future<Void> note(String sql, Row row) {
    return pool.preparedQuery(sql)
        .execute(Tuple.of(row.getUUID("id"), row.getString("kind")))
        .mapEmpty();
  }
}
