package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.protocol.StationCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** The append-only log of changes made by people and machines, and of what was refused. */
public final class PgAudit {
  private PgAudit() {}

  private static final String INSERT =
      """
      insert into audit (actor, role, token, action, target, data, remote)
      values ($1, $2, $3, $4, $5, $6, $7)""";

  /**
   * Writes one row; the caller's transaction must fail when this does, so that no change is made
   * without its row.
   *
   * @param tx the connection on which the transaction of the change is open
   * @param actor who makes the change
   * @param action what is done, {@code station.create} for instance
   * @param target to what, {@code station/pc-001} for instance
   * @param data what else is worth knowing; no secrets
   */
  public static Future<Void> record(
      SqlConnection tx, Actor actor, String action, String target, JsonObject data) {
    return tx.preparedQuery(INSERT)
        .execute(
            Tuple.of(
                actor.name(),
                actor.role().word(),
                actor.token(),
                action,
                target,
                data,
                actor.remote()))
        .mapEmpty();
  }

  /**
   * Writes one row about what the hub does by itself because somebody wanted it before.
   *
   * @param tx the connection on which the transaction of the change is open
   * @param action what is done
   * @param target to what
   * @param data what else is worth knowing; no secrets
   */
  static Future<Void> recordHub(SqlConnection tx, String action, String target, JsonObject data) {
    return tx.preparedQuery(INSERT)
        .execute(Tuple.of("hub", "hub", null, action, target, data, null))
        .mapEmpty();
  }

  /**
   * Writes one row about what a station tried and was refused; nothing was changed.
   *
   * @param client the database
   * @param station whose connection it was
   * @param action what it tried
   * @param data what else is worth knowing; no secrets
   * @param remote network address of the connection, null when it is not known
   */
  static Future<Void> recordStation(
      SqlClient client,
      StationCode station,
      String action,
      JsonObject data,
      @Nullable String remote) {
    return client
        .preparedQuery(INSERT)
        .execute(
            Tuple.of(
                "station:" + station, "station", null, action, "station/" + station, data, remote))
        .mapEmpty();
  }
}
