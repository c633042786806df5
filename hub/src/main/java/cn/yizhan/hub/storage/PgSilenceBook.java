package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.Page;
import cn.yizhan.hub.api.Rfc3339;
import cn.yizhan.hub.api.SilenceBook;
import cn.yizhan.hub.noise.Window;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Silences in PostgreSQL; every change leaves an audit row in its transaction. */
public final class PgSilenceBook implements SilenceBook {
  private final Pool pool;
  private final PgReads reads;

  /**
   * @param pool connections
   */
  public PgSilenceBook(Pool pool) {
    this.pool = pool;
    this.reads = new PgReads(pool);
  }

  /** Whoever sees one office alone silences that office at most. */
  private static final String KEEP =
      Scope.sql(
          """
          with place as (
            select s.office, s.id as station
            from station s
            join office o on o.id = s.office
            where $4::text is not null and s.code = $4 and {scope s.office}
              and ($3::text is null or o.code = $3)
            union all
            select o.id, null
            from office o
            where $4::text is null and $3::text is not null and o.code = $3 and {scope o.id}
            union all
            select $1::integer, null where $4::text is null and $3::text is null)
          insert into silence
            (id, office, station, rule, severity, subject, reason, owner, starts, ends, days,
             day_from, day_until, created_by)
          select $2, p.office, p.station, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
          from place p
          returning id""");

  @Override
  public Future<Boolean> keep(Actor actor, Silence silence) {
    Reach reach = silence.reach();
    Severity severity = reach.alerts().severity();
    Course course = silence.course();
    Window window = course.window();
    Tuple values =
        Scope.tuple(
            actor,
            silence.id(),
            reach.office(),
            reach.station(),
            reach.alerts().rule(),
            severity == null ? null : severity.word(),
            reach.alerts().subject(),
            silence.reason(),
            silence.owner(),
            Times.toSql(course.starts()),
            Times.toSql(course.ends()),
            window == null ? null : days(window),
            window == null ? null : window.from(),
            window == null ? null : window.until(),
            actor.name());
    JsonObject data =
        new JsonObject()
            .put("office", reach.office())
            .put("station", reach.station())
            .put("rule", reach.alerts().rule())
            .put("severity", severity == null ? null : severity.word())
            .put("subject", reach.alerts().subject())
            .put("until", Rfc3339.format(Instant.ofEpochMilli(course.ends())))
            .put("window", window == null ? null : window.toString())
            .put("reason", silence.reason());
    return changing(actor, KEEP, values, "silence.create", silence.id(), data);
  }

  private static Short[] days(Window window) {
    return window.days().stream()
        .sorted()
        .map(day -> Short.valueOf((short) day.getValue()))
        .toArray(Short[]::new);
  }

  private static final String EXPIRE =
      Scope.sql(
          """
          update silence s
          set expired = coalesce(s.expired, now()), expired_by = coalesce(s.expired_by, $3)
          where s.id = $2 and {scope s.office}
          returning s.id""");

  @Override
  public Future<Boolean> expire(Actor actor, UUID id) {
    Tuple values = Scope.tuple(actor, id, actor.name());
    return changing(actor, EXPIRE, values, "silence.expire", id, new JsonObject());
  }

  private Future<Boolean> changing(
      Actor actor, String sql, Tuple values, String action, UUID id, JsonObject data) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(sql)
                    .execute(values)
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(false)
                                : PgAudit.record(tx, actor, action, "silence/" + id, data)
                                    .map(true)))
        .recover(PgFailures::translate);
  }

  /** A silence of all offices is seen by those of one office, too: it is theirs as well. */
  private static final String SILENCE =
      """
      select s.id, o.code as office, t.code as station, s.rule, s.severity, s.subject, s.reason, s.owner,
        s.starts as "from", s.ends as until, s.created, s.created_by as "createdBy", s.expired,
        s.expired_by as "expiredBy",
        case when s.days is not null then jsonb_build_object('days', to_jsonb(s.days),
          'from', to_char(s.day_from, 'HH24:MI'), 'until', to_char(s.day_until, 'HH24:MI'))
        end as weekly, s.ends::text as key_ends, s.id::text as key_id
      from silence s
      left join station t on t.id = s.station
      left join office o on o.id = s.office
      where ({scope s.office} or s.office is null)""";

  private static final String SILENCES =
      Scope.sql(
          SILENCE
              + """
               and (not $2 or s.expired is null and s.ends > now())
                and ($3::text is null
                  or (s.ends, s.id) < ($3::text::timestamptz, $4::text::uuid))
              order by s.ends desc, s.id desc limit $5""");

  @Override
  public Future<Page> silences(Actor actor, boolean current, Cursor cursor) {
    return reads.page(SILENCES, PgReads.tail(Scope.tuple(actor, current), cursor, 2), cursor);
  }

  private static final String ONE = Scope.sql(SILENCE + " and s.id = $2");

  @Override
  public Future<@Nullable JsonObject> silence(Actor actor, UUID id) {
    return reads.one(ONE, Scope.tuple(actor, id));
  }
}
