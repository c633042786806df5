package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.NewItem;
import cn.yizhan.hub.api.Page;
import cn.yizhan.hub.api.SupplyBook;
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

/** Items and counts in their tables. */
public final class PgSupplyBook implements SupplyBook {
  private final Pool pool;
  private final PgReads reads;

  /**
   * @param pool connections
   */
  public PgSupplyBook(Pool pool) {
    this.pool = pool;
    this.reads = new PgReads(pool);
  }

  private static final String LOCK =
      Scope.sql(
          """
          select s.id from station s where {scope s.office} and s.code = $2 for no key update""");

  @Override
  public Future<Put> put(Actor actor, String station, NewItem item) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Scope.tuple(actor, station))
                    .compose(
                        rows -> {
                          Integer id = PgRegistry.id(rows);
                          return id == null
                              ? Future.succeededFuture(Put.MISSING)
                              : put(tx, actor, new Target(id, station), item);
                        }))
        .recover(PgFailures::translate);
  }

  /** A station in scope whose row is locked. */
  private record Target(int id, String code) {}

  /** What is registered of an item, as the audit says it. */
  private static final String REGISTERED =
      """
      jsonb_build_object('unit', i.unit, 'capacity', i.capacity, 'minimum', i.minimum,
        'counting', i.counting, 'leadDays', i.lead_days, 'reviewDays', i.review_days,
        'serviceLevel', i.service_level, 'expires', i.expires)""";

  private static final String BEFORE =
      "select "
          + REGISTERED
          + " from item i where i.station = $1 and i.code = $2 for no key update of i";

  private static final String PUT =
      """
      insert into item as i (station, code, unit, capacity, minimum, counting, lead_days,
        review_days, service_level, expires)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      on conflict (station, code) do update
      set unit = excluded.unit, capacity = excluded.capacity, minimum = excluded.minimum,
        counting = excluded.counting, lead_days = excluded.lead_days,
        review_days = excluded.review_days, service_level = excluded.service_level,
        expires = excluded.expires,
        counting_since = case when i.counting = excluded.counting then i.counting_since
                              else now() end
      returning\s"""
          + REGISTERED;

  private static Future<Put> put(SqlConnection tx, Actor actor, Target target, NewItem item) {
    Tuple values =
        Tuple.tuple()
            .addValue(target.id())
            .addValue(item.item().code())
            .addValue(item.item().unit())
            .addValue(item.item().capacity())
            .addValue(item.item().minimum())
            .addValue(item.item().byHand() ? "hand" : "sensor")
            .addValue(item.terms().leadDays())
            .addValue(item.terms().reviewDays())
            .addValue(item.terms().serviceLevel())
            .addValue(item.expires());
    return tx.preparedQuery(BEFORE)
        .execute(Tuple.of(target.id(), item.item().code()))
        .compose(
            rows -> {
              JsonObject before = rows.size() == 0 ? null : rows.iterator().next().getJsonObject(0);
              return tx.preparedQuery(PUT)
                  .execute(values)
                  .compose(
                      done ->
                          noted(
                              tx,
                              actor,
                              target,
                              item,
                              before,
                              done.iterator().next().getJsonObject(0)));
            });
  }

  private static final String TELL =
      "update station set config_version = config_version + 1 where id = $1";

  private static Future<Put> noted(
      SqlConnection tx,
      Actor actor,
      Target target,
      NewItem item,
      @Nullable JsonObject before,
      JsonObject after) {
    Put put = before == null ? Put.ADDED : Put.REPLACED;
    if (after.equals(before)) {
      return Future.succeededFuture(put);
    }
    JsonObject data =
        new JsonObject().put("item", item.item().code()).put("now", after).put("before", before);
    Future<?> told =
        before == null || judgedOtherwise(before, after)
            ? tx.preparedQuery(TELL).execute(Tuple.of(target.id()))
            : Future.succeededFuture();
    return told.compose(
            done -> PgAudit.record(tx, actor, "item.put", "station/" + target.code(), data))
        .map(put);
  }

  /** Whether the hub that holds the station's session is to read anew what it judges by. */
  private static boolean judgedOtherwise(JsonObject before, JsonObject after) {
    for (String each : new String[] {"unit", "capacity", "minimum", "counting"}) {
      if (!after.getValue(each).equals(before.getValue(each))) {
        return true;
      }
    }
    return false;
  }

  private static final String STATION =
      Scope.sql("select s.id from station s where {scope s.office} and s.code = $2");

  private static final String SUPPLIES =
      Scope.sql(
          """
          select i.code as item, i.unit, i.capacity, i.minimum, i.counting,
            i.lead_days as "leadDays", i.review_days as "reviewDays",
            i.service_level as "serviceLevel", i.expires::text as expires,
            i.reorder_point as "reorderPoint",
            case when k.at is not null
              then jsonb_build_object('value', k.value, 'source', k.source,
                'at', to_char(k.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
              end as level
          from station s
          join item i on i.station = s.id
          """
              + KnownLevels.OF_ITEM
              + " where {scope s.office} and s.code = $2 order by i.code");

  @Override
  public Future<@Nullable Page> supplies(Actor actor, String station) {
    return reads
        .one(STATION, Scope.tuple(actor, station))
        .compose(
            found ->
                found == null
                    ? Future.succeededFuture(null)
                    : reads.all(SUPPLIES, Scope.tuple(actor, station)).map(Page::whole));
  }

  private static final String FIND =
      Scope.sql(
          """
          select s.id, i.capacity, $4::bytea is null or p.digest is not null as shown
          from station s
          join item i on i.station = s.id
          left join station_photo p on p.station = s.id and p.digest = $4::bytea
          where {scope s.office} and s.code = $2 and i.code = $3
          for no key update of i""");

  @Override
  public Future<Counted> count(Actor actor, String station, String item, NewCount count) {
    Buffer photo =
        count.photo() == null ? null : Buffer.buffer(HexFormat.of().parseHex(count.photo()));
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(FIND)
                    .execute(Scope.tuple(actor, station, item, photo))
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(new Counted.Missing());
                          }
                          Row found = rows.iterator().next();
                          double most = found.getDouble(1) * MOST;
                          if (count.level() > most) {
                            return Future.succeededFuture(new Counted.TooMuch(most));
                          }
                          return found.getBoolean(2)
                              ? keep(
                                  tx,
                                  actor,
                                  new Target(found.getInteger(0), station),
                                  Tuple.of(
                                      UUID.randomUUID(),
                                      found.getInteger(0),
                                      item,
                                      Times.toSql(count.at()),
                                      count.level(),
                                      count.expires(),
                                      photo,
                                      count.note(),
                                      actor.name()))
                              : Future.succeededFuture(new Counted.NoPhoto());
                        }))
        .recover(PgFailures::translate);
  }

  private static final String COUNT =
      """
      c.id, c.item, c.at, c.level, c.expires::text as expires, encode(c.photo, 'hex') as photo,
        c.note, c.actor""";

  private static final String KEEP =
      """
      insert into stock_count as c (id, station, item, at, level, expires, photo, note, actor)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      returning\s"""
          + COUNT;

  private static final String EXPIRES =
      """
      update item i set expires = c.expires
      from stock_count c
      where c.id = $1 and c.expires is not null and i.station = c.station and i.code = c.item
        and not exists (
          select from stock_count later
          where later.station = c.station and later.item = c.item and later.at > c.at
            and later.expires is not null)""";

  private static Future<Counted> keep(SqlConnection tx, Actor actor, Target target, Tuple values) {
    return tx.preparedQuery(KEEP)
        .execute(values)
        .compose(
            rows -> {
              JsonObject count = Rows.json(rows.iterator().next());
              return tx.preparedQuery(EXPIRES)
                  .execute(Tuple.of(values.getUUID(0)))
                  .compose(
                      done ->
                          PgAudit.record(
                              tx, actor, "stock.count", "station/" + target.code(), count))
                  .map(done -> new Counted.Kept(count));
            });
  }

  private static final String ITEM =
      Scope.sql(
          """
          select s.id from station s join item i on i.station = s.id
          where {scope s.office} and s.code = $2 and i.code = $3""");

  private static final String COUNTS =
      Scope.sql(
          "select "
              + COUNT
              + """
              , c.at::text as key_at, c.id::text as key_id
              from station s
              join stock_count c on c.station = s.id
              where {scope s.office} and s.code = $2 and c.item = $3
                and ($4::text is null
                  or (c.at, c.id) < ($4::text::timestamptz, $5::text::uuid))
              order by c.at desc, c.id desc
              limit $6""");

  @Override
  public Future<@Nullable Page> counts(Actor actor, String station, String item, Cursor cursor) {
    return reads
        .one(ITEM, Scope.tuple(actor, station, item))
        .compose(
            found ->
                found == null
                    ? Future.succeededFuture(null)
                    : reads.page(
                        COUNTS,
                        PgReads.tail(Scope.tuple(actor, station, item), cursor, 2),
                        cursor));
  }
}
