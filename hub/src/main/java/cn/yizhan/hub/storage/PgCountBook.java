package cn.yizhan.hub.storage;

import cn.yizhan.hub.supplies.Shelf;
import cn.yizhan.hub.watch.HandCounted;
import cn.yizhan.protocol.rule.Registration;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people counted, out of the tables of items, counts and alerts. */
public final class PgCountBook extends PgReview<HandCounted> {
  /**
   * @param pool connections
   * @param rules thresholds in force
   * @param alerts takes the facts
   */
  public PgCountBook(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    super(pool, rules, alerts);
  }

  /**
   * The newest counts say all there is to say; how many are read only bounds the work. Of an item
   * that a sensor reads only what was told before it did is asked about, by the readings since. $1
   * the rules.
   */
  private static final String COUNTED =
      """
      select s.id, s.status = 'live' and s.disabled is null as expected, i.code, i.unit,
        i.capacity, greatest(i.minimum, i.reorder_point) as minimum, i.counting = 'hand' as by_hand,
        case when i.counting = 'hand' then c.counts else l.counts end as counts, a.alerts, e.ended
      from item i
      join station s on s.id = i.station
      left join lateral (
        select jsonb_object_agg(o.rule,
          jsonb_build_array(o.severity, extract(epoch from o.event_time) * 1000)) as alerts
        from alert o
        where o.station = s.id and o.rule = any($1) and o.subject = 'supply/' || i.code
          and o.work <> 'closed' and not o.retrospective and o.condition = 'active'
          and (i.counting = 'hand' or o.detected_time < i.counting_since)) a on true
      left join lateral (
        select jsonb_agg(jsonb_build_array(extract(epoch from n.at) * 1000, n.level,
          n.photo is not null) order by n.at, n.created) as counts
        from (select at, created, level, photo from stock_count
              where station = i.station and item = i.code
              order by at desc limit 64) n) c on true
      left join lateral (
        select jsonb_agg(jsonb_build_array(extract(epoch from v.at) * 1000, v.value, false))
          as counts
        from latest_value v
        where i.counting <> 'hand' and a.alerts is not null and v.station = s.code
          and v.point = 'supply/' || i.code || '/level' and v.at > i.counting_since) l on true
      left join lateral (
        select jsonb_object_agg(t.rule, extract(epoch from t.cleared) * 1000) as ended
        from (select o.rule, max(o.cleared_time) as cleared from alert o
              where o.station = s.id and o.rule = any($1) and o.subject = 'supply/' || i.code
                and not o.retrospective and o.cleared_time is not null
              group by o.rule) t) e on true
      where s.office <>\s"""
          + Scope.HIDDEN
          + """
           and (i.counting = 'hand' and s.status = 'live' and s.disabled is null
            or exists (
              select from alert x
              where x.station = i.station and x.rule = any($1) and x.subject = 'supply/' || i.code
                and x.work <> 'closed' and not x.retrospective and x.condition = 'active'
                and (i.counting = 'hand' or x.detected_time < i.counting_since)))
          order by s.id, i.code""";

  @Override
  Future<RowSet<Row>> read(SqlConnection tx) {
    return tx.preparedQuery(COUNTED).execute(Tuple.of(HandCounted.RULES.toArray(String[]::new)));
  }

  @Override
  HandCounted of(Row row, Thresholds thresholds) {
    Registration.Stock stock =
        new Registration.Stock(
            row.getString("unit"), row.getDouble("capacity"), row.getDouble("minimum"));
    return new HandCounted(
        row.getInteger("id"),
        row.getBoolean("expected"),
        row.getBoolean("by_hand"),
        new Shelf(row.getString("code"), stock, counts(row.getJsonArray("counts"))),
        told(row.getJsonObject("alerts")),
        ended(row.getJsonObject("ended")),
        thresholds);
  }

  private static List<Shelf.Count> counts(@Nullable JsonArray said) {
    List<Shelf.Count> counts = new ArrayList<>();
    for (int i = 0; said != null && i < said.size(); i++) {
      JsonArray count = said.getJsonArray(i);
      counts.add(new Shelf.Count(count.getLong(0), count.getDouble(1), count.getBoolean(2)));
    }
    return counts;
  }

  private static Map<String, Shelf.Held> told(@Nullable JsonObject alerts) {
    Map<String, Shelf.Held> told = new HashMap<>();
    if (alerts != null) {
      for (String rule : alerts.fieldNames()) {
        JsonArray alert = alerts.getJsonArray(rule);
        told.put(rule, new Shelf.Held(Severity.of(alert.getString(0)), alert.getLong(1), null));
      }
    }
    return told;
  }

  private static Map<String, Long> ended(@Nullable JsonObject times) {
    Map<String, Long> ended = new HashMap<>();
    if (times != null) {
      times.fieldNames().forEach(rule -> ended.put(rule, times.getLong(rule)));
    }
    return ended;
  }
}
