package cn.yizhan.hub.storage;

import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.watch.Outage;
import cn.yizhan.hub.watch.OutageBook;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Outages out of the tables of offices, stations, presence and alerts. */
public final class PgOutageBook implements OutageBook {
  private final Pool pool;
  private final PgAlertFacts alerts;

  /**
   * @param pool connections
   * @param alerts takes the facts
   */
  public PgOutageBook(Pool pool, PgAlertFacts alerts) {
    this.pool = pool;
    this.alerts = alerts;
  }

  /**
   * A station that was never online is not one that went away. $1 rule.
   *
   * @see PgAbsenceBook#CONNECTION
   */
  private static final String OUTAGES =
      """
      select s.office, count(*)::integer as expected,
        coalesce(array_agg(c.since) filter (where not c.online), '{}') as away,
        (select max(a.event_time) from alert a
          where a.office = s.office and a.station is null and a.rule = $1
            and a.condition = 'active' and a.work <> 'closed') as told
      from station s
      """
          + PgAbsenceBook.CONNECTION
          + """

      where s.status = 'live' and s.disabled is null and p.station is not null
      group by s.office
      order by s.office""";

  /** How many facts were applied, and what is to be run once that is committed. */
  private record Reviewed(int facts, Runnable afterwards) {}

  @Override
  public Future<Integer> review(Function<List<Outage>, List<OfficeFact>> judge) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(OUTAGES)
                    .execute(Tuple.of(Outage.RULE))
                    .compose(rows -> judged(tx, rows, judge)))
        .onSuccess(reviewed -> reviewed.afterwards().run())
        .map(Reviewed::facts);
  }

  private Future<Reviewed> judged(
      SqlConnection tx, RowSet<Row> rows, Function<List<Outage>, List<OfficeFact>> judge) {
    List<Integer> offices = new ArrayList<>();
    rows.forEach(row -> offices.add(row.getInteger("office")));
    return PgThresholds.atOffices(tx, offices)
        .compose(
            thresholds -> {
              List<Outage> outages = new ArrayList<>();
              rows.forEach(row -> outages.add(outage(row, thresholds)));
              List<OfficeFact> facts = judge.apply(outages);
              return alerts.applyToOffices(tx, facts).map(done -> new Reviewed(facts.size(), done));
            });
  }

  private static Outage outage(Row row, Map<Integer, Thresholds> thresholds) {
    int office = row.getInteger("office");
    OffsetDateTime[] away = row.getArrayOfOffsetDateTimes("away");
    return new Outage(
        office,
        row.getInteger("expected"),
        Arrays.stream(away).map(Times::fromSql).toList(),
        Times.fromSqlOrNull(row.getOffsetDateTime("told")),
        thresholds.getOrDefault(office, Thresholds.standard()));
  }
}
