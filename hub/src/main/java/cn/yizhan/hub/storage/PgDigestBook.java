package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.DigestBook;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

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

  private static final String SOONER =
      """
      update digest_item set due = least(due, now() + $2::integer * interval '1 minute')
      where office = $1""";

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
                                : set(
                                        tx,
                                        actor,
                                        office,
                                        minutes,
                                        rows.iterator().next().getInteger(0))
                                    .map(true)))
        .recover(PgFailures::translate);
  }

  private static Future<Void> set(
      SqlConnection tx, Actor actor, String office, int minutes, int id) {
    return tx.preparedQuery(SOONER)
        .execute(Tuple.of(id, minutes))
        .compose(
            done ->
                PgAudit.record(
                    tx,
                    actor,
                    "office.digest",
                    "office/" + office,
                    new JsonObject().put("minutes", minutes)));
  }
}
