package cn.yizhan.hub.storage;

import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** How many alerts are not closed, out of their table; what is only recorded does not count. */
public final class PgOpenAlerts implements Supplier<Future<Map<Severity, Long>>> {
  private static final String COUNT =
      """
      select severity, count(*) from alert
      where work <> 'closed' and not retrospective and not test and office <> %d
      group by severity"""
          .formatted(Scope.HIDDEN);

  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgOpenAlerts(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Map<Severity, Long>> get() {
    return pool.query(COUNT)
        .execute()
        .map(
            rows -> {
              Map<Severity, Long> counted = new EnumMap<>(Severity.class);
              for (Row row : rows) {
                counted.put(Severity.of(row.getString(0)), row.getLong(1));
              }
              return counted;
            });
  }
}
