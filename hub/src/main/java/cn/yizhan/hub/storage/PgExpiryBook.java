package cn.yizhan.hub.storage;

import cn.yizhan.hub.watch.Expiring;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** Expiries out of the tables of items and alerts. */
public final class PgExpiryBook extends PgReview<Expiring> {
  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  public PgExpiryBook(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    super(pool, rules, alerts);
  }

  private static final String EXPIRING =
      """
      select s.id, s.status = 'live' and s.disabled is null as expected, i.code, i.expires,
        a.severity,
        (select max(e.cleared_time) from alert e
         where e.station = s.id and e.rule = $1 and e.subject = 'supply/' || i.code
           and not e.retrospective) as ended
      from item i
      join station s on s.id = i.station
      left join alert a
        on a.station = s.id and a.rule = $1 and a.subject = 'supply/' || i.code
          and a.work <> 'closed' and not a.retrospective and a.condition = 'active'
      where s.office <>\s"""
          + Scope.HIDDEN
          + """
           and (a.id is not null
            or (i.expires is not null and s.status = 'live' and s.disabled is null))
          order by s.id, i.code""";

  @Override
  Future<RowSet<Row>> read(SqlConnection tx) {
    return tx.preparedQuery(EXPIRING).execute(Tuple.of(Expiring.RULE));
  }

  @Override
  Expiring of(Row row, Thresholds thresholds) {
    String severity = row.getString("severity");
    Long ended = Times.fromSqlOrNull(row.getOffsetDateTime("ended"));
    return new Expiring(
        row.getInteger("id"),
        row.getBoolean("expected"),
        row.getString("code"),
        row.getLocalDate("expires"),
        severity == null ? null : Severity.of(severity),
        ended == null ? 0 : ended,
        thresholds);
  }
}
