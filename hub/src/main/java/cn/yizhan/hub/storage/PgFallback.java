package cn.yizhan.hub.storage;

import cn.yizhan.hub.notify.FallbackBody;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Queues for the fallback endpoints of an office what one of its endpoints does not take. Each
 * message falls back once; what a fallback endpoint does not take does not go further, and tests do
 * not fall back.
 */
final class PgFallback {
  private PgFallback() {}

  private static final String LEFT =
      """
      select o.id, o.endpoint, o.body
      from outbox o
      join alert a on a.id = o.alert
      join endpoint e on e.id = o.endpoint
      where %s and o.fallback_of is null and a.severity = 'critical' and not e.tester
        and exists (
          select from endpoint f
          where f.office = e.office and f.fallback and f.enabled and f.id <> e.id)
      order by o.ordinal""";

  private static final String ONE = String.format(LEFT, "o.id = $1");

  private static final String WAITING = String.format(LEFT, "o.endpoint = $1 and o.state = 'due'");

  private static final String QUEUE =
      """
      insert into outbox (id, endpoint, alert, type, body, fallback_of)
      select 'msg_' || left(encode(sha256(convert_to(o.id || '/' || f.id::text, 'UTF8')), 'hex'), 32),
        f.id, o.alert, o.type, $2, o.id
      from outbox o
      join endpoint e on e.id = o.endpoint
      join endpoint f on f.office = e.office and f.fallback and f.enabled and f.id <> e.id
      where o.id = $1
      order by f.id
      on conflict do nothing""";

  /** One notification, if it is about a critical alert. */
  static Future<Void> of(SqlConnection tx, String notification) {
    return tx.preparedQuery(ONE).execute(Tuple.of(notification)).compose(rows -> queue(tx, rows));
  }

  /** All that waits for an endpoint about critical alerts; for before it is given up. */
  static Future<Void> ofAllWaiting(SqlConnection tx, UUID endpoint) {
    return tx.preparedQuery(WAITING).execute(Tuple.of(endpoint)).compose(rows -> queue(tx, rows));
  }

  private static Future<Void> queue(SqlConnection tx, RowSet<Row> rows) {
    Future<Void> all = Future.succeededFuture();
    for (Row row : rows) {
      String body = FallbackBody.of(row.getString("body"), row.getUUID("endpoint"));
      Tuple values = Tuple.of(row.getString("id"), body);
      all = all.compose(done -> tx.preparedQuery(QUEUE).execute(values).mapEmpty());
    }
    return all;
  }
}
