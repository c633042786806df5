package cn.yizhan.hub.storage;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.watch.Undelivered;
import cn.yizhan.hub.watch.UndeliveredBook;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What waits at endpoints, out of the tables of endpoints, notifications and alerts. */
public final class PgUndeliveredBook implements UndeliveredBook {
  private final Pool pool;
  private final PgAlertFacts alerts;

  /**
   * @param pool connections
   * @param alerts takes the facts
   */
  public PgUndeliveredBook(Pool pool, PgAlertFacts alerts) {
    this.pool = pool;
    this.alerts = alerts;
  }

  /** $1 rule. Whoever disables an endpoint by hand knows that nothing goes there. */
  private static final String UNDELIVERED =
      """
      select e.id, e.office, w.critical, w.other, e.refused, a.severity, now() as now,
        a.id is not null and e.refused is null and (not e.enabled or exists (
          select from outbox t
          where t.endpoint = e.id and t.state = 'delivered' and t.finished > a.event_time)) as over
      from endpoint e
      left join alert a
        on a.office = e.office and a.station is null and a.rule = $1
          and a.subject = 'endpoint/' || e.id and a.work <> 'closed' and not a.retrospective
          and a.condition = 'active'
      left join lateral (
        select min(o.created) filter (where x.severity = 'critical') as critical,
          min(o.created) filter (where x.severity is distinct from 'critical') as other
        from outbox o
        left join alert x on x.id = o.alert
        where o.endpoint = e.id and o.state = 'due' and o.attempts > 0 and e.enabled) w on true
      where e.office <> %d and (a.id is not null or e.refused is not null
        or w.critical is not null or w.other is not null)
      order by e.office, e.id"""
          .formatted(Scope.HIDDEN);

  /** How many facts were applied, and what is to be run once that is committed. */
  private record Reviewed(int facts, Runnable afterwards) {}

  @Override
  public Future<Integer> review(Judge judge) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(UNDELIVERED)
                    .execute(Tuple.of(Undelivered.RULE))
                    .compose(rows -> judged(tx, rows, judge)))
        .onSuccess(reviewed -> reviewed.afterwards().run())
        .map(Reviewed::facts);
  }

  private Future<Reviewed> judged(SqlConnection tx, RowSet<Row> rows, Judge judge) {
    List<Integer> offices = new ArrayList<>();
    rows.forEach(row -> offices.add(row.getInteger("office")));
    return PgThresholds.atOffices(tx, offices)
        .compose(
            thresholds -> {
              List<OfficeFact> facts = new ArrayList<>();
              for (Row row : rows) {
                Undelivered endpoint = undelivered(row, thresholds);
                Fact fact = judge.judge(endpoint, Times.fromSql(row.getOffsetDateTime("now")));
                if (fact != null) {
                  facts.add(new OfficeFact(endpoint.office(), fact));
                }
              }
              return alerts.applyToOffices(tx, facts).map(done -> new Reviewed(facts.size(), done));
            });
  }

  private static Undelivered undelivered(Row row, Map<Integer, Thresholds> thresholds) {
    String severity = row.getString("severity");
    return new Undelivered(
        row.getUUID("id"),
        row.getInteger("office"),
        Times.fromSqlOrNull(row.getOffsetDateTime("critical")),
        Times.fromSqlOrNull(row.getOffsetDateTime("other")),
        Times.fromSqlOrNull(row.getOffsetDateTime("refused")),
        severity == null
            ? null
            : new Undelivered.Told(Severity.of(severity), row.getBoolean("over")),
        thresholds.getOrDefault(row.getInteger("office"), Thresholds.standard()));
  }
}
