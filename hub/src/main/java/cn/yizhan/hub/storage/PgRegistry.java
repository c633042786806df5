package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Secret;
import cn.yizhan.hub.api.Addition;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.NewOffice;
import cn.yizhan.hub.api.NewStation;
import cn.yizhan.hub.api.Page;
import cn.yizhan.hub.api.Registry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** Offices and stations in their tables. */
public final class PgRegistry implements Registry {
  private final Pool pool;
  private final PgReads reads;
  private final PgEnrolment enrolment;

  /**
   * @param pool connections
   * @param peppers keys of the hashes of stations' secrets
   */
  public PgRegistry(Pool pool, Peppers peppers) {
    this.pool = pool;
    this.reads = new PgReads(pool);
    this.enrolment = new PgEnrolment(peppers);
  }

  private static final String OFFICE =
      """
      select o.code, o.name, o.region_code as "regionCode", o.demo,
        o.digest_minutes as "digestMinutes",
        (select count(*) from station s where s.office = o.id) as stations,
        o.created, o.code as key_code
      from office o
      where {scope o.id}""";

  private static final String OFFICES =
      Scope.sql(
          OFFICE
              + """
               and ($2::text is null or o.code > $2)
              order by o.code limit $3""");

  @Override
  public Future<Page> offices(Actor actor, Cursor cursor) {
    return reads.page(OFFICES, PgReads.tail(Scope.tuple(actor), cursor, 1), cursor);
  }

  private static final String ONE_OFFICE = Scope.sql(OFFICE + " and o.code = $2");

  @Override
  public Future<@Nullable JsonObject> office(Actor actor, String code) {
    return reads.one(ONE_OFFICE, Scope.tuple(actor, code));
  }

  private static final String ADD_OFFICE =
      """
      insert into office (code, name, region_code, demo) values ($1, $2, $3, $4)
      on conflict (code) do nothing""";

  @Override
  public Future<Addition> addOffice(Actor actor, NewOffice office) {
    if (actor.office() != null) {
      return Future.succeededFuture(Addition.NO_OFFICE);
    }
    Tuple values = Tuple.of(office.code(), office.name(), office.regionCode(), office.demo());
    return changing(
        tx ->
            tx.preparedQuery(ADD_OFFICE)
                .execute(values)
                .compose(
                    added ->
                        added.rowCount() == 0
                            ? Future.succeededFuture(Addition.TAKEN)
                            : PgAudit.record(
                                    tx,
                                    actor,
                                    "office.create",
                                    "office/" + office.code(),
                                    new JsonObject().put("name", office.name()))
                                .map(Addition.ADDED)));
  }

  private static final String STATION =
      """
      select s.code, s.name, o.code as office, s.kind, s.status, s.address, s.phone, s.community,
        s.grid, s.host_shop as "hostShop",
        case when s.lat is not null
          then jsonb_build_object('lat', s.lat, 'lon', s.lon, 'crs', s.crs) end as place,
        s.demo, s.disabled, s.created,
        p.online and d.ended is null as "presence.online",
        coalesce(d.ended, p.since) as "presence.since", p.agent as "presence.agent",
        (select jsonb_build_object('by', t.begun_by,
                  'started', to_char(t.started at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                  'until', to_char(t.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
         from station_test t
         where t.station = s.id and t.ended is null and now() >= t.started and now() < t.until
         order by t.started desc
         limit 1) as test,
        s.breaker, s.config_version as "config.desired", f.version as "config.reported",
        f.reported as "config.reportedAt", x.version as "config.refused",
        x.reason as "config.reason", x.at as "config.refusedAt",
        (select coalesce(jsonb_agg(jsonb_build_object('number', b.number, 'use', b.use,
                                     'low', b.low, 'circuit', b.circuit)
                                   order by b.number), '[]')
         from bay b where b.station = s.id) as bays,
        (select coalesce(jsonb_agg(jsonb_build_object('code', i.code, 'unit', i.unit,
                                     'capacity', i.capacity, 'minimum', i.minimum)
                                   order by i.code), '[]')
         from item i where i.station = s.id) as items,
        s.code as key_code
      from station s
      join office o on o.id = s.office
      """
          + PgAbsenceBook.CONNECTION
          + """

      left join config_report f on f.station = s.id
      left join lateral (
        select f.refused as version, f.reason, f.refused_at as at
        where f.refused > coalesce(f.version, 0)) x on true
      where {scope s.office}""";

