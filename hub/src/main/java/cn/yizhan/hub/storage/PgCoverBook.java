package cn.yizhan.hub.storage;

import cn.yizhan.hub.watch.StockCover;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** Stocks and their forecasts out of the tables of items, levels, counts and alerts. */
public final class PgCoverBook extends PgReview<StockCover> {
  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  public PgCoverBook(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    super(pool, rules, alerts);
  }

  /**
   * Items with a forecast or an open alert, as k; $1 is the rule. The item is in its subject after
   * {@code supply/}.
   */
  static final String ITEMS =
      """
      from (
        select coalesce(f.station, a.station) as station,
          coalesce(f.item, substr(a.subject, 8)) as item, a.severity
        from item_forecast f
        full join (
          select station, subject, severity from alert
          where rule = $1 and work <> 'closed' and not retrospective and condition = 'active') a
          on a.station = f.station and a.subject = 'supply/' || f.item) k
      join station s on s.id = k.station
      left join item i on i.station = k.station and i.code = k.item
      left join item_forecast f on f.station = k.station and f.item = k.item
      """;

  /** Whether the item is expected to be there, and whether there is anything to judge. */
  static final String EXPECTED =
      "s.status = 'live' and s.disabled is null and i.code is not null as expected";

  static final String WHERE =
      "where s.office <> "
          + Scope.HIDDEN
          + " and (k.severity is not null or (s.status = 'live' and s.disabled is null))"
          + " order by s.id, k.item";

  private static final String STOCKS =
      "select s.id, k.item, k.severity, "
          + EXPECTED
          + ", "
          + StockLevels.COLUMNS
          + "\n"
          + ITEMS
          + StockLevels.LEVEL
          + WHERE;

  @Override
  Future<RowSet<Row>> read(SqlConnection tx) {
    return tx.preparedQuery(STOCKS).execute(Tuple.of(StockCover.RULE));
  }

  @Override
  StockCover of(Row row, Thresholds thresholds) {
    String severity = row.getString("severity");
    return new StockCover(
        row.getInteger("id"),
        row.getString("item"),
        row.getBoolean("expected"),
        StockLevels.stock(row),
        severity == null ? null : Severity.of(severity),
        thresholds);
  }
}
