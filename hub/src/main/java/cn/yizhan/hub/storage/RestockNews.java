package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.News;
import cn.yizhan.hub.alerts.Place;
import cn.yizhan.hub.alerts.Restock;
import cn.yizhan.hub.alerts.RestockBody;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests a restock when the first alert about the stock of an item becomes active, and ends the
 * request when the last one is not any more, whether or not people were told of them.
 */
final class RestockNews implements AlertConsequence {
  private final Style style;

  RestockNews(Style style) {
    this.style = style;
  }

  /** The row is locked from now on, so that alerts of one item count one after the other. */
  private static final String LOCK =
      """
      insert into restock as r (station, item) values ($1, $2)
      on conflict (station, item) do update set item = excluded.item
      returning r.requested, r.alert, r.change""";

  @Override
  public Future<Void> of(SqlConnection tx, AlertChange change) {
    Integer station = change.place().getInteger("id");
    if (station == null || !Restock.concerns(change.step())) {
      return Future.succeededFuture();
    }
    String subject = change.step().alert().matter().subject();
    String item = Restock.item(subject);
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(station, item))
        .compose(
            rows -> {
              Row kept = rows.iterator().next();
              return active(tx, station, subject)
                  .compose(active -> decide(tx, change, item, kept, active));
            });
  }

  private static final String ACTIVE =
      """
      select a.id, a.number, a.rule
      from alert a
      where a.station = $1 and a.subject = $2 and a.rule = any($3) and a.condition = 'active'
        and a.work <> 'closed' and not a.retrospective and not a.test
      order by a.event_time, a.rule
      limit 1""";

  private static Future<@Nullable Row> active(SqlConnection tx, int station, String subject) {
    return tx.preparedQuery(ACTIVE)
        .execute(Tuple.of(station, subject, Restock.rules()))
        .map(RestockNews::first);
  }

  private static @Nullable Row first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next();
  }

  private Future<Void> decide(
      SqlConnection tx, AlertChange change, String item, Row kept, @Nullable Row active) {
    UUID requester = kept.getUUID("alert");
    if (requester == null && active != null) {
      Restock.Request request = request(active, change.now());
      return keep(tx, change, item, request)
          .compose(done -> tell(tx, change, item, News.RESTOCK_REQUESTED, request, kept));
    }
    if (requester != null && active == null) {
      long requested = Times.fromSql(kept.getOffsetDateTime("requested"));
      return keep(tx, change, item, null)
          .compose(
              done ->
                  tx.preparedQuery("select id, number, rule from alert where id = $1")
                      .execute(Tuple.of(requester)))
          .compose(
              rows ->
                  tell(
                      tx,
                      change,
                      item,
                      News.RESTOCK_DONE,
                      request(rows.iterator().next(), requested),
                      kept));
    }
    return Future.succeededFuture();
  }

  private static Restock.Request request(Row alert, long requested) {
    return new Restock.Request(
        alert.getUUID("id"), alert.getString("number"), alert.getString("rule"), requested);
  }

  private static final String KEEP =
      """
      update restock set requested = $3, alert = $4, change = change + 1
      where station = $1 and item = $2""";

  private static Future<Void> keep(
      SqlConnection tx, AlertChange change, String item, Restock.@Nullable Request request) {
    return tx.preparedQuery(KEEP)
        .execute(
            Tuple.of(
                change.place().getInteger("id"),
                item,
                Times.toSql(request == null ? null : request.requested()),
                request == null ? null : request.alert()))
        .mapEmpty();
  }

  private Future<Void> tell(
      SqlConnection tx,
      AlertChange change,
      String item,
      News news,
      Restock.Request request,
      Row kept) {
    return stock(tx, change, item)
        .compose(
            stock -> {
              Place place = AlertRows.place(change.place());
              String key =
                  String.join(
                      "/",
                      "restock",
                      change.place().getInteger("id").toString(),
                      item,
                      kept.getInteger("change").toString());
              String body =
                  news == News.RESTOCK_REQUESTED
                      ? RestockBody.requested(place, stock, request, style, change.now())
                      : RestockBody.done(place, stock, request, style, change.now());
              return NewsQueue.add(tx, key, news, change.place(), body);
            });
  }

  /**
   * $1 station, $2 item, $3 point of its level, $4 how long a reading of it holds, seconds. What
   * the message has brought that changed the alert is stored by now. What people count is as they
   * last said.
   */
  private static final String STOCK =
      """
      select i.unit, greatest(i.minimum, i.reorder_point) as minimum, i.capacity,
        case when i.counting = 'hand' then c.level else l.level end as level
      from (select) one
      left join item i on i.station = $1 and i.code = $2
      left join lateral (
        select r."values"[array_position(r.points, p.code)] as level
        from point p
        join report r on r.station = p.station and p.code = any(r.points)
        where p.station = $1 and p.name = $3
          and r.at > now() - $4::integer * interval '1 second'
        order by r.at desc, r.received desc, r.seq desc
        limit 1) l on true
      left join lateral (
        select n.level from stock_count n
        where n.station = $1 and n.item = $2
        order by n.at desc, n.created desc limit 1) c on true""";

  private static Future<Restock.Stock> stock(SqlConnection tx, AlertChange change, String item) {
    String point = "supply/" + item + "/level";
    return tx.preparedQuery(STOCK)
        .execute(Tuple.of(change.place().getInteger("id"), item, point, holds(point)))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              Double level = row.getDouble("level");
              return new Restock.Stock(
                  item,
                  row.getString("unit"),
                  level == null ? read(change.data().getJsonObject("reading"), point) : level,
                  row.getDouble("minimum"),
                  row.getDouble("capacity"));
            });
  }

  private static int holds(String point) {
    PointType type = PointCatalogue.standard().typeOf(point);
    return (int) Objects.requireNonNull(type, point).maxAge().toSeconds();
  }

  /** What the fact itself says, when no stored reading does. */
  private static @Nullable Double read(@Nullable JsonObject reading, String point) {
    return reading != null && point.equals(reading.getString("point"))
        ? reading.getDouble("value")
        : null;
  }
}
