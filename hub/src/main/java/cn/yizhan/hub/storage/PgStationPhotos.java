package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Evidence;
import cn.yizhan.hub.api.StationPhotos;
import cn.yizhan.hub.evidence.Photo;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** Photos of stations in PostgreSQL. */
public final class PgStationPhotos implements StationPhotos {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgStationPhotos(Pool pool) {
    this.pool = pool;
  }

  /** Two photos at a time do not exceed the most together. */
  private static final String LOCK =
      Scope.sql(
          """
          select s.id, (select count(*) from station_photo x where x.station = s.id) as photos
          from station s
          where {scope s.office} and s.code = $2 for no key update of s""");

  @Override
  public Future<Outcome> keep(Actor actor, String station, Photo photo) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Scope.tuple(actor, station))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(new Outcome.Missing())
                                : keep(tx, actor, station, rows.iterator().next(), photo)))
        .recover(PgFailures::translate);
  }

  private static final String HAD =
      """
      select p.digest, p.type, length(p.content) as bytes, x.at, x.actor
      from station_photo x
      join photo p on p.digest = x.digest
      where x.station = $1 and x.digest = $2""";

  private static Future<Outcome> keep(
      SqlConnection tx, Actor actor, String station, Row locked, Photo photo) {
    int id = locked.getInteger("id");
    return one(tx, id, photo)
        .compose(
            had ->
                had != null
                    ? Future.succeededFuture(new Outcome.Kept(PhotoRows.json(had), false))
                    : locked.getLong("photos") >= MOST
                        ? Future.succeededFuture(new Outcome.Full())
                        : insert(tx, actor, station, id, photo));
  }

  private static final String OF_STATION =
      "insert into station_photo (station, digest, at, actor) values ($1, $2, now(), $3)";

  private static Future<Outcome> insert(
      SqlConnection tx, Actor actor, String station, int id, Photo photo) {
    return PhotoRows.insert(tx, photo)
        .compose(
            done ->
                tx.preparedQuery(OF_STATION)
                    .execute(Tuple.of(id, PhotoRows.bytes(photo.digest()), actor.name())))
        .compose(
            done ->
                PgAudit.record(
                    tx, actor, "station.photo", "station/" + station, PhotoRows.said(photo)))
        .compose(done -> one(tx, id, photo))
        .map(
            row -> {
              if (row == null) {
                throw new IllegalStateException("a photo that was kept is not there");
              }
              return new Outcome.Kept(PhotoRows.json(row), true);
            });
  }

  private static Future<@Nullable Row> one(SqlConnection tx, int station, Photo photo) {
    return tx.preparedQuery(HAD)
        .execute(Tuple.of(station, PhotoRows.bytes(photo.digest())))
        .map(rows -> rows.size() == 0 ? null : rows.iterator().next());
  }

  private static final String ONE =
      Scope.sql(
          """
          select p.type, p.content
          from station s
          join station_photo x on x.station = s.id
          join photo p on p.digest = x.digest
          where {scope s.office} and s.code = $2 and x.digest = $3""");

  @Override
  public Future<Evidence.@Nullable Stored> photo(Actor actor, String station, String digest) {
    return pool.preparedQuery(ONE)
        .execute(Scope.tuple(actor, station, PhotoRows.bytes(digest)))
        .map(PhotoRows::stored)
        .recover(PgFailures::translate);
  }
}
