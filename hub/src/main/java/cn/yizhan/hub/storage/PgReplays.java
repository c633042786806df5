package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.notify.Replays;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Replays in PostgreSQL: a further round of tries on the same row. */
public final class PgReplays implements Replays {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgReplays(Pool pool) {
    this.pool = pool;
  }

  /** The endpoint's row is locked before the notification's, as when it is disabled. */
  private static final String ENDPOINT_OF =
      Scope.sql(
          """
          select e.id, e.enabled
          from outbox n
          join endpoint e on e.id = n.endpoint
          where {scope e.office} and n.id = $2
          for share of e""");

  private static final String AGAIN =
      """
      update outbox
      set state = 'due', due = now(), lease = null, attempts = 0, round = round + 1, finished = null
      where id = $1 and state <> 'due'""";

  @Override
  public Future<Outcome> one(Actor actor, String notification) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(ENDPOINT_OF)
                    .execute(Scope.tuple(actor, notification))
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(Outcome.MISSING);
                          }
                          Row endpoint = rows.iterator().next();
                          return endpoint.getBoolean("enabled")
                              ? again(tx, actor, notification, endpoint.getUUID("id"))
                              : Future.succeededFuture(Outcome.DISABLED);
                        }))
        .recover(PgFailures::translate);
  }

  private static Future<Outcome> again(
      SqlConnection tx, Actor actor, String notification, UUID endpoint) {
    JsonObject data = new JsonObject().put("notification", notification);
    return tx.preparedQuery(AGAIN)
        .execute(Tuple.of(notification))
        .compose(
            rows ->
                rows.rowCount() == 0
                    ? Future.succeededFuture(Outcome.WAITING)
                    : PgAudit.record(tx, actor, "endpoint.replay", "endpoint/" + endpoint, data)
                        .map(Outcome.QUEUED));
  }

  private static final String ENDPOINT =
      Scope.sql(
          """
          select e.id from endpoint e where {scope e.office} and e.id = $2 and e.enabled
          for share of e""");

  private static final String RANGE =
      """
      update outbox
      set state = 'due', due = now(), lease = null, attempts = 0, round = round + 1, finished = null
      where id in (
        select id from outbox
        where endpoint = $1 and state = 'failed' and created >= $2 and created < $3
        order by ordinal
        limit 1000
        for update)""";

  @Override
  public Future<@Nullable Integer> givenUp(Actor actor, UUID endpoint, Range queued) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(ENDPOINT)
                    .execute(Scope.tuple(actor, endpoint))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.<@Nullable Integer>succeededFuture(null)
                                : range(tx, actor, endpoint, queued)))
        .recover(PgFailures::translate);
  }

  private static Future<@Nullable Integer> range(
      SqlConnection tx, Actor actor, UUID endpoint, Range queued) {
    return tx.preparedQuery(RANGE)
        .execute(Tuple.of(endpoint, Times.toSql(queued.from()), Times.toSql(queued.to())))
        .compose(
            rows -> {
              JsonObject data =
                  new JsonObject()
                      .put("from", Instant.ofEpochMilli(queued.from()).toString())
                      .put("to", Instant.ofEpochMilli(queued.to()).toString())
                      .put("queued", rows.rowCount());
              return PgAudit.record(tx, actor, "endpoint.replay", "endpoint/" + endpoint, data)
                  .map(rows.rowCount());
            });
  }
}
