package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Bearer;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Permission;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.access.Secret;
import cn.yizhan.hub.access.Tokens;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.Page;
import cn.yizhan.hub.api.TokenBook;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tokens in the table {@code api_token}, as keyed hashes. */
public final class PgTokens implements Tokens, TokenBook {
  private final Pool pool;
  private final PgReads reads;
  private final Peppers peppers;

  /**
   * @param pool connections
   * @param peppers keys of the hashes
   */
  public PgTokens(Pool pool, Peppers peppers) {
    this.pool = pool;
    this.reads = new PgReads(pool);
    this.peppers = peppers;
  }

  private static final String FIND =
      """
      select id, name, role, office
      from api_token
      where (hmac = any($1) or id = $2)
        and revoked is null and (expires is null or expires > now())""";

  @Override
  public Future<@Nullable Actor> actorOf(Secret token) {
    if (!token.text().startsWith(Bearer.API_PREFIX)) {
      return Future.succeededFuture(null);
    }
    Buffer[] hashes =
        peppers.ids().stream()
            .map(id -> Buffer.buffer(peppers.hmac(id, token.bytes())))
            .toArray(Buffer[]::new);
    return find(hashes, null);
  }

  @Override
  public Future<@Nullable Actor> actorOf(UUID token) {
    return find(new Buffer[0], token);
  }

  private Future<@Nullable Actor> find(Buffer[] hashes, @Nullable UUID id) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.tuple().addValue(hashes).addValue(id))
        .map(PgTokens::actor)
        .recover(PgFailures::translate);
  }

  private static @Nullable Actor actor(RowSet<Row> rows) {
    for (Row row : rows) {
      Role role = Role.of(row.getString("role"));
      if (role != null) {
        return new Actor(
            "token:" + row.getString("name"),
            role,
            row.getInteger("office"),
            row.getUUID("id"),
            null);
      }
    }
    return null;
  }

  private static final String ADMINISTRATOR =
      """
      select exists (
        select from api_token
        where role = any($1) and office is null and ($2::uuid is null or issuer = $2))""";

  @Override
  public Future<Boolean> administratorAppointed(@Nullable UUID issuer) {
    String[] roles =
        Permission.ADMIT.roles().stream().map(Role::word).sorted().toArray(String[]::new);
    return pool.preparedQuery(ADMINISTRATOR)
        .execute(Tuple.tuple().addValue(roles).addValue(issuer))
        .map(rows -> rows.iterator().next().getBoolean(0))
        .recover(PgFailures::translate);
  }

  private static final String INSERT =
      Scope.sql(
          """
          insert into api_token (id, name, role, office, hmac, pepper, expires, issuer)
          select $2, $3, $4, o.id, $6, $7, $8, $9
          from (select null::integer as id, null::text as code
                union all select id, code from office) o
          where {scope o.id} and o.code is not distinct from $5::text""");

  @Override
  public Future<@Nullable Issued> issue(Actor actor, Wanted wanted) {
    Issued issued = new Issued(UUID.randomUUID(), Secret.fresh(Bearer.API_PREFIX));
    int pepper = peppers.current();
    Tuple values =
        Scope.tuple(
            actor,
            issued.id(),
            wanted.name(),
            wanted.role().word(),
            wanted.office(),
            Buffer.buffer(peppers.hmac(pepper, issued.secret().bytes())),
            (short) pepper,
            Times.toSql(wanted.expires()),
            actor.token());
    JsonObject data =
        new JsonObject()
            .put("name", wanted.name())
            .put("role", wanted.role().word())
            .put("office", wanted.office());
    return change(INSERT, values, actor, new Change("token.issue", issued.id(), data))
        .map(done -> done ? issued : null);
  }

  private static final String REVOKE =
      Scope.sql(
          """
          update api_token t set revoked = coalesce(t.revoked, now())
          where {scope t.office} and t.id = $2""");

  @Override
  public Future<Boolean> revoke(Actor actor, UUID id) {
    return change(
        REVOKE, Scope.tuple(actor, id), actor, new Change("token.revoke", id, new JsonObject()));
  }

  /** What the audit log says of a change. */
  private record Change(String action, UUID token, JsonObject data) {}

  private Future<Boolean> change(String sql, Tuple values, Actor actor, Change change) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(sql)
                    .execute(values)
                    .compose(
                        rows ->
                            rows.rowCount() == 0
                                ? Future.succeededFuture(false)
                                : PgAudit.record(
                                        tx,
                                        actor,
                                        change.action(),
                                        "token/" + change.token(),
                                        change.data())
                                    .map(true)))
        .recover(PgFailures::translate);
  }

  private static final String TOKEN =
      """
      select t.id, t.name, t.role, o.code as office, t.created, t.expires, t.revoked,
        t.created::text as key_created, t.id::text as key_id
      from api_token t left join office o on o.id = t.office
      where {scope t.office}""";

  private static final String LIST =
      Scope.sql(
          TOKEN
              + """
               and ($2::text is null
                or (t.created, t.id) < ($2::text::timestamptz, $3::text::uuid))
              order by t.created desc, t.id desc
              limit $4""");

  @Override
  public Future<Page> tokens(Actor actor, Cursor cursor) {
    return reads.page(LIST, PgReads.tail(Scope.tuple(actor), cursor, 2), cursor);
  }

  private static final String ONE = Scope.sql(TOKEN + " and t.id = $2");

  @Override
  public Future<@Nullable JsonObject> token(Actor actor, UUID id) {
    return reads.one(ONE, Scope.tuple(actor, id));
  }

  private static final String OFFICE = "select code from office where id = $1";

  @Override
  public Future<@Nullable String> officeCode(Actor actor) {
    return actor.office() == null
        ? Future.succeededFuture(null)
        : reads
            .one(OFFICE, Tuple.of(actor.office()))
            .map(office -> office == null ? null : office.getString("code"));
  }
}
