package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.notify.ProbePostman;
import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.probe.ProbeReceipts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Receipts of synthetic alerts in PostgreSQL. */
public final class PgProbeReceipts implements ProbeReceipts {
  private final Pool pool;
  private final Peppers peppers;

  /**
   * @param pool connections
   * @param peppers open the endpoint's secret
   */
  public PgProbeReceipts(Pool pool, Peppers peppers) {
    this.pool = pool;
    this.peppers = peppers;
  }

  @Override
  public Future<@Nullable SigningSecret> secret() {
    return pool.preparedQuery("select secret, pepper from endpoint where id = $1")
        .execute(Tuple.of(ProbePostman.ENDPOINT))
        .map(rows -> rows.size() == 0 ? null : opened(rows.iterator().next()));
  }

  private SigningSecret opened(Row row) {
    return SealedSecrets.open(
        peppers, ProbePostman.ENDPOINT, row.getShort("pepper"), row.getBuffer("secret").getBytes());
  }

  /** $1 alert, $2 type, $3 the type of the first notification. */
  private static final String RECEIVED =
      """
      update probe
      set received = case when $2 = any(received) then received else received || $2::text end,
        told = case when $2 = $3 then coalesce(told, clock_timestamp()) else told end
      where alert = $1 and finished is null""";

  @Override
  public Future<Void> received(UUID alert, String type) {
    return pool.preparedQuery(RECEIVED)
        .execute(Tuple.of(alert, type, Notice.RAISED.type()))
        .mapEmpty();
  }
}
