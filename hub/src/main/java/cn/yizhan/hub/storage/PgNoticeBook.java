package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.NoticeBook;
import cn.yizhan.hub.api.Page;
import cn.yizhan.protocol.message.Notice;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** Texts for displays in PostgreSQL. */
public final class PgNoticeBook implements NoticeBook {
  private final Pool pool;
  private final PgReads reads;

  /**
   * @param pool connections
   */
  public PgNoticeBook(Pool pool) {
    this.pool = pool;
    this.reads = new PgReads(pool);
  }

  private static final String POST =
      Scope.sql(
          """
          with place as (
            select o.id as office, null::integer as station
            from office o where $2 = 'office' and o.code = $3::text and {scope o.id}
            union all
            select s.office, s.id from station s
            where $2 = 'station' and s.code = $3::text and {scope s.office}
            union all
            select null, null where $2 = 'all' and $1::integer is null)
          insert into notice
            (id, scope, office, station, zh, en, valid_from, valid_until, created_by)
          select $4, $2, p.office, p.station, $5, $6, $7, $8, $9 from place p
          returning id""");

  @Override
  public Future<Boolean> post(Actor actor, Reach reach, @Nullable String code, Notice notice) {
    Tuple values =
        Scope.tuple(
            actor,
            reach.word(),
            code,
            notice.id(),
            notice.text().zh(),
            notice.text().en(),
            Times.toSql(notice.from()),
            Times.toSql(notice.until()),
            actor.name());
    JsonObject data =
        new JsonObject()
            .put("scope", reach.word())
            .put("code", code)
            .put("zh", notice.text().zh())
            .put("en", notice.text().en());
    return changing(actor, POST, values, "notice.post", notice.id(), data);
  }

  private static final String WITHDRAW =
      Scope.sql(
          """
          update notice n set withdrawn = now(), withdrawn_by = $3
          where n.id = $2 and n.withdrawn is null and {scope n.office}
          returning n.id""");

  private static final String WITHDRAWN =
      Scope.sql(
          """
          select n.id from notice n
          where n.id = $2 and n.withdrawn is not null and {scope n.office}""");

  @Override
  public Future<Boolean> withdraw(Actor actor, String id) {
    return changing(
            actor,
            WITHDRAW,
            Scope.tuple(actor, id, actor.name()),
            "notice.withdraw",
            id,
            new JsonObject())
        .compose(
            done ->
                done
                    ? Future.succeededFuture(true)
                    : reads.one(WITHDRAWN, Scope.tuple(actor, id)).map(before -> before != null));
  }

  /** Makes a change of one row with its audit row; false when there was none to change. */
  private Future<Boolean> changing(
      Actor actor, String sql, Tuple values, String action, String id, JsonObject data) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(sql)
                    .execute(values)
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(false)
                                : PgAudit.record(tx, actor, action, "notice/" + id, data)
                                    .map(true)))
        .recover(PgFailures::translate);
  }

  private static final String NOTICE =
      """
      select n.id, n.scope, case n.scope when 'station' then s.code when 'office' then o.code end
          as code,
        n.zh as "text.zh", n.en as "text.en", n.valid_from as "from", n.valid_until as until,
        n.created, n.created_by as "createdBy", n.withdrawn, n.withdrawn_by as "withdrawnBy",
        n.ordinal::text as key_ordinal
      from notice n
      left join station s on s.id = n.station
      left join office o on o.id = n.office
      where ({scope n.office} or n.office is null)""";

  private static final String NOTICES =
      Scope.sql(
          NOTICE
              + """
               and (not $2 or n.withdrawn is null and n.valid_until > now())
                and ($3::text is null or n.ordinal < $3::text::bigint)
              order by n.ordinal desc limit $4""");

  @Override
  public Future<Page> notices(Actor actor, boolean current, Cursor cursor) {
    return reads.page(NOTICES, PgReads.tail(Scope.tuple(actor, current), cursor, 1), cursor);
  }

  private static final String ONE = Scope.sql(NOTICE + " and n.id = $2");

  @Override
  public Future<@Nullable JsonObject> notice(Actor actor, String id) {
    return reads.one(ONE, Scope.tuple(actor, id));
  }
}
