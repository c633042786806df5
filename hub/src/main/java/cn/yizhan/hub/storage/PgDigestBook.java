package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.DigestBook;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;

/** What offices have set about digests; every change leaves an audit row in its transaction. */
public final class PgDigestBook implements DigestBook {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgDigestBook(Pool pool) {
    this.pool = pool;
  }

  private static final String SET =
      Scope.sql(
          """
          update office o set digest_minutes = $3
          where {scope o.id} and o.code = $2
          returning o.id""");

  @Override
  public Future<Boolean> collect(Actor actor, String office, int minutes) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(SET)
                    .execute(Scope.tuple(actor, office, minutes))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(false)
                                : PgAudit.record(
                                        tx,
                                        actor,
                                        "office.digest",
                                        "office/" + office,
                                        new JsonObject().put("minutes", minutes))
                                    .map(true)))
        .recover(PgFailures::translate);
  }
}
