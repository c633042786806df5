package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.notify.Attempt;
import cn.yizhan.hub.notify.Notification;
import cn.yizhan.hub.notify.Outbox;
import cn.yizhan.hub.notify.Outcome;
import cn.yizhan.hub.notify.RetrySchedule;
import cn.yizhan.hub.notify.SigningSecret;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox in PostgreSQL. A claim writes a lease and holds no lock while the notification is on
 * its way; due times and leases are told by the database's clock, which all hubs share.
 */
public final class PgOutbox implements Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(PgOutbox.class);

  private final Pool pool;
  private final Peppers peppers;

  /**
   * @param pool connections
   * @param peppers open the endpoints' secrets
   */
  public PgOutbox(Pool pool, Peppers peppers) {
    this.pool = pool;
    this.peppers = peppers;
  }

  /** $1 how many in all, $2 how many per endpoint, $3 seconds of the lease. */
  private static final String CLAIM =
      """
      with candidate as materialized (
        select c.id
        from endpoint e
        cross join lateral (
          select o.id, o.due, o.ordinal
          from outbox o
          where o.endpoint = e.id and o.state = 'due'
            and o.due <= now() and (o.lease is null or o.lease <= now())
            and not exists (
              select from outbox p
              where p.endpoint = o.endpoint and p.alert = o.alert
                and p.state = 'due' and p.ordinal < o.ordinal)
          order by o.due, o.ordinal
          limit greatest(0, $2::integer - (
            select count(*) from outbox l
            where l.endpoint = e.id and l.state = 'due' and l.lease > now()))
          for update of o skip locked) c
        where e.enabled
        order by c.due, c.ordinal
        limit $1)
      update outbox o
      set lease = now() + $3::integer * interval '1 second', attempts = o.attempts + 1
      from candidate c, endpoint e
      where o.id = c.id and e.id = o.endpoint
      returning o.id, o.endpoint, e.url, e.secret, e.pepper, o.body, o.attempts,
        exists (select from alert a where a.id = o.alert and a.severity = 'critical') as critical""";

  @Override
  public Future<List<Notification>> claim(int limit, int perEndpoint) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(limit, perEndpoint, LEASE_SECONDS))
        .map(this::notifications);
  }

  private List<Notification> notifications(RowSet<Row> rows) {
    List<Notification> claimed = new ArrayList<>(rows.size());
    for (Row row : rows) {
      UUID endpoint = row.getUUID("endpoint");
      claimed.add(
          new Notification(
              row.getString("id"),
              endpoint,
              row.getString("url"),
              secrets(endpoint, row.getShort("pepper"), row.getBuffer("secret").getBytes()),
              row.getString("body"),
              row.getInteger("attempts"),
              row.getBoolean("critical")));
    }
    return claimed;
  }

  private List<SigningSecret> secrets(UUID endpoint, int pepper, byte[] sealed) {
    try {
      return List.of(SealedSecrets.open(peppers, endpoint, pepper, sealed));
    } catch (IllegalArgumentException e) {
      LOG.error("The secret of endpoint {} cannot be opened", endpoint, e);
      return List.of();
    }
  }

  /**
   * $1 id, $2 number of the try, $3 new state, $4 milliseconds until the next try. A try that lost
   * its lease to a later one changes nothing, unless it delivered.
   */
  private static final String RECORD =
      """
      with done as (
        update outbox
        set state = $3, lease = null,
          due = now() + coalesce($4::bigint, 0) * interval '1 millisecond',
          finished = case when $3 = 'due' then null else now() end
        where id = $1 and ($3 = 'delivered' or state = 'due' and attempts = $2))
      insert into delivery_attempt
        (notification, round, attempt, started, took_ms, outcome, status, detail)
      select id, round, $2, $5, $6, $7, $8, $9 from outbox where id = $1
      on conflict do nothing""";

  @Override
  public Future<Void> record(Notification notification, Attempt attempt, @Nullable Long pause) {
    if (attempt.outcome() instanceof Outcome.Refused refused) {
      LOG.warn("Endpoint {} is disabled: {}", notification.endpoint(), refused.detail());
      return pool.withTransaction(
          tx ->
              PgEndpoints.close(tx, notification.endpoint(), refused.detail())
                  .compose(closed -> refused(tx, notification))
                  .compose(closed -> write(tx, notification, attempt, null)));
    }
    if (RetrySchedule.fallsBack(notification.attempt(), notification.critical())
        && attempt.outcome() instanceof Outcome.Again) {
      return pool.withTransaction(
          tx ->
              write(tx, notification, attempt, pause)
                  .compose(written -> PgFallback.of(tx, notification.id())));
    }
    return write(pool, notification, attempt, pause);
  }

  private static Future<Void> refused(SqlConnection tx, Notification notification) {
    return tx.preparedQuery("update endpoint set refused = coalesce(refused, now()) where id = $1")
        .execute(Tuple.of(notification.endpoint()))
        .mapEmpty();
  }

  private static Future<Void> write(
      SqlClient client, Notification notification, Attempt attempt, @Nullable Long pause) {
    Outcome outcome = attempt.outcome();
    boolean delivered = outcome instanceof Outcome.Delivered;
    Tuple values =
        Tuple.tuple()
            .addString(notification.id())
            .addInteger(notification.attempt())
            .addString(delivered ? "delivered" : pause == null ? "failed" : "due")
            .addLong(pause)
            .addOffsetDateTime(Times.toSql(attempt.started()))
            .addInteger(attempt.tookMs())
            .addString(outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
            .addInteger(outcome.status())
            .addString(outcome.detail());
    return client.preparedQuery(RECORD).execute(values).mapEmpty();
  }
}
