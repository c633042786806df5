package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.NewRestock;
import cn.yizhan.hub.api.Page;
import cn.yizhan.hub.api.RestockBook;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reported restocks in PostgreSQL. */
public final class PgRestockBook implements RestockBook {
  private final Pool pool;
  private final PgReads reads;

  /**
   * @param pool connections
   */
  public PgRestockBook(Pool pool) {
    this.pool = pool;
    this.reads = new PgReads(pool);
  }

  private static final String PLACE =
      Scope.sql(
          """
          select s.id, i.code is not null as item,
            $4::bytea is null or exists (
              select from station_photo p where p.station = s.id and p.digest = $4::bytea) as photo
          from station s
          left join item i on i.station = s.id and i.code = $3
          where {scope s.office} and s.code = $2""");

  /** The level is the newest that a sensor told or somebody counted by then, of a week. */
  private static final String INSERT =
      """
      insert into restock_report
        (id, station, item, at, amount, expires, photo, note, actor, level_before)
      select $1, $2, $3, $4::timestamptz, $5, $6, $7, $8, $9, (
        select k.level from (
          (select r.at, r."values"[array_position(r.points, p.code)] as level
           from point p
           join report r on r.station = p.station and p.code = any(r.points)
           where p.station = $2 and p.name = 'supply/' || $3 || '/level'
             and r.at > $4::timestamptz - interval '7 days' and r.at <= $4::timestamptz
           order by r.at desc, r.received desc, r.seq desc limit 1)
          union all
          (select c.at, c.level from stock_count c
           where c.station = $2 and c.item = $3 and c.at <= $4::timestamptz
             and c.at > $4::timestamptz - interval '7 days'
           order by c.at desc limit 1)) k
        order by k.at desc limit 1)""";

  private static final String EXPIRES =
      "update item set expires = $3 where station = $1 and code = $2";

  @Override
  public Future<Outcome> report(Actor actor, String station, NewRestock restock) {
    String hex = restock.photo();
    Buffer photo = hex == null ? null : Buffer.buffer(HexFormat.of().parseHex(hex));
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(PLACE)
                    .execute(Scope.tuple(actor, station, restock.item(), photo))
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(Outcome.MISSING);
                          }
                          Row place = rows.iterator().next();
                          if (!place.getBoolean("item")) {
                            return Future.succeededFuture(Outcome.NO_ITEM);
                          }
                          return place.getBoolean("photo")
                              ? keep(tx, actor, place.getInteger("id"), station, restock, photo)
                              : Future.succeededFuture(Outcome.NO_PHOTO);
                        }))
        .recover(PgFailures::translate);
  }

  private static Future<Outcome> keep(
      SqlConnection tx,
      Actor actor,
      int station,
      String code,
      NewRestock restock,
      @Nullable Buffer photo) {
    Tuple row =
        Tuple.of(restock.id(), station, restock.item(), Times.toSql(restock.at()))
            .addValue(restock.amount())
            .addValue(restock.expires())
            .addValue(photo)
            .addValue(restock.note())
            .addValue(actor.name());
    JsonObject data =
        new JsonObject()
            .put("id", restock.id().toString())
            .put("item", restock.item())
            .put("amount", restock.amount())
            .put("expires", restock.expires() == null ? null : restock.expires().toString());
    return tx.preparedQuery(INSERT)
        .execute(row)
        .compose(
            done ->
                restock.expires() == null
                    ? Future.succeededFuture()
                    : tx.preparedQuery(EXPIRES)
                        .execute(Tuple.of(station, restock.item(), restock.expires())))
        .compose(done -> PgAudit.record(tx, actor, "restock.report", "station/" + code, data))
        .map(Outcome.KEPT);
  }

  private static final String RESTOCK =
      """
      select r.id, s.code as station, r.item, r.at, r.amount, r.level_before as "levelBefore",
        r.expires::text as expires, encode(r.photo, 'hex') as photo, r.note, r.created,
        r.actor as "createdBy", r.proven, r.proof, r.withdrawn, r.withdrawn_by as "withdrawnBy",
        r.ordinal::text as key_ordinal
      from restock_report r
      join station s on s.id = r.station
      where {scope s.office} and s.code = $2""";

  private static final String RESTOCKS =
      Scope.sql(
          RESTOCK
              + """
               and (not $3 or r.proven is null and r.withdrawn is null)
                and ($4::text is null or r.ordinal < $4::text::bigint)
              order by r.ordinal desc limit $5""");

  private static final String STATION =
      Scope.sql("select s.code from station s where {scope s.office} and s.code = $2");

  @Override
  public Future<@Nullable Page> restocks(Actor actor, String station, boolean open, Cursor cursor) {
    return reads
        .one(STATION, Scope.tuple(actor, station))
        .compose(
            found ->
                found == null
                    ? Future.succeededFuture(null)
                    : reads.page(
                        RESTOCKS,
                        PgReads.tail(Scope.tuple(actor, station, open), cursor, 1),
                        cursor));
  }

  private static final String ONE = Scope.sql(RESTOCK + " and r.id = $3");

  @Override
  public Future<@Nullable JsonObject> restock(Actor actor, String station, UUID id) {
    return reads.one(ONE, Scope.tuple(actor, station, id));
  }

  private static final String WITHDRAW =
      Scope.sql(
          """
          update restock_report r set withdrawn = now(), withdrawn_by = $4
          from station s
          where s.id = r.station and {scope s.office} and s.code = $2 and r.id = $3
            and r.withdrawn is null
          returning r.item""");

  @Override
  public Future<Boolean> withdraw(Actor actor, String station, UUID id) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(WITHDRAW)
                    .execute(Scope.tuple(actor, station, id, actor.name()))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(false)
                                : PgAudit.record(
                                        tx,
                                        actor,
                                        "restock.withdraw",
                                        "station/" + station,
                                        new JsonObject()
                                            .put("id", id.toString())
                                            .put("item", rows.iterator().next().getString(0)))
                                    .map(true)))
        .recover(PgFailures::translate)
        .compose(
            done ->
                done
                    ? Future.succeededFuture(true)
                    : restock(actor, station, id).map(before -> before != null));
  }
}
