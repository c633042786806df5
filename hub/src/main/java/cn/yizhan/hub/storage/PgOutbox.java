package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.notify.Attempt;
import cn.yizhan.hub.notify.Notification;
import cn.yizhan.hub.notify.Outbox;
import cn.yizhan.hub.notify.Outcome;
import cn.yizhan.hub.notify.RetrySchedule;
import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.notify.channel.Kind;
import cn.yizhan.hub.notify.channel.Sheet;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
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

  /**
   * Robots take 20 messages a minute and DingTalk's nothing for ten minutes after more. A try
   * arrives up to 15 s after its claim, so what was claimed in any 75 s arrives in no fewer than
   * 60.
   */
  private static final int ROBOT_MOST = 20;

  private static final int ROBOT_CRITICAL = 5;
  private static final int ROBOT_SECONDS = 75;

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

  /**
   * $1 how many in all, $2 how many per endpoint, $3 seconds of the lease, $4 messages a robot
   * takes in a span, $5 how many of them are for critical alerts only, $6 seconds of that span.
   *
   * <p>The rows of robots are locked, so that hubs count one after the other; who finds one locked
   * leaves that robot for the next look. Of a robot's notifications the critical ones come first.
   * What a robot has no room for is not claimed and stays due. News of stations, which has a
   * subject, lets alerts go first.
   */
  private static final String CLAIM =
      """
      with robots as materialized (
        select r.id, r.sent
        from robot r
        where (r.blocked is null or r.blocked <= now()) and exists (
          select from endpoint e
          join outbox o on o.endpoint = e.id
          where e.robot = r.id and e.enabled and o.state = 'due' and o.due <= now())
        for update of r skip locked),
      room as (
        select r.id, $4::integer - (
          select count(*) from unnest(r.sent) t
          where t > now() - $6::integer * interval '1 second') as free
        from robots r),
      candidate as (
        select c.id, c.due, c.ordinal, c.critical, room.id as robot, room.free
        from endpoint e
        left join room on room.id = e.robot
        cross join lateral (
          select o.id, o.due, o.ordinal, e.robot is not null and exists (
              select from alert a where a.id = o.alert and a.severity = 'critical') as critical
          from outbox o
          where o.endpoint = e.id and o.state = 'due'
            and o.due <= now() and (o.lease is null or o.lease <= now())
            and not exists (
              select from outbox p
              where p.endpoint = o.endpoint and p.alert = o.alert
                and p.state = 'due' and p.ordinal < o.ordinal)
            and not exists (
              select from outbox p
              where p.endpoint = o.endpoint and p.subject = o.subject
                and p.state = 'due' and p.ordinal < o.ordinal)
          order by critical desc, o.subject is not null, o.due, o.ordinal
          limit greatest(0, $2::integer - (
            select count(*) from outbox l
            where l.endpoint = e.id and l.state = 'due' and l.lease > now()))
          for update of o skip locked) c
        where e.enabled and (e.robot is null or room.id is not null)),
      ranked as (
        select c.*, row_number() over (
          partition by c.robot order by c.critical desc, c.due, c.ordinal) as place
        from candidate c),
      taken as materialized (
        select r.id, r.robot
        from ranked r
        where r.robot is null or r.place <= r.free - case when r.critical then 0 else $5 end
        order by r.due, r.ordinal
        limit $1),
      spent as (
        update robot r
        set sent = array(
            select t from unnest(r.sent) t where t > now() - $6::integer * interval '1 second')
          || array_fill(now(), array[n.count::integer])
        from (
          select robot, count(*) as count from taken where robot is not null group by robot) n
        where r.id = n.robot)
      update outbox o
      set lease = now() + $3::integer * interval '1 second', attempts = o.attempts + 1
      from taken c, endpoint e
      where o.id = c.id and e.id = o.endpoint
      returning o.id, o.endpoint, o.body, o.attempts, e.secret, e.pepper,
        case when e.both_until > now() then e.secret_before end as secret_before,
        e.pepper_before, e.sealed, e.sealed_pepper, e.kind, e.url, e.name, e.language,
        e.min_severity, e.tester, e.fallback, e.events, e.settings,
        exists (select from alert a where a.id = o.alert and a.severity = 'critical') as critical""";

  @Override
  public Future<List<Notification>> claim(int limit, int perEndpoint) {
    return pool.preparedQuery(CLAIM)
        .execute(
            Tuple.of(limit, perEndpoint, LEASE_SECONDS, ROBOT_MOST, ROBOT_CRITICAL, ROBOT_SECONDS))
        .map(this::notifications);
  }

  private List<Notification> notifications(RowSet<Row> rows) {
    List<Notification> claimed = new ArrayList<>(rows.size());
    for (Row row : rows) {
      UUID endpoint = row.getUUID("endpoint");
      Sheet sheet = sheet(endpoint, row);
      String url = sheet == null ? null : sheet.line().url();
      claimed.add(
          new Notification(
              row.getString("id"),
              endpoint,
              url == null ? row.getString("url") : url,
              sheet == null ? List.of() : secrets(endpoint, row),
              row.getString("body"),
              row.getInteger("attempts"),
              row.getBoolean("critical"),
              EndpointRows.target(sheet, row)));
    }
    return claimed;
  }

  private @Nullable Sheet sheet(UUID endpoint, Row row) {
    try {
      return EndpointRows.sheet(peppers, endpoint, row);
    } catch (IllegalArgumentException e) {
      LOG.error("What is set about endpoint {} cannot be opened", endpoint, e);
      return null;
    }
  }

  private List<SigningSecret> secrets(UUID endpoint, Row row) {
    if (!row.getString("kind").equals(Kind.WEBHOOK.word())) {
      return List.of();
    }
    List<SigningSecret> secrets = new ArrayList<>();
    for (String one : List.of("", "_before")) {
      Buffer sealed = row.getBuffer("secret" + one);
      if (sealed != null) {
        try {
          int pepper = row.getShort("pepper" + one);
          secrets.add(SealedSecrets.open(peppers, endpoint, pepper, sealed.getBytes()));
        } catch (IllegalArgumentException e) {
          LOG.error("The secret of endpoint {} cannot be opened", endpoint, e);
        }
      }
    }
    return secrets;
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
    return client
        .preparedQuery(RECORD)
        .execute(values)
        .compose(done -> blocked(client, notification, outcome));
  }

  private static final String BLOCK =
      """
      update robot r
      set blocked = greatest(r.blocked, now() + $2::bigint * interval '1 millisecond')
      from endpoint e
      where e.id = $1 and r.id = e.robot""";

  /** A robot that says it is asked too often gets nothing else either until it listens again. */
  private static Future<Void> blocked(
      SqlClient client, Notification notification, Outcome outcome) {
    return notification.target().kind().robot()
            && outcome instanceof Outcome.Again again
            && again.pause() != null
        ? client
            .preparedQuery(BLOCK)
            .execute(Tuple.of(notification.endpoint(), again.pause().toMillis()))
            .mapEmpty()
        : Future.succeededFuture();
  }
}
