package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.RejectionLog;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;

/** Rejections in PostgreSQL; the ingest transaction writes them, here they end. */
public final class PgRejectionLog implements RejectionLog {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgRejectionLog(Pool pool) {
    this.pool = pool;
  }

  // two hubs share the work instead of waiting for each other
  private static final String FORGET =
      """
      delete from rejection where id in (
        select id from rejection where received < $1 order by received limit $2
        for update skip locked)""";

  @Override
  public Future<Integer> forget(long before, int most) {
    return pool.preparedQuery(FORGET)
        .execute(Tuple.of(Times.toSql(before), most))
        .map(SqlResult::rowCount);
  }
}
