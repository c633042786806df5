package cn.yizhan.hub.storage;

import cn.yizhan.hub.watch.RestockProof;
import cn.yizhan.hub.watch.Unproven;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reported restocks out of their table. What proves one is written to its row before the reports
 * are judged; a row that another hub is looking at is left to it.
 */
public final class PgUnprovenBook extends PgReview<Unproven> {
  private final PgRuleBook rules;

  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  public PgUnprovenBook(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    super(pool, rules, alerts);
    this.rules = rules;
  }

  /**
   * Reports without a proof. Readings are of interest from a day before, the earliest that a rise
   * may have been, with the one that held then; a rise more than a day after the report is another
   * restock's. What a station sends later than a week after shows nothing any more.
   */
  private static final String OPEN =
      """
      select r.id, r.station, r.at, r.amount, r.level_before, i.capacity, c.counted, l.levels
      from restock_report r
      join item i on i.station = r.station and i.code = r.item
      left join lateral (
        select min(k.at) as counted
        from stock_count k
        where k.station = r.station and k.item = r.item and k.photo is not null
          and k.at >= r.at) c on true
      left join lateral (
        select jsonb_agg(
            jsonb_build_array((extract(epoch from t.at) * 1000)::bigint,
              t."values"[array_position(t.points, p.code)])
            order by t.at, t.received, t.seq) as levels
        from point p
        cross join lateral (
          (select n.at, n.received, n.seq, n.points, n."values" from report n
           where n.station = p.station and p.code = any(n.points)
             and n.at > r.at - interval '1 day' and n.at < r.at + interval '1 day')
          union all
          (select n.at, n.received, n.seq, n.points, n."values" from report n
           where n.station = p.station and p.code = any(n.points)
             and n.at > r.at - interval '8 days' and n.at <= r.at - interval '1 day'
           order by n.at desc, n.received desc, n.seq desc limit 1)) t
        where p.station = r.station and p.name = 'supply/' || r.item || '/level'
          and r.at > now() - interval '7 days') l on true
      where r.proven is null and r.withdrawn is null
      for update of r skip locked""";

  private static final String PROVE =
      "update restock_report set proven = $2, proof = $3 where id = $1 and proven is null";

  /** The oldest report without a proof after which none was proven; $1 rule. */
  private static final String ITEMS =
      """
      select s.id, s.status = 'live' and s.disabled is null as expected, i.code as item, i.unit,
        o.at, o.amount, a.severity
      from (
        select station, item from restock_report where proven is null and withdrawn is null
        union
        select station, substr(subject, 8) from alert
        where rule = $1 and subject like 'supply/%' and work <> 'closed' and not retrospective
          and condition = 'active') k
      join station s on s.id = k.station
      join item i on i.station = k.station and i.code = k.item
      left join lateral (
        select r.at, r.amount from restock_report r
        where r.station = k.station and r.item = k.item and r.proven is null
          and r.withdrawn is null
          and not exists (
            select from restock_report n
            where n.station = r.station and n.item = r.item and n.at > r.at
              and n.proven is not null and n.withdrawn is null)
        order by r.at limit 1) o on true
      left join alert a
        on a.station = k.station and a.rule = $1 and a.subject = 'supply/' || k.item
          and a.work <> 'closed' and not a.retrospective and a.condition = 'active'
      where a.id is not null or (s.status = 'live' and s.disabled is null)
      order by s.id, i.code""";

  @Override
  Future<RowSet<Row>> read(SqlConnection tx) {
    return tx.query(OPEN)
        .execute()
        .compose(open -> prove(tx, open))
        .compose(done -> tx.preparedQuery(ITEMS).execute(Tuple.of(Unproven.RULE)));
  }

  private Future<Void> prove(SqlConnection tx, RowSet<Row> open) {
    Set<Integer> stations = new HashSet<>();
    open.forEach(row -> stations.add(row.getInteger("station")));
    return stations.isEmpty()
        ? Future.succeededFuture()
        : rules
            .thresholds(tx, stations)
            .compose(
                thresholds -> {
                  List<Tuple> proven = proven(open, thresholds);
                  return proven.isEmpty()
                      ? Future.succeededFuture()
                      : tx.preparedQuery(PROVE).executeBatch(proven).mapEmpty();
                });
  }

  private static List<Tuple> proven(RowSet<Row> open, Map<Integer, Thresholds> thresholds) {
    List<Tuple> proven = new ArrayList<>();
    for (Row row : open) {
      RestockProof.Proven by =
          proof(row)
              .found(thresholds.getOrDefault(row.getInteger("station"), Thresholds.standard()));
      if (by != null) {
        proven.add(Tuple.of(row.getUUID("id"), Times.toSql(by.at()), by.by()));
      }
    }
    return proven;
  }

  private static RestockProof proof(Row row) {
    return new RestockProof(
        Times.fromSql(row.getOffsetDateTime("at")),
        row.getDouble("amount"),
        row.getDouble("level_before"),
        row.getDouble("capacity"),
        levels(row.getJsonArray("levels")),
        Times.fromSqlOrNull(row.getOffsetDateTime("counted")));
  }

  private static List<RestockProof.Level> levels(@Nullable JsonArray told) {
    List<RestockProof.Level> levels = new ArrayList<>();
    for (int i = 0; told != null && i < told.size(); i++) {
      JsonArray level = told.getJsonArray(i);
      levels.add(new RestockProof.Level(level.getLong(0), level.getDouble(1)));
    }
    return levels;
  }

  @Override
  Unproven of(Row row, Thresholds thresholds) {
    OffsetDateTime at = row.getOffsetDateTime("at");
    String severity = row.getString("severity");
    return new Unproven(
        row.getInteger("id"),
        row.getBoolean("expected"),
        row.getString("item"),
        row.getString("unit"),
        at == null ? null : new Unproven.Report(Times.fromSql(at), row.getDouble("amount")),
        severity == null ? null : Severity.of(severity),
        thresholds);
  }
}
