package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.Page;
import cn.yizhan.hub.api.SettingBook;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Deadbands and display texts in PostgreSQL, one row for each version. */
public final class PgSettingBook implements SettingBook {
  private final Pool pool;
  private final PgReads reads;

  /**
   * @param pool connections
   */
  public PgSettingBook(Pool pool) {
    this.pool = pool;
    this.reads = new PgReads(pool);
  }

  private static final String COLUMNS =
      """
      coalesce(g.version, 0) as version, coalesce(g.deadbands, '{}') as deadbands,
        coalesce(g.texts, '{}') as texts, g.restored, g.reason, g.created_by as "createdBy",
        g.created
      """;

  private static final String STATION_SETTING =
      Scope.sql(
          """
          select s.code as station,\s"""
              + COLUMNS
              + """
              , f.deadbands as "inForce.deadbands", f.texts as "inForce.texts"
              from station s cross join lateral ("""
              + SettingColumns.IN_FORCE
              + """
              ) f
              left join lateral (select * from setting where station = s.id
                                 order by version desc limit 1) g on true
              where {scope s.office} and s.code = $2""");

  private static final String OFFICE_SETTING =
      Scope.sql(
          """
          select o.code as office,\s"""
              + COLUMNS
              + """
              from office o
              left join lateral (select * from setting where office = o.id and station is null
                                 order by version desc limit 1) g on true
              where {scope o.id} and o.code = $2""");

  @Override
  public Future<@Nullable JsonObject> setting(Actor actor, Owner owner, String code) {
    return reads.one(
        owner == Owner.STATION ? STATION_SETTING : OFFICE_SETTING, Scope.tuple(actor, code));
  }

  private static final String STATION_HISTORY =
      Scope.sql(
          """
          select s.code as station,\s"""
              + COLUMNS
              + """
              , g.version::text as key_version
              from setting g join station s on s.id = g.station
              where {scope s.office} and s.code = $2
                and ($3::text is null or g.version < $3::text::integer)
              order by g.version desc limit $4""");

  private static final String OFFICE_HISTORY =
      Scope.sql(
          """
          select o.code as office,\s"""
              + COLUMNS
              + """
              , g.version::text as key_version
              from setting g join office o on o.id = g.office and g.station is null
              where {scope o.id} and o.code = $2
                and ($3::text is null or g.version < $3::text::integer)
              order by g.version desc limit $4""");

  @Override
  public Future<@Nullable Page> history(Actor actor, Owner owner, String code, Cursor cursor) {
    String sql = owner == Owner.STATION ? STATION_HISTORY : OFFICE_HISTORY;
    return setting(actor, owner, code)
        .compose(
            found ->
                found == null
                    ? Future.succeededFuture(null)
                    : reads.page(sql, PgReads.tail(Scope.tuple(actor, code), cursor, 1), cursor));
  }

  @Override
  public Future<Outcome> put(
      Actor actor, Owner owner, String code, Wanted wanted, @Nullable Integer expectedVersion) {
    return changing(
        actor,
        owner,
        code,
        expectedVersion,
        (tx, locked) ->
            Future.succeededFuture(
                new Content(
                    new JsonObject(new TreeMap<String, Object>(wanted.deadbands())),
                    SettingColumns.json(wanted.texts()),
                    null,
                    wanted.reason())));
  }

  private static final String EARLIER =
      """
      select deadbands, texts from setting
      where office = $1 and station is not distinct from $2::integer and version = $3""";

  @Override
  public Future<Outcome> restore(
      Actor actor, Owner owner, String code, int version, @Nullable Integer expectedVersion) {
    String reason = "version " + version + " restored";
    if (version == 0) {
      Content none = new Content(new JsonObject(), new JsonObject(), 0, reason);
      return changing(
          actor, owner, code, expectedVersion, (tx, locked) -> Future.succeededFuture(none));
    }
    return changing(
        actor,
        owner,
        code,
        expectedVersion,
        (tx, locked) ->
            tx.preparedQuery(EARLIER)
                .execute(Tuple.of(locked.office(), locked.station(), version))
                .map(
                    rows -> {
                      if (rows.size() == 0) {
                        return null;
                      }
                      Row row = rows.iterator().next();
                      return new Content(
                          row.getJsonObject(0), row.getJsonObject(1), version, reason);
                    }));
  }

