package cn.yizhan.hub.storage;

import cn.yizhan.hub.watch.Absence;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;

/** Absences out of the tables of stations, presence and alerts. */
public final class PgAbsenceBook extends PgReview<Absence> {
  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  public PgAbsenceBook(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    super(pool, rules, alerts);
  }

  /**
   * Whether a station s is heard and since when, as c. A session counts only while the lease of its
   * hub does. A station that was never online, or went away while nobody expected it, is missed
   * since it is expected.
   */
  static final String CONNECTION =
      """
      left join presence p on p.station = s.id
      left join lateral (
        select h.alive_until as ended
        from lane n
        join hub h on h.id = n.hub
        where n.station = s.id and n.lane = 0 and p.online and h.alive_until <= now()) d on true
      cross join lateral (
        select coalesce(p.online, false) and d.ended is null as online,
          greatest(p.since, s.expected_since, d.ended) as since) c""";

  /**
   * What its bays last said counts as far as it held when it went away; it is read only where it
   * can still make a difference. $1 rule, $2 and $3 seconds that a state and a power reading hold.
   */
  private static final String ABSENCES =
      """
      select s.id, s.status = 'live' and s.disabled is null as expected, c.online, c.since,
        a.severity, coalesce(b.charging, false) as charging, coalesce(b.power, 0) as power
      from station s
      """
          + CONNECTION
          + """

      left join alert a
        on a.station = s.id and a.rule = $1 and a.subject = 'station' and a.work <> 'closed'
          and not a.retrospective and a.condition = 'active'
      left join lateral (
        select bool_or(l.word = 'Charging') as charging,
          max(l.value) filter (where l.point like '%/power') as power
        from latest_value l
        where l.station = s.code and not c.online and a.severity is distinct from 'major'
          and l.at >= c.since
            - interval '1 second' * case when l.point like 'bay/%/state' then $2::float8
                                         when l.point like 'bay/%/power' then $3::float8 end
        ) b on true
      where a.id is not null
        or (s.status = 'live' and s.disabled is null and not c.online)
      order by s.id""";

  @Override
  Future<RowSet<Row>> read(SqlConnection tx) {
    return tx.preparedQuery(ABSENCES)
        .execute(Tuple.of(Absence.RULE, holds("bay/1/state"), holds("bay/1/power")));
  }

  /** How long a reading of that point holds when no other follows, seconds. */
  private static double holds(String point) {
    PointType type = PointCatalogue.standard().typeOf(point);
    return Objects.requireNonNull(type, point).maxAge().toSeconds();
  }

  @Override
  Absence of(Row row, Thresholds thresholds) {
    return absence(row, thresholds);
  }

  /** Of a row with what {@link #ABSENCES} selects. */
  static Absence absence(Row row, Thresholds thresholds) {
    String severity = row.getString("severity");
    return new Absence(
        row.getInteger("id"),
        row.getBoolean("expected"),
        row.getBoolean("online"),
        Times.fromSql(row.getOffsetDateTime("since")),
        new Absence.Charge(row.getBoolean("charging"), row.getDouble("power")),
        severity == null ? null : Severity.of(severity),
        thresholds);
  }
}
