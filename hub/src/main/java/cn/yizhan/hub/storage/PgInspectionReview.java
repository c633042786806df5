package cn.yizhan.hub.storage;

import cn.yizhan.hub.compliance.Sighting;
import cn.yizhan.hub.watch.Inspected;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found at stations, out of the tables of inspections and alerts. */
public final class PgInspectionReview extends PgReview<Inspected> {
  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  public PgInspectionReview(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    super(pool, rules, alerts);
  }

  /** $1 and $2 the rules. */
  private static final String INSPECTED =
      """
      select s.id, s.kind, s.status = 'live' and s.disabled is null as expected,
        greatest(s.expected_since, s.inspect_from) as since, f.sightings, a.told,
        (select max(i.at) from inspection i where i.station = s.id and i.whole) as whole
      from station s
      left join lateral (
        select jsonb_object_agg(g.element,
          jsonb_build_array(extract(epoch from g.at) * 1000, g.present, g.expires)) as sightings
        from (select distinct on (element) element, at, present, expires
              from inspection_finding where station = s.id
              order by element, at desc, seq desc) g) f on true
      left join lateral (
        select bool_or(b.severity is not null) as open,
          jsonb_object_agg(b.rule || '/' || b.subject,
            jsonb_build_array(b.severity, extract(epoch from b.over) * 1000,
              extract(epoch from b.began) * 1000)) as told
        from (select rule, subject, max(cleared_time) as over, max(event_time) as began,
                max(severity) filter (where work <> 'closed' and condition = 'active') as severity
              from alert
              where station = s.id and rule in ($1, $2) and not retrospective
              group by rule, subject) b) a on true
      where s.office <> %d and (a.open or (s.status = 'live' and s.disabled is null))
      order by s.id"""
          .formatted(Scope.HIDDEN);

  @Override
  Future<RowSet<Row>> read(SqlConnection tx) {
    return tx.preparedQuery(INSPECTED)
        .execute(Tuple.of(Inspected.ELEMENT_RULE, Inspected.OVERDUE_RULE));
  }

  @Override
  Inspected of(Row row, Thresholds thresholds) {
    return new Inspected(
        row.getInteger("id"),
        row.getBoolean("expected"),
        row.getString("kind"),
        sightings(row.getJsonObject("sightings")),
        new Inspected.Looked(
            Times.fromSqlOrNull(row.getOffsetDateTime("whole")),
            Times.fromSql(row.getOffsetDateTime("since"))),
        told(row.getJsonObject("told")),
        thresholds);
  }

  private static Map<String, Sighting> sightings(@Nullable JsonObject found) {
    Map<String, Sighting> sightings = new HashMap<>();
    if (found != null) {
      for (String element : found.fieldNames()) {
        JsonArray last = found.getJsonArray(element);
        String expires = last.getString(2);
        sightings.put(
            element,
            new Sighting(
                last.getLong(0),
                last.getBoolean(1),
                expires == null ? null : LocalDate.parse(expires)));
      }
    }
    return sightings;
  }

  private static Map<String, Inspected.Told> told(@Nullable JsonObject alerts) {
    Map<String, Inspected.Told> told = new HashMap<>();
    if (alerts != null) {
      for (String key : alerts.fieldNames()) {
        JsonArray alert = alerts.getJsonArray(key);
        String severity = alert.getString(0);
        told.put(
            key,
            new Inspected.Told(
                severity == null ? null : Severity.of(severity),
                alert.getLong(1),
                alert.getLong(2)));
      }
    }
    return told;
  }
}
