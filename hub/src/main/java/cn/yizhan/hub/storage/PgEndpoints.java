package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.notify.AddressGuard;
import cn.yizhan.hub.notify.Endpoints;
import cn.yizhan.hub.notify.TestNotice;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Endpoints in PostgreSQL; every change leaves an audit row in its transaction. */
public final class PgEndpoints implements Endpoints {
  private final Pool pool;
  private final EndpointWriter writer;
  private final ZoneId zone;

  /**
   * @param pool connections
   * @param peppers seal the secrets
   * @param guard refuses URLs nothing could be sent to
   * @param zone whose clock people read
   */
  public PgEndpoints(Pool pool, Peppers peppers, AddressGuard guard, ZoneId zone) {
    this.pool = pool;
    this.writer = new EndpointWriter(pool, peppers, guard);
    this.zone = zone;
  }

  @Override
  public Future<@Nullable Added> register(Actor actor, String office, ObjectNode sheet) {
    return writer.register(actor, office, sheet).recover(PgFailures::translate);
  }

  @Override
  public Future<@Nullable Entry> change(Actor actor, UUID id, ObjectNode patch) {
    return writer.change(actor, id, patch).recover(PgFailures::translate);
  }

  @Override
  public Future<@Nullable Registered> rotate(Actor actor, UUID id, int bothHours) {
    return writer.rotate(actor, id, bothHours).recover(PgFailures::translate);
  }

  private static final String LIST =
      Scope.sql(
          """
          select %s
          from endpoint e
          join office o on o.id = e.office
          where {scope e.office} and o.code = $2
          order by e.created desc, e.id
          limit 1000"""
              .formatted(EndpointRows.SHOWN));

  @Override
  public Future<List<Entry>> list(Actor actor, String office) {
    return pool.preparedQuery(LIST)
        .execute(Scope.tuple(actor, office))
        .map(rows -> all(rows, EndpointRows::entry))
        .recover(PgFailures::translate);
  }

  private static final String ONE =
      Scope.sql(
          """
          select %s
          from endpoint e
          join office o on o.id = e.office
          where {scope e.office} and e.id = $2"""
              .formatted(EndpointRows.SHOWN));

  @Override
  public Future<@Nullable Entry> find(Actor actor, UUID id) {
    return pool.preparedQuery(ONE)
        .execute(Scope.tuple(actor, id))
        .map(EndpointRows::first)
        .recover(PgFailures::translate);
  }

  private static final String ENABLE =
      "update endpoint set enabled = true, disabled_reason = null, refused = null where id = $1";

  @Override
  public Future<@Nullable Entry> enable(Actor actor, UUID id) {
    return pool.withTransaction(
            tx ->
                one(tx, actor, id)
                    .compose(
                        found ->
                            found == null || found.enabled()
                                ? Future.succeededFuture(found)
                                : tx.preparedQuery(ENABLE)
                                    .execute(Tuple.of(id))
                                    .compose(done -> one(tx, actor, id))
                                    .compose(
                                        entry -> audited(tx, actor, "endpoint.enable", entry))))
        .recover(PgFailures::translate);
  }

  @Override
  public Future<@Nullable Entry> disable(Actor actor, UUID id, String reason) {
    return pool.withTransaction(
            tx ->
                one(tx, actor, id)
                    .compose(
                        found ->
                            found == null || !found.enabled()
                                ? Future.succeededFuture(found)
                                : close(tx, id, reason)
                                    .compose(closed -> one(tx, actor, id))
                                    .compose(
                                        entry -> audited(tx, actor, "endpoint.disable", entry))))
        .recover(PgFailures::translate);
  }

  private static Future<@Nullable Entry> one(SqlConnection tx, Actor actor, UUID id) {
    return tx.preparedQuery(ONE).execute(Scope.tuple(actor, id)).map(EndpointRows::first);
  }

  private static final String DISABLE =
      """
      update endpoint set enabled = false, disabled_reason = coalesce(disabled_reason, $2)
      where id = $1""";

  private static final String GIVE_UP =
      """
      update outbox set state = 'failed', finished = now(), lease = null
      where endpoint = $1 and state = 'due'""";

  /**
   * Disables an endpoint and gives up what waits for it; what is critical falls back first. The
   * endpoint's row is locked before any notification's, so that several at once do not wait for
   * each other.
   */
  static Future<Void> close(SqlConnection tx, UUID id, String reason) {
    return tx.preparedQuery(DISABLE)
        .execute(Tuple.of(id, reason))
        .compose(done -> PgFallback.ofAllWaiting(tx, id))
        .compose(done -> tx.preparedQuery(GIVE_UP).execute(Tuple.of(id)))
        .mapEmpty();
  }

  private static final String TARGET =
      Scope.sql(
          """
          select o.code, o.name, now() as at
          from endpoint e
          join office o on o.id = e.office
          where {scope e.office} and e.id = $2 and e.enabled
          for share of e""");

  private static final String QUEUE =
      "insert into outbox (id, endpoint, type, body) values ($1, $2, $3, $4)";

  @Override
  public Future<@Nullable String> sendTest(Actor actor, UUID id) {
    String notification = "msg_" + UUID.randomUUID().toString().replace("-", "");
    JsonObject data = new JsonObject().put("notification", notification);
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(TARGET)
                    .execute(Scope.tuple(actor, id))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture()
                                : tx.preparedQuery(QUEUE)
                                    .execute(test(notification, id, rows.iterator().next()))
                                    .compose(
                                        queued ->
                                            PgAudit.record(
                                                tx, actor, "endpoint.test", "endpoint/" + id, data))
                                    .map(notification)))
        .recover(PgFailures::translate);
  }

  private Tuple test(String notification, UUID endpoint, Row row) {
    long at = Times.fromSql(row.getOffsetDateTime("at"));
    String body = TestNotice.body(endpoint, row.getString("code"), row.getString("name"), at, zone);
    return Tuple.of(notification, endpoint, TestNotice.TYPE, body);
  }

  static Future<@Nullable Entry> audited(
      SqlConnection tx, Actor actor, String action, @Nullable Entry entry) {
    if (entry == null) {
      return Future.succeededFuture(null);
    }
    JsonObject data =
        new JsonObject()
            .put("office", entry.office())
            .put("url", entry.url())
            .put("reason", entry.disabledReason());
    return PgAudit.record(tx, actor, action, "endpoint/" + entry.id(), data).map(entry);
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> reader) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(reader.apply(row)));
    return all;
  }
}
