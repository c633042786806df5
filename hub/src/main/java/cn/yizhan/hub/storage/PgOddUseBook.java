package cn.yizhan.hub.storage;

import cn.yizhan.hub.watch.OddUse;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The last known days of items beside what is usual, out of their forecasts. */
public final class PgOddUseBook extends PgReview<OddUse> {
  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  public PgOddUseBook(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    super(pool, rules, alerts);
  }

  private static final String DAYS =
      "select s.id, k.item, k.severity, "
          + PgCoverBook.EXPECTED
          + ", i.unit, i.capacity, f.last_end, f.last_used, f.usual, f.spread\n"
          + PgCoverBook.ITEMS
          + PgCoverBook.WHERE;

  @Override
  Future<RowSet<Row>> read(SqlConnection tx) {
    return tx.preparedQuery(DAYS).execute(Tuple.of(OddUse.RULE));
  }

  @Override
  OddUse of(Row row, Thresholds thresholds) {
    String severity = row.getString("severity");
    String unit = row.getString("unit");
    return new OddUse(
        row.getInteger("id"),
        row.getString("item"),
        row.getBoolean("expected"),
        unit == null ? null : new OddUse.Stocked(unit, row.getDouble("capacity")),
        day(row),
        severity == null ? null : Severity.of(severity),
        thresholds);
  }

  private static OddUse.@Nullable Day day(Row row) {
    OffsetDateTime end = row.getOffsetDateTime("last_end");
    return end == null
        ? null
        : new OddUse.Day(
            Times.fromSql(end),
            row.getDouble("last_used"),
            row.getDouble("usual"),
            row.getDouble("spread"));
  }
}
