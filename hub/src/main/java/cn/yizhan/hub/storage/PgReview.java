package cn.yizhan.hub.storage;

import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.watch.Review;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is read, judged by the thresholds in force at its station, and made into alerts in one
 * transaction.
 *
 * @param <T> what is known of one of them
 */
abstract class PgReview<T> implements Review<T> {
  /** Facts applied in one transaction; the rest waits for the next review. */
  private static final int MOST = 200;

  private final Pool pool;
  private final PgRuleBook rules;
  private final PgAlertFacts alerts;

  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  PgReview(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    this.pool = pool;
    this.rules = rules;
    this.alerts = alerts;
  }

  /** What there is to judge; the column {@code id} of each row is its station. */
  abstract Future<RowSet<Row>> read(SqlConnection tx);

  /** What a row tells. */
  abstract T of(Row row, Thresholds thresholds);

  /** How many facts were applied, and what is to be run once that is committed. */
  private record Reviewed(int facts, Runnable afterwards) {}

  @Override
  public final Future<Integer> review(Function<List<T>, List<StationFact>> judge) {
    return pool.withTransaction(tx -> read(tx).compose(rows -> judged(tx, rows, judge)))
        .onSuccess(reviewed -> reviewed.afterwards().run())
        .map(Reviewed::facts);
  }

  private Future<Reviewed> judged(
      SqlConnection tx, RowSet<Row> rows, Function<List<T>, List<StationFact>> judge) {
    List<Integer> stations = new ArrayList<>(rows.size());
    rows.forEach(row -> stations.add(row.getInteger("id")));
    if (stations.isEmpty()) {
      return Future.succeededFuture(new Reviewed(0, () -> {}));
    }
    return rules
        .thresholds(tx, stations)
        .compose(
            thresholds -> {
              List<T> known = new ArrayList<>(rows.size());
              for (Row row : rows) {
                known.add(
                    of(row, thresholds.getOrDefault(row.getInteger("id"), Thresholds.standard())));
              }
              List<StationFact> facts = judge.apply(known);
              List<StationFact> some = facts.subList(0, Math.min(MOST, facts.size()));
              return alerts.apply(tx, some).map(done -> new Reviewed(some.size(), done));
            });
  }
}
