package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.CommandBook;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.NewCommand;
import cn.yizhan.hub.api.Page;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** Orders to stations in PostgreSQL. */
public final class PgCommandBook implements CommandBook {
  private final Pool pool;
  private final PgReads reads;

  /**
   * @param pool connections
   */
  public PgCommandBook(Pool pool) {
    this.pool = pool;
    this.reads = new PgReads(pool);
  }

  private static final String FIND =
      Scope.sql(
          """
          select s.id,
            $3::integer = 0 or exists (select from bay b where b.station = s.id and b.number = $3)
              as fits
          from station s where {scope s.office} and s.code = $2""");

  private static final String INSERT =
      """
      insert into station_command
        (station, id, type, target, args, created_by, expires, request_key, request_digest)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (station, created_by, request_key) where request_key is not null do nothing""";

  private static final String GIVEN =
      """
      select id, request_digest from station_command
      where station = $1 and created_by = $2 and request_key = $3""";

  @Override
  public Future<Answer> order(Actor actor, String station, NewCommand command, int bay) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(FIND)
                    .execute(Scope.tuple(actor, station, bay))
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(new Answer(Outcome.MISSING, ""));
                          }
                          Row row = rows.iterator().next();
                          return row.getBoolean(1)
                              ? insert(tx, actor, row.getInteger(0), station, command)
                              : Future.succeededFuture(new Answer(Outcome.NO_BAY, ""));
                        }))
        .recover(PgFailures::translate);
  }

  private static Future<Answer> insert(
      SqlConnection tx, Actor actor, int id, String station, NewCommand command) {
    JsonObject args = new JsonObject(command.args());
    NewCommand.Repeat repeat = command.repeat();
    Tuple row =
        Tuple.of(id, command.id(), command.type().word(), command.target())
            .addValue(args)
            .addValue(actor.name())
            .addValue(Times.toSql(command.expires()))
            .addValue(repeat == null ? null : repeat.key())
            .addValue(repeat == null ? null : repeat.digest());
    JsonObject data =
        new JsonObject()
            .put("id", command.id())
            .put("type", command.type().word())
            .put("target", command.target())
            .put("args", args);
    return tx.preparedQuery(INSERT)
        .execute(row)
        .compose(
            done ->
                done.rowCount() == 0 && repeat != null
                    ? given(tx, actor, id, repeat)
                    : PgAudit.record(tx, actor, "command.create", "station/" + station, data)
                        .map(new Answer(Outcome.QUEUED, command.id())));
  }

  // the insert has waited for whoever gave it at the same time
  private static Future<Answer> given(
      SqlConnection tx, Actor actor, int station, NewCommand.Repeat repeat) {
    return tx.preparedQuery(GIVEN)
        .execute(Tuple.of(station, actor.name(), repeat.key()))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return repeat.digest().equals(row.getBuffer(1))
                  ? new Answer(Outcome.REPEATED, row.getString(0))
                  : new Answer(Outcome.KEY_REUSED, "");
            });
  }

  private static final String COMMAND =
      """
      select c.id, s.code as station, c.type, c.target, c.args, c.state, c.created,
        c.created_by as "createdBy", c.expires, c.sent, c.sendings, c.answered, c.detail,
        c.ordinal::text as key_ordinal
      from station_command c
      join station s on s.id = c.station
      where {scope s.office} and s.code = $2""";

  private static final String COMMANDS =
      Scope.sql(
          COMMAND
              + """
               and ($3::text is null or c.state = $3)
                and ($4::text is null or c.ordinal < $4::text::bigint)
              order by c.ordinal desc limit $5""");

  private static final String STATION =
      Scope.sql("select s.code from station s where {scope s.office} and s.code = $2");

  @Override
  public Future<@Nullable Page> commands(
      Actor actor, String station, @Nullable String state, Cursor cursor) {
    return reads
        .one(STATION, Scope.tuple(actor, station))
        .compose(
            found ->
                found == null
                    ? Future.succeededFuture(null)
                    : reads.page(
                        COMMANDS,
                        PgReads.tail(Scope.tuple(actor, station, state), cursor, 1),
                        cursor));
  }

  private static final String ONE = Scope.sql(COMMAND + " and c.id = $3");

  @Override
  public Future<@Nullable JsonObject> command(Actor actor, String station, String id) {
    return reads.one(ONE, Scope.tuple(actor, station, id));
  }
}
