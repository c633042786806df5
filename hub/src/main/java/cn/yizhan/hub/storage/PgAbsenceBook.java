package cn.yizhan.hub.storage;

import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.watch.Absence;
import cn.yizhan.hub.watch.AbsenceBook;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Absences out of the tables of stations, presence and alerts. */
public final class PgAbsenceBook implements AbsenceBook {
  /** Facts applied in one transaction; the rest waits for the next review. */
  private static final int MOST = 200;

  private final Pool pool;
  private final PgRuleBook rules;
  private final PgAlertBook alerts;

  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  public PgAbsenceBook(Pool pool, PgRuleBook rules, PgAlertBook alerts) {
    this.pool = pool;
    this.rules = rules;
    this.alerts = alerts;
  }

  /** A station that was never online has been offline since it was registered. */
  private static final String ABSENCES =
      """
      select s.id, s.status = 'live' and s.disabled is null as expected,
        coalesce(p.online, false) as online, coalesce(p.since, s.created) as since, a.severity
      from station s
      left join presence p on p.station = s.id
      left join alert a
        on a.station = s.id and a.rule = $1 and a.subject = 'station' and a.work <> 'closed'
          and not a.retrospective and a.condition = 'active'
      where a.id is not null
        or (s.status = 'live' and s.disabled is null and not coalesce(p.online, false))
      order by s.id""";

  @Override
  public Future<Integer> review(Function<List<Absence>, List<StationFact>> judge) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(ABSENCES)
                .execute(Tuple.of(Absence.RULE))
                .compose(
                    rows -> {
                      List<Row> all = new ArrayList<>(rows.size());
                      rows.forEach(all::add);
                      return all.isEmpty() ? Future.succeededFuture(0) : judged(tx, all, judge);
                    }));
  }

  private Future<Integer> judged(
      SqlConnection tx, List<Row> rows, Function<List<Absence>, List<StationFact>> judge) {
    List<Integer> stations = rows.stream().map(row -> row.getInteger("id")).toList();
    return rules
        .thresholds(tx, stations)
        .compose(
            thresholds -> {
              List<StationFact> facts =
                  judge.apply(rows.stream().map(row -> absence(row, thresholds)).toList());
              List<StationFact> some = facts.subList(0, Math.min(MOST, facts.size()));
              return alerts.apply(tx, some).map(some.size());
            });
  }

  private static Absence absence(Row row, Map<Integer, Thresholds> thresholds) {
    String severity = row.getString("severity");
    return new Absence(
        row.getInteger("id"),
        row.getBoolean("expected"),
        row.getBoolean("online"),
        Times.fromSql(row.getOffsetDateTime("since")),
        severity == null ? null : Severity.of(severity),
        thresholds.getOrDefault(row.getInteger("id"), Thresholds.standard()));
  }
}
