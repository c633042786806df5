package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.News;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** Queues news of stations for the webhooks that ask for it. */
final class NewsQueue {
  private NewsQueue() {}

  /**
   * One row for each enabled webhook of the office that asks for such news; the id follows from
   * what is told and the endpoint. News of one station keeps its order. $1 what the ids follow
   * from, $2 the station, $3 type, $4 body, $5 office, $6 what the endpoint asks for.
   */
  private static final String QUEUE =
      """
      insert into outbox (id, endpoint, subject, type, body)
      select 'msg_' || left(encode(sha256(convert_to(
          'news/' || $1::text || '/' || e.id::text, 'UTF8')), 'hex'), 32),
        e.id, 'station/' || $2::text, $3, $4
      from endpoint e
      where e.office = $5 and e.enabled and e.kind = 'webhook' and not e.tester and not e.fallback
        and $6::text = any(e.events)
      order by e.id
      for share of e
      on conflict (id) do nothing""";

  /**
   * Queues it.
   *
   * @param key names the change that is told, never that of another one
   * @param place the station, a row of {@link AlertPlaces}
   * @param body the JSON text
   */
  static Future<Void> add(SqlConnection tx, String key, News news, Row place, String body) {
    return tx.preparedQuery(QUEUE)
        .execute(
            Tuple.of(
                key,
                place.getString("code"),
                news.type(),
                body,
                place.getInteger("office"),
                news.group()))
        .mapEmpty();
  }
}
