package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.console.LinkLog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;

/** Login links as rows of the audit log. */
public final class PgLinkLog implements LinkLog {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgLinkLog(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Void> made(Actor actor, String session) {
    JsonObject data = new JsonObject().put("session", session);
    return pool.withTransaction(tx -> PgAudit.record(tx, actor, "session.link", "page", data))
        .recover(PgFailures::translate);
  }
}
