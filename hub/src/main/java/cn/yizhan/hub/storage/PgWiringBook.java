package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.WiringBook;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** Breakers and wiring of bays in their tables. */
public final class PgWiringBook implements WiringBook {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgWiringBook(Pool pool) {
    this.pool = pool;
  }

  private static final String LOCK =
      Scope.sql(
          """
          select s.id, s.config_version, s.breaker from station s
          where {scope s.office} and s.code = $2 for no key update""");

  private static final String BREAKER = "update station set breaker = $2 where id = $1";

  @Override
  public Future<Outcome> breaker(
      Actor actor, String station, double breaker, @Nullable Long expected) {
    return changing(
        actor,
        station,
        expected,
        (tx, locked) -> {
          double before = locked.getDouble(2);
          if (before == breaker) {
            return Future.succeededFuture(Outcome.DONE);
          }
          JsonObject data = new JsonObject().put("breaker", breaker).put("before", before);
          int id = locked.getInteger(0);
          return tx.preparedQuery(BREAKER)
              .execute(Tuple.of(id, breaker))
              .compose(done -> noted(tx, actor, id, "station/" + station, data));
        });
  }

  private static final String FIND_BAY =
      "select low, circuit from bay where station = $1 and number = $2";

  private static final String BAY =
      "update bay set low = $3, circuit = $4 where station = $1 and number = $2";

  @Override
  public Future<Outcome> bay(
      Actor actor, String station, int bay, BayWiring wiring, @Nullable Long expected) {
    return changing(
        actor,
        station,
        expected,
        (tx, locked) -> {
          int id = locked.getInteger(0);
          return tx.preparedQuery(FIND_BAY)
              .execute(Tuple.of(id, bay))
              .compose(
                  found ->
                      found.size() == 0
                          ? Future.succeededFuture(Outcome.NO_BAY)
                          : rewire(tx, actor, new Wire(id, station, bay), wiring, found));
        });
  }

  /** One bay of one station. */
  private record Wire(int id, String station, int bay) {}

  private static Future<Outcome> rewire(
      SqlConnection tx, Actor actor, Wire wire, BayWiring wiring, RowSet<Row> found) {
    Row before = found.iterator().next();
    Boolean low = wiring.low() == null ? before.getBoolean(0) : wiring.low();
    Boolean circuit = wiring.circuit() == null ? before.getBoolean(1) : wiring.circuit();
    if (low.equals(before.getBoolean(0)) && circuit.equals(before.getBoolean(1))) {
      return Future.succeededFuture(Outcome.DONE);
    }
    JsonObject data =
        new JsonObject()
            .put("bay", wire.bay())
            .put("low", low)
            .put("circuit", circuit)
            .put(
                "before",
                new JsonObject()
                    .put("low", before.getBoolean(0))
                    .put("circuit", before.getBoolean(1)));
    return tx.preparedQuery(BAY)
        .execute(Tuple.of(wire.id(), wire.bay(), low, circuit))
        .compose(done -> noted(tx, actor, wire.id(), "station/" + wire.station(), data));
  }

  private static final String TELL =
      "update station set config_version = config_version + 1 where id = $1";

  private static Future<Outcome> noted(
      SqlConnection tx, Actor actor, int station, String target, JsonObject data) {
    return tx.preparedQuery(TELL)
        .execute(Tuple.of(station))
        .compose(told -> PgAudit.record(tx, actor, "station.wiring", target, data))
        .map(Outcome.DONE);
  }

  /** A change to a station whose row is locked, in scope and of the version expected. */
  private interface Change {
    Future<Outcome> make(SqlConnection tx, Row locked);
  }

  private Future<Outcome> changing(
      Actor actor, String station, @Nullable Long expected, Change change) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Scope.tuple(actor, station))
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(Outcome.MISSING);
                          }
                          Row locked = rows.iterator().next();
                          return expected != null && !expected.equals(locked.getLong(1))
                              ? Future.succeededFuture(Outcome.STALE)
                              : change.make(tx, locked);
                        }))
        .recover(PgFailures::translate);
  }
}
