package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.HoursBook;
import cn.yizhan.hub.api.Replaced;
import cn.yizhan.hub.hours.HoursJson;
import cn.yizhan.hub.hours.OpeningHours;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opening hours in PostgreSQL, one row for a station. */
public final class PgHoursBook implements HoursBook {
  private final Pool pool;
  private final PgReads reads;

  /**
   * @param pool connections
   */
  public PgHoursBook(Pool pool) {
    this.pool = pool;
    this.reads = new PgReads(pool);
  }

  private static final String HOURS =
      Scope.sql(
          """
          select s.code as station, coalesce(h.version, 0) as version, h.content -> 'week' as week,
            coalesce(h.content -> 'exceptions', '[]') as exceptions, h.changed,
            h.changed_by as "changedBy"
          from station s
          left join opening_hours h on h.station = s.id
          where {scope s.office} and s.code = $2""");

  @Override
  public Future<@Nullable JsonObject> hours(Actor actor, String station) {
    return reads.one(HOURS, Scope.tuple(actor, station));
  }

  private static final String LOCK =
      Scope.sql(
          """
          select s.id from station s
          where {scope s.office} and s.code = $2 for no key update""");

  // after the lock, in a statement of its own: it sees what the one before it has committed
  private static final String VERSION =
      "select coalesce(max(version), 0) from opening_hours where station = $1";

  /** What was removed and is removed again stays as it is. */
  private static final String PUT =
      """
      insert into opening_hours as h (station, version, content, changed_by)
      select $1, 1, $2::jsonb, $3 where $2::jsonb is not null
        or exists (select from opening_hours where station = $1)
      on conflict (station) do update
        set version = h.version + 1, content = excluded.content, changed = now(),
            changed_by = excluded.changed_by
        where h.content is distinct from excluded.content""";

  @Override
  public Future<Replaced> replace(
      Actor actor, String station, @Nullable OpeningHours hours, @Nullable Integer expected) {
    JsonObject content = hours == null ? null : new JsonObject(HoursJson.write(hours).toString());
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Scope.tuple(actor, station))
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(Replaced.MISSING);
                          }
                          int id = rows.iterator().next().getInteger(0);
                          return tx.preparedQuery(VERSION)
                              .execute(Tuple.of(id))
                              .compose(
                                  version ->
                                      expected != null
                                              && !Objects.equals(
                                                  expected, version.iterator().next().getInteger(0))
                                          ? Future.succeededFuture(Replaced.STALE)
                                          : put(tx, actor, id, station, content));
                        }))
        .recover(PgFailures::translate);
  }

  private static Future<Replaced> put(
      SqlConnection tx, Actor actor, int id, String station, @Nullable JsonObject content) {
    String action = content == null ? "opening-hours.delete" : "opening-hours.put";
    return tx.preparedQuery(PUT)
        .execute(Tuple.tuple().addValue(id).addValue(content).addValue(actor.name()))
        .compose(
            done ->
                done.rowCount() == 0
                    ? Future.succeededFuture()
                    : PgAudit.record(
                        tx,
                        actor,
                        action,
                        "station/" + station,
                        content == null ? new JsonObject() : content))
        .map(Replaced.DONE);
  }
}