  private static final String STATIONS =
      Scope.sql(
          STATION
              + """
               and ($2::text is null or o.code = $2) and ($3::text is null or s.code > $3)
              order by s.code limit $4""");

  @Override
  public Future<Page> stations(Actor actor, @Nullable String office, Cursor cursor) {
    return reads.page(STATIONS, PgReads.tail(Scope.tuple(actor, office), cursor, 1), cursor);
  }

  private static final String ONE_STATION = Scope.sql(STATION + " and s.code = $2");

  @Override
  public Future<@Nullable JsonObject> station(Actor actor, String code) {
    return reads.one(ONE_STATION, Scope.tuple(actor, code));
  }

  private static final String FIND_OFFICE =
      Scope.sql("select o.id from office o where {scope o.id} and o.code = $2");

  @Override
  public Future<Addition> addStation(Actor actor, NewStation station, Secret secret) {
    return changing(
        tx ->
            tx.preparedQuery(FIND_OFFICE)
                .execute(Scope.tuple(actor, station.office()))
                .compose(
                    found -> {
                      Integer office = id(found);
                      return office == null
                          ? Future.succeededFuture(Addition.NO_OFFICE)
                          : enrolment.enrol(tx, actor, office, station, secret);
                    }));
  }

  private static final String LOCK_STATION =
      Scope.sql("select s.id from station s where {scope s.office} and s.code = $2 for update");

  private static final String DROP_OTHERS =
      "delete from station_secret where station = $1 and slot <> $2";

  @Override
  public Future<Boolean> rotateSecret(
      Actor actor, String code, Secret secret, boolean revokeOthers) {
    JsonObject data = new JsonObject().put("revokeOthers", revokeOthers);
    return changingStation(
        actor,
        code,
        "station.rotate",
        data,
        (tx, station) ->
            enrolment
                .addSecret(tx, station, secret)
                .compose(
                    slot ->
                        revokeOthers
                            ? tx.preparedQuery(DROP_OTHERS)
                                .execute(Tuple.of(station, slot))
                                .mapEmpty()
                            : Future.succeededFuture()));
  }

  private static final String DISABLE =
      """
      update station
      set disabled = case when $2 then coalesce(disabled, now()) end,
        expected_since = case when disabled is not null and not $2 then now()
                              else expected_since end
      where id = $1""";

  @Override
  public Future<Boolean> disable(Actor actor, String code, boolean disabled) {
    return changingStation(
        actor,
        code,
        disabled ? "station.disable" : "station.enable",
        new JsonObject(),
        (tx, station) -> tx.preparedQuery(DISABLE).execute(Tuple.of(station, disabled)).mapEmpty());
  }

  /** A change to a station whose row is locked and in scope. */
  private interface StationChange {
    Future<Void> make(SqlConnection tx, int station);
  }

  private Future<Boolean> changingStation(
      Actor actor, String code, String action, JsonObject data, StationChange change) {
    return changing(
        tx ->
            tx.preparedQuery(LOCK_STATION)
                .execute(Scope.tuple(actor, code))
                .compose(
                    found -> {
                      Integer station = id(found);
                      if (station == null) {
                        return Future.succeededFuture(false);
                      }
                      return change
                          .make(tx, station)
                          .compose(
                              done -> PgAudit.record(tx, actor, action, "station/" + code, data))
                          .map(true);
                    }));
  }

  private <T> Future<T> changing(java.util.function.Function<SqlConnection, Future<T>> change) {
    return pool.withTransaction(change).recover(PgFailures::translate);
  }

  static @Nullable Integer id(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next().getInteger("id");
  }
}
