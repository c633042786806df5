package cn.yizhan.hub.storage;

import cn.yizhan.hub.notify.ProbePostman;
import cn.yizhan.hub.probe.Course.Decision;
import cn.yizhan.hub.probe.Probe;
import cn.yizhan.hub.probe.ProbeBook;
import cn.yizhan.hub.probe.Stage;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Probes in PostgreSQL. What is done about one is done in one transaction under a lock, so of all
 * hubs one does it; whichever comes next goes on with what another began.
 */
public final class PgProbeBook implements ProbeBook {
  private final Pool pool;
  private final ProbeAlerts alerts;

  /**
   * @param pool connections
   * @param alerts raises and ends the alerts
   */
  public PgProbeBook(Pool pool, ProbeAlerts alerts) {
    this.pool = pool;
    this.alerts = alerts;
  }

  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtext('yizhan/probe')) as mine";

  /**
   * The last probe and how far its present notifications have got, and what figures show. Another
   * hub may have been at it when this transaction began: the clock is read after the lock.
   */
  private static final String STATE =
      """
      select clock_timestamp() as now, p.alert, p.began, p.ended, p.finished,
        n.queued, n.sent, n.verified, n.detail,
        (select max(q.finished) from probe q where q.failed is null) as success,
        (select extract(epoch from q.told - q.began)::double precision from probe q
          where q.told is not null order by q.began desc limit 1) as seconds,
        coalesce((select q.failed is not null from probe q
          where q.finished is not null order by q.began desc limit 1), false) as failed
      from (select 1) one
      left join lateral (select * from probe order by began desc limit 1) p on true
      left join lateral (
        select bool_and(o.id is not null) as queued, bool_and(coalesce(a.sent, false)) as sent,
          bool_and(t.type = any(p.received)) as verified, max(a.detail) as detail
        from unnest(case when p.ended is null then array['alert.raised']
          else array['alert.cleared', 'alert.closed'] end) t (type)
        left join outbox o on o.alert = p.alert and o.type = t.type and o.endpoint = $1
        left join lateral (
          select bool_or(d.status is not null) as sent,
            (array_agg(d.detail order by d.round desc, d.attempt desc))[1] as detail
          from delivery_attempt d
          where d.notification = o.id) a on true) n on p.alert is not null""";

  @Override
  public Future<Reviewed> review(Judge judge) {
    return pool.withTransaction(
        tx ->
            tx.query(LOCK)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("mine"))
                .compose(
                    mine ->
                        tx.preparedQuery(STATE)
                            .execute(Tuple.of(ProbePostman.ENDPOINT))
                            .map(rows -> rows.iterator().next())
                            .compose(row -> reviewed(tx, row, mine ? judge : null))));
  }

  private Future<Reviewed> reviewed(SqlConnection tx, Row row, @Nullable Judge judge) {
    Probe probe = probe(row);
    long now = Times.fromSql(row.getOffsetDateTime("now"));
    Decision decision = judge == null ? Decision.WAIT : judge.next(probe, now);
    return act(tx, decision, probe, now)
        .map(
            done ->
                new Reviewed(
                    decision,
                    probe,
                    decision == Decision.FINISH
                        ? Long.valueOf(now)
                        : Times.fromSqlOrNull(row.getOffsetDateTime("success")),
                    row.getDouble("seconds"),
                    decision == Decision.FAIL
                        || (decision != Decision.FINISH && row.getBoolean("failed"))));
  }

  private static @Nullable Probe probe(Row row) {
    if (row.getUUID("alert") == null) {
      return null;
    }
    return new Probe(
        row.getUUID("alert"),
        Times.fromSql(row.getOffsetDateTime("began")),
        Times.fromSqlOrNull(row.getOffsetDateTime("ended")),
        row.getOffsetDateTime("finished") != null,
        reached(row),
        row.getString("detail"));
  }

  /** The receiver's word stands above what the courier has not written down yet. */
  private static Stage reached(Row row) {
    if (row.getBoolean("verified")) {
      return Stage.VERIFIED;
    }
    if (row.getBoolean("sent")) {
      return Stage.SENT;
    }
    return row.getBoolean("queued") ? Stage.QUEUED : Stage.RAISED;
  }

  private static final String BEGUN = "insert into probe (alert, began) values ($1, $2)";

  private static final String ENDED = "update probe set ended = $2 where alert = $1";

  private static final String OVER = "update probe set finished = $2, failed = $3 where alert = $1";

  private Future<Void> act(SqlConnection tx, Decision decision, @Nullable Probe probe, long now) {
    if (decision == Decision.BEGIN) {
      return alerts
          .raise(tx, now)
          .compose(
              id -> tx.preparedQuery(BEGUN).execute(Tuple.of(id, Times.toSql(now))).mapEmpty());
    }
    if (probe == null) {
      return Future.succeededFuture();
    }
    return switch (decision) {
      case END ->
          alerts
              .end(tx, probe.alert(), now)
              .compose(
                  done ->
                      tx.preparedQuery(ENDED).execute(Tuple.of(probe.alert(), Times.toSql(now))))
              .mapEmpty();
      case FINISH -> over(tx, probe, null, now);
      case FAIL ->
          alerts
              .giveUp(tx, probe.alert(), now)
              .compose(done -> over(tx, probe, probe.reached().next(), now));
      case BEGIN, WAIT -> Future.succeededFuture();
    };
  }

  private static Future<Void> over(
      SqlConnection tx, Probe probe, @Nullable Stage missed, long now) {
    return tx.preparedQuery(OVER)
        .execute(Tuple.of(probe.alert(), Times.toSql(now), missed == null ? null : missed.word()))
        .compose(done -> ProbeAlerts.forget(tx));
  }
}
