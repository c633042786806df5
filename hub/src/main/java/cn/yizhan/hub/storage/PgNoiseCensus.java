package cn.yizhan.hub.storage;

import cn.yizhan.hub.health.NoiseMeters;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;

/** Counts what people are not told now. */
public final class PgNoiseCensus {
  private static final String COUNT =
      """
      select count(*) filter (where a.untold like 'silence/%') as silenced,
        count(*) filter (where a.untold like 'alert/%') as inhibited,
        (select count(*) from digest_item where collected < 'infinity') as collected
      from alert a
      where a.untold is not null and a.silent and a.condition = 'active' and a.work <> 'closed'""";

  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgNoiseCensus(Pool pool) {
    this.pool = pool;
  }

  /** Counts once. */
  public Future<NoiseMeters.Count> count() {
    return pool.query(COUNT)
        .execute()
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new NoiseMeters.Count(
                  row.getLong("silenced"), row.getLong("inhibited"), row.getLong("collected"));
            });
  }
}
