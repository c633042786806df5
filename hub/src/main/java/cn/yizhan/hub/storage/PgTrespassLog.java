package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.TrespassLog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;

/** Attempts of stations at what is not their own, as rows of the audit log. */
public final class PgTrespassLog implements TrespassLog {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgTrespassLog(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Void> keep(Trespass trespass) {
    JsonObject data =
        new JsonObject().put("topic", trespass.topic()).put("times", trespass.times());
    return PgAudit.recordStation(
        pool, trespass.station(), trespass.sort().action(), data, trespass.remote());
  }
}
