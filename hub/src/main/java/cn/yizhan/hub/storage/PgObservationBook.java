package cn.yizhan.hub.storage;

import cn.yizhan.hub.watch.Observed;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the connections of stations, out of the tables of births, reports and alerts.
 */
public final class PgObservationBook extends PgReview<Observed> {
  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  public PgObservationBook(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    super(pool, rules, alerts);
  }

  private static final String FORGET =
      "delete from station_birth where at < now() - interval '7 days'";

  /**
   * The clock is that of the newest report with an envelope, found by the key of the reports; what
   * was late tells of a clock that may have been set since. A birth counts by its connection.
   */
  private static final String OBSERVED =
      """
      select s.id, s.status = 'live' and s.disabled is null as expected,
        coalesce(p.online, false) as online, r.received as clock_at, r.shift,
        c.version as reported, s.config_version as wanted,
        greatest(s.config_changed, c.reported, p.since) as drift_since, b.births, a.alerts
      from station s
      left join presence p on p.station = s.id
      left join config_report c on c.station = s.id
      left join lateral (
        select received, coalesce(shift, 0) as shift from report
        where station = s.id and at > now() - interval '10 minutes' and epoch <> 0
          and flags & 1 = 0 and p.online
        order by at desc limit 1) r on true
      left join lateral (
        select jsonb_agg(jsonb_build_array(extract(epoch from n.at) * 1000, n.epoch) order by n.at)
          as births
        from (select at, epoch from station_birth where station = s.id
              order by at desc limit 64) n) b on true
      left join lateral (
        select jsonb_object_agg(rule,
          jsonb_build_array(severity, extract(epoch from event_time) * 1000)) as alerts
        from alert
        where station = s.id and subject = 'station' and rule in ('A05', 'A06', 'A07')
          and work <> 'closed' and not retrospective and condition = 'active') a on true
      where a.alerts is not null or (s.status = 'live' and s.disabled is null)
      order by s.id""";

  /** Connections of long ago are forgotten first. */
  @Override
  Future<RowSet<Row>> read(SqlConnection tx) {
    return tx.query(FORGET).execute().compose(forgotten -> tx.preparedQuery(OBSERVED).execute());
  }

  @Override
  Observed of(Row row, Thresholds thresholds) {
    OffsetDateTime clockAt = row.getOffsetDateTime("clock_at");
    return new Observed(
        row.getInteger("id"),
        row.getBoolean("expected"),
        row.getBoolean("online"),
        clockAt == null
            ? null
            : new Observed.Clock(Times.fromSql(clockAt), Math.abs(row.getInteger("shift"))),
        connections(row.getJsonArray("births")),
        drift(row),
        told(row.getJsonObject("alerts")),
        thresholds);
  }

  private static Observed.@Nullable Drift drift(Row row) {
    Long reported = row.getLong("reported");
    OffsetDateTime since = row.getOffsetDateTime("drift_since");
    return reported == null || since == null
        ? null
        : new Observed.Drift(!reported.equals(row.getLong("wanted")), Times.fromSql(since));
  }

  private static List<Observed.Connection> connections(@Nullable JsonArray births) {
    List<Observed.Connection> connections = new ArrayList<>();
    for (int i = 0; births != null && i < births.size(); i++) {
      JsonArray birth = births.getJsonArray(i);
      connections.add(new Observed.Connection(birth.getLong(0), birth.getString(1)));
    }
    return connections;
  }

  private static Map<String, Observed.Told> told(@Nullable JsonObject alerts) {
    Map<String, Observed.Told> told = new HashMap<>();
    if (alerts != null) {
      for (String rule : alerts.fieldNames()) {
        JsonArray alert = alerts.getJsonArray(rule);
        told.put(rule, new Observed.Told(Severity.of(alert.getString(0)), alert.getLong(1)));
      }
    }
    return told;
  }
}
