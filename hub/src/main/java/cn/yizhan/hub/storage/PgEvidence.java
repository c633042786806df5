package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.alerts.Handling;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.api.Evidence;
import cn.yizhan.hub.evidence.Photo;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Photos of alerts in PostgreSQL, once each however many alerts have them. */
public final class PgEvidence implements Evidence {
  private final Pool pool;
  private final AlertWriter writer;
  private final LongSupplier clock;
  private final Consumer<Step> committed;

  /**
   * @param pool connections
   * @param writer writes the changes of alerts
   * @param clock the hub's clock, epoch milliseconds
   * @param committed told of each change of an alert once it is committed
   */
  public PgEvidence(Pool pool, AlertWriter writer, LongSupplier clock, Consumer<Step> committed) {
    this.pool = pool;
    this.writer = writer;
    this.clock = clock;
    this.committed = committed;
  }

  private static final String LOCK =
      Scope.sql("select a.* from alert a where {scope a.office} and a.id = $2 for update of a");

  /** How it ended and what it changed, null for nothing. */
  private record Ended(Outcome outcome, @Nullable Step step) {}

  @Override
  public Future<Outcome> keep(Actor actor, UUID alert, Photo photo) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Scope.tuple(actor, alert))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? ended(new Outcome.Missing())
                                : keep(tx, actor, rows.iterator().next(), photo)))
        .map(
            ended -> {
              if (ended.step() != null) {
                committed.accept(ended.step());
              }
              return ended.outcome();
            })
        .recover(PgFailures::translate);
  }

  private static final String HAD =
      """
      select p.digest, p.type, length(p.content) as bytes, a.at, a.actor
      from alert_photo a
      join photo p on p.digest = a.digest
      where a.alert = $1
      order by a.at, a.digest""";

  private Future<Ended> keep(SqlConnection tx, Actor actor, Row alert, Photo photo) {
    return tx.preparedQuery(HAD)
        .execute(Tuple.of(alert.getUUID("id")))
        .compose(
            rows -> {
              for (Row row : rows) {
                if (PhotoRows.digest(row).equals(photo.digest())) {
                  return ended(
                      new Outcome.Kept(PhotoRows.json(row), false, alert.getInteger("revision")));
                }
              }
              return rows.size() >= MOST
                  ? ended(new Outcome.Full())
                  : insert(tx, actor, alert, photo);
            });
  }

  private static final String OF_ALERT =
      "insert into alert_photo (alert, digest, at, actor) values ($1, $2, $3, $4)";

  private Future<Ended> insert(SqlConnection tx, Actor actor, Row row, Photo photo) {
    long now = clock.getAsLong();
    Step step = Handling.photographed(AlertRows.alert(row));
    Buffer digest = PhotoRows.bytes(photo.digest());
    JsonObject said = PhotoRows.said(photo);
    return PhotoRows.insert(tx, photo)
        .compose(
            done ->
                tx.preparedQuery(OF_ALERT)
                    .execute(Tuple.of(step.alert().id(), digest, Times.toSql(now), actor.name())))
        .compose(done -> AlertPlaces.of(tx, row))
        .compose(
            place ->
                writer.change(tx, new AlertChange(step, place, actor.name(), said.copy(), now)))
        .compose(
            done ->
                PgAudit.record(
                    tx,
                    actor,
                    "alert.evidence",
                    "alert/" + step.alert().id(),
                    said.copy().put("number", step.alert().number())))
        .compose(done -> tx.preparedQuery(HAD).execute(Tuple.of(step.alert().id())))
        .map(rows -> new Ended(kept(one(rows, photo.digest()), step), step));
  }

  private static Outcome kept(JsonObject photo, Step step) {
    return new Outcome.Kept(photo, true, step.alert().revision());
  }

  private static Future<Ended> ended(Outcome outcome) {
    return Future.succeededFuture(new Ended(outcome, null));
  }

  private static JsonObject one(RowSet<Row> rows, String digest) {
    for (Row row : rows) {
      if (PhotoRows.digest(row).equals(digest)) {
        return PhotoRows.json(row);
      }
    }
    throw new IllegalStateException("a photo that was kept is not there");
  }

  private static final String OF_THIS_ALERT =
      "select count(*) from alert_photo where alert = $1 and encode(digest, 'hex') = any($2)";

  /** Whether the alert has all photos of these digests. */
  static Future<Boolean> has(SqlConnection tx, UUID alert, List<String> digests) {
    String[] distinct = digests.stream().distinct().toArray(String[]::new);
    return tx.preparedQuery(OF_THIS_ALERT)
        .execute(Tuple.of(alert, (Object) distinct))
        .map(rows -> rows.iterator().next().getLong(0) == distinct.length);
  }

  /** $1 alert, $2 {@link Handling#ANEW}. */
  static final String LATELY =
      """
      select count(*) as photos
      from alert_history
      where alert = $1 and what = 'photographed'
        and revision > coalesce(
          (select max(revision) from alert_history where alert = $1 and what = any($2)), 0)""";

  static Tuple lately(UUID alert) {
    return Tuple.of(alert, (Object) Handling.ANEW.toArray(String[]::new));
  }

  /** How many photos of the alert can show how it is now. */
  static Future<Integer> lately(SqlConnection tx, UUID alert) {
    return tx.preparedQuery(LATELY)
        .execute(lately(alert))
        .map(rows -> rows.iterator().next().getInteger("photos"));
  }

  private static final String LIST =
      Scope.sql(
          """
          select p.digest, p.type, length(p.content) as bytes, x.at, x.actor
          from alert a
          left join alert_photo x on x.alert = a.id
          left join photo p on p.digest = x.digest
          where {scope a.office} and a.id = $2
          order by x.at, x.digest""");

  @Override
  public Future<@Nullable List<JsonObject>> photos(Actor actor, UUID alert) {
    return pool.preparedQuery(LIST)
        .execute(Scope.tuple(actor, alert))
        .map(PgEvidence::list)
        .recover(PgFailures::translate);
  }

  /** An alert without photos has one row without a photo. */
  private static @Nullable List<JsonObject> list(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return null;
    }
    List<JsonObject> photos = new ArrayList<>();
    for (Row row : rows) {
      if (row.getBuffer("digest") != null) {
        photos.add(PhotoRows.json(row));
      }
    }
    return photos;
  }

  private static final String ONE =
      Scope.sql(
          """
          select p.type, p.content
          from alert a
          join alert_photo x on x.alert = a.id
          join photo p on p.digest = x.digest
          where {scope a.office} and a.id = $2 and x.digest = $3""");

  @Override
  public Future<@Nullable Stored> photo(Actor actor, UUID alert, String digest) {
    return pool.preparedQuery(ONE)
        .execute(Scope.tuple(actor, alert, PhotoRows.bytes(digest)))
        .map(PhotoRows::stored)
        .recover(PgFailures::translate);
  }
}