  /** The owner, whose row is locked, and the version in force. */
  private record Locked(int office, @Nullable Integer station, int version) {}

  private record Content(
      JsonObject deadbands, JsonObject texts, @Nullable Integer restored, String reason) {}

  /** What is to be in force, or null when there is no such thing. */
  private interface Change {
    Future<@Nullable Content> find(SqlConnection tx, Locked locked);
  }

  private static final String LOCK_STATION =
      Scope.sql(
          """
          select s.office, s.id as station from station s
          where {scope s.office} and s.code = $2 for no key update""");

  private static final String LOCK_OFFICE =
      Scope.sql(
          """
          select o.id as office, null::integer as station from office o
          where {scope o.id} and o.code = $2 for no key update""");

  // after the lock, in a statement of its own: it sees what the one before it has committed
  private static final String VERSION =
      """
      select coalesce(max(version), 0) from setting
      where office = $1 and station is not distinct from $2::integer""";

  private Future<Outcome> changing(
      Actor actor, Owner owner, String code, @Nullable Integer expectedVersion, Change change) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(owner == Owner.STATION ? LOCK_STATION : LOCK_OFFICE)
                    .execute(Scope.tuple(actor, code))
                    .compose(rows -> locked(tx, rows))
                    .compose(
                        locked -> {
                          if (locked == null) {
                            return Future.succeededFuture(Outcome.MISSING);
                          }
                          if (expectedVersion != null && expectedVersion != locked.version()) {
                            return Future.succeededFuture(Outcome.STALE);
                          }
                          return change
                              .find(tx, locked)
                              .compose(
                                  content ->
                                      content == null
                                          ? Future.succeededFuture(Outcome.NO_VERSION)
                                          : write(
                                                  tx,
                                                  actor,
                                                  owner.name().toLowerCase(Locale.ROOT)
                                                      + "/"
                                                      + code,
                                                  locked,
                                                  content)
                                              .map(Outcome.DONE));
                        }))
        .recover(PgFailures::translate);
  }

  private static Future<@Nullable Locked> locked(SqlConnection tx, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Future.succeededFuture(null);
    }
    Row row = rows.iterator().next();
    int office = row.getInteger(0);
    Integer station = row.getInteger(1);
    return tx.preparedQuery(VERSION)
        .execute(Tuple.of(office, station))
        .map(found -> new Locked(office, station, found.iterator().next().getInteger(0)));
  }

  private static final String INSERT =
      """
      insert into setting
        (office, station, version, deadbands, texts, restored, reason, created_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8)""";

  /** In the order of their ids, as every change of many stations locks them. */
  private static final String TELL =
      """
      update station s set config_version = s.config_version + 1
      from (select id from station
            where id = $2::integer or $2::integer is null and office = $1
            order by id for no key update) locked
      where s.id = locked.id""";

  private static Future<Void> write(
      SqlConnection tx, Actor actor, String target, Locked locked, Content content) {
    int version = locked.version() + 1;
    JsonObject data =
        new JsonObject()
            .put("version", version)
            .put("deadbands", content.deadbands())
            .put("texts", content.texts())
            .put("restored", content.restored())
            .put("reason", content.reason());
    Tuple row =
        Tuple.of(locked.office(), locked.station(), version)
            .addValue(content.deadbands())
            .addValue(content.texts())
            .addValue(content.restored())
            .addValue(content.reason())
            .addValue(actor.name());
    return tx.preparedQuery(INSERT)
        .execute(row)
        .compose(
            done -> tx.preparedQuery(TELL).execute(Tuple.of(locked.office(), locked.station())))
        .compose(
            told ->
                PgAudit.record(
                    tx,
                    actor,
                    content.restored() == null ? "settings.put" : "settings.restore",
                    target,
                    data));
  }
}
