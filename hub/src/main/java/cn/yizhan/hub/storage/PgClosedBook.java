package cn.yizhan.hub.storage;

import cn.yizhan.hub.hours.HoursJson;
import cn.yizhan.hub.hours.OpeningHours;
import cn.yizhan.hub.watch.Closed;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stations that may be shut in their opening hours, out of the tables of hours, reports and alerts.
 */
public final class PgClosedBook extends PgReview<Closed> {
  private static final String DOOR = "door/open";
  private static final String PEOPLE = "room/people";

  private final PgRuleBook rules;
  private final ZoneId zone;
  private final LongSupplier clock;

  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   * @param zone whose days and hours are meant
   * @param clock the hub's clock, epoch milliseconds
   */
  public PgClosedBook(
      Pool pool, PgRuleBook rules, PgAlertFacts alerts, ZoneId zone, LongSupplier clock) {
    super(pool, rules, alerts);
    this.rules = rules;
    this.zone = zone;
    this.clock = clock;
  }

  /** Whose door is shut by what is known now; $1 point of the door. */
  private static final String CANDIDATES =
      """
      select s.id, h.content
      from opening_hours h
      join station s on s.id = h.station
      where h.content is not null and s.status = 'live' and s.disabled is null
        and exists (select from latest_value l
                    where l.station = s.code and l.point = $1 and l.value = 0)""";

  /**
   * Those of the stations in $1 that told of no life since the time in $2; $3 the earliest of them,
   * $4 now, $5 door, $6 people. It keeps the long look below to few stations.
   */
  private static final String LIFELESS =
      """
      select k.station
      from unnest($1::int[], $2::timestamptz[]) k (station, since)
      where not exists (
        select from point p
        join report r on r.station = p.station and p.code = any(r.points)
        where p.station = k.station and p.name in ($5, $6)
          and r.at > $3::timestamptz and r.at > k.since and r.at <= $4::timestamptz
          and r."values"[array_position(r.points, p.code)] > 0)""";

  /**
   * The reports of stations that may be shut, and of those with an open alert. A reading holds
   * until the next of its point, or as long as its age may be. Two days are as long as a station
   * may be shut before it is told, and as a reading of the door before that may hold.
   *
   * <p>$1 stations that may be shut, $2 now, $3 rule, $4 door, $5 people, $6 and $7 how long
   * readings of these hold, seconds.
   */
  private static final String CLOSED =
      """
      select s.id, s.status = 'live' and s.disabled is null as expected, h.content,
        greatest(h.changed, s.expected_since) as counted, c.online, c.since,
        a.severity, a.event_time, (a.reading ->> 'value')::float8 as after,
        v.shut, v.known, v.alive
      from (
        select x.* from station x
        where x.id = any($1) or x.id in (
          select b.station from alert b
          where b.rule = $3 and b.subject = 'station' and b.work <> 'closed'
            and not b.retrospective and b.condition = 'active')) s
      left join opening_hours h on h.station = s.id
      """
          + PgAbsenceBook.CONNECTION
          + """

      left join alert a
        on a.station = s.id and a.rule = $3 and a.subject = 'station' and a.work <> 'closed'
          and not a.retrospective and a.condition = 'active'
      cross join lateral (
        select
          bool_or(x.value = 0 and x.at > $2 - x.holds)
            filter (where x.door and x.next is null) as shut,
          max(x.at) filter (where x.door and (x.prev is null or x.at - x.prev > x.holds)) as known,
          max(least(coalesce(x.next, $2), x.at + x.holds)) filter (where x.value > 0) as alive
        from (
          select r.at, p.name = $4 as door, r."values"[array_position(r.points, p.code)] as value,
            interval '1 second' * case p.name when $4 then $6::float8 else $7::float8 end as holds,
            lead(r.at) over w as next, lag(r.at) over w as prev
          from point p
          join report r on r.station = p.station and p.code = any(r.points)
          where p.station = s.id and p.name in ($4, $5)
            and r.at > $2::timestamptz - interval '2 days' and r.at <= $2::timestamptz
          window w as (partition by p.code order by r.at, r.received, r.seq)) x) v
      order by s.id""";

  @Override
  Future<RowSet<Row>> read(SqlConnection tx) {
    long now = clock.getAsLong();
    return tx.preparedQuery(CANDIDATES)
        .execute(Tuple.of(DOOR))
        .compose(
            rows -> {
              List<Integer> open = new ArrayList<>();
              for (Row row : rows) {
                OpeningHours hours = hours(row.getJsonObject("content"));
                if (hours != null && hours.open(now, zone)) {
                  open.add(row.getInteger("id"));
                }
              }
              return lifeless(tx, open, now);
            })
        .compose(
            stations ->
                tx.preparedQuery(CLOSED)
                    .execute(
                        Tuple.of(
                            stations,
                            Times.toSql(now),
                            Closed.RULE,
                            DOOR,
                            PEOPLE,
                            holds(DOOR),
                            holds(PEOPLE))));
  }

  private Future<Integer[]> lifeless(SqlConnection tx, List<Integer> stations, long now) {
    return stations.isEmpty()
        ? Future.succeededFuture(new Integer[0])
        : rules
            .thresholds(tx, stations)
            .compose(
                all -> {
                  List<Long> since =
                      stations.stream()
                          .map(
                              station ->
                                  now
                                      - Closed.after(
                                          all.getOrDefault(station, Thresholds.standard())))
                          .toList();
                  return tx.preparedQuery(LIFELESS)
                      .execute(
                          Tuple.of(
                              stations.toArray(Integer[]::new),
                              since.stream().map(Times::toSql).toArray(OffsetDateTime[]::new),
                              Times.toSql(Collections.min(since)),
                              Times.toSql(now),
                              DOOR,
                              PEOPLE));
                })
            .map(
                rows -> {
                  List<Integer> found = new ArrayList<>();
                  rows.forEach(row -> found.add(row.getInteger(0)));
                  return found.toArray(Integer[]::new);
                });
  }

  private static @Nullable OpeningHours hours(@Nullable JsonObject content) {
    return content == null ? null : HoursJson.read(PgPolicyBook.json(content)).hours();
  }

  /** How long a reading of that point holds when no other follows, seconds. */
  private static double holds(String point) {
    PointType type = PointCatalogue.standard().typeOf(point);
    return Objects.requireNonNull(type, point).maxAge().toSeconds();
  }

  @Override
  Closed of(Row row, Thresholds thresholds) {
    Long counted = Times.fromSqlOrNull(row.getOffsetDateTime("counted"));
    OffsetDateTime known = row.getOffsetDateTime("known");
    String severity = row.getString("severity");
    Double after = row.getDouble("after");
    return new Closed(
        row.getInteger("id"),
        row.getBoolean("expected"),
        hours(row.getJsonObject("content")),
        counted == null ? 0 : counted,
        known == null
            ? null
            : new Closed.Seen(
                row.getBoolean("online"),
                Times.fromSql(row.getOffsetDateTime("since")),
                row.getBoolean("shut"),
                Times.fromSql(known),
                Times.fromSqlOrNull(row.getOffsetDateTime("alive"))),
        severity == null
            ? null
            : new Closed.Told(
                Severity.of(severity),
                Times.fromSql(row.getOffsetDateTime("event_time")),
                after == null ? 0 : Math.round(after * 1000)),
        thresholds);
  }
}
