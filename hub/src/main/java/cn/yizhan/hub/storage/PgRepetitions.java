package cn.yizhan.hub.storage;

import cn.yizhan.hub.escalation.Repetition;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Alerts that come again and again (rule P04), out of the history of alerts. */
final class PgRepetitions {
  /** Facts applied in one transaction; the rest waits for the next time. */
  private static final int MOST = 200;

  private final Pool pool;
  private final PgRuleBook rules;
  private final PgAlertFacts alerts;

  PgRepetitions(Pool pool, PgRuleBook rules, PgAlertFacts alerts) {
    this.pool = pool;
    this.rules = rules;
    this.alerts = alerts;
  }

  /**
   * What began more than once; tests, misses, repetitions themselves and what people reopened do
   * not count.
   */
  private static final String RAISED =
      """
      select a.station, a.office, a.rule, a.subject,
        array_agg((extract(epoch from h.at) * 1000)::bigint order by h.at) as raised
      from alert_history h
      join alert a on a.id = h.alert
      where h.what in ('raised', 'reopened') and h.actor = 'hub' and h.at > now() - interval '31 days'
        and not a.test and a.rule not like 'P%'
      group by a.station, a.office, a.rule, a.subject
      having count(*) > 1
      order by a.office, a.station, a.subject, a.rule""";

  private static final String OPEN =
      """
      select station, office, subject, event_time from alert
      where rule = 'P04' and work <> 'closed' and condition = 'active' and not retrospective""";

  private static final String NOW = "select now()";

  /** The station, or the office as a whole when there is none. */
  private record Where(int office, @Nullable Integer station) {}

  /** What is known of a place. */
  private record Known(List<Repetition> repetitions, Map<String, Long> open) {
    Known() {
      this(new ArrayList<>(), new TreeMap<>());
    }
  }

  /** How many facts were applied, those applied before among them. */
  Future<Integer> judge() {
    return pool.withTransaction(this::judged)
        .map(
            done -> {
              done.afterwards().forEach(Runnable::run);
              return done.facts();
            });
  }

  private record Judged(int facts, List<Runnable> afterwards) {}

  private Future<Judged> judged(SqlConnection tx) {
    Map<Where, Known> known = new HashMap<>();
    return tx.query(RAISED)
        .execute()
        .compose(
            rows -> {
              rows.forEach(row -> at(known, row).repetitions().add(repetition(row)));
              return tx.query(OPEN).execute();
            })
        .compose(
            rows -> {
              for (Row row : rows) {
                at(known, row)
                    .open()
                    .put(
                        row.getString("subject"),
                        Times.fromSql(row.getOffsetDateTime("event_time")));
              }
              return known.isEmpty()
                  ? Future.succeededFuture(new Judged(0, List.of()))
                  : tx.query(NOW).execute().compose(now -> apply(tx, known, time(now)));
            });
  }

  private static Known at(Map<Where, Known> known, Row row) {
    return known.computeIfAbsent(
        new Where(row.getInteger("office"), row.getInteger("station")), place -> new Known());
  }

  private static Repetition repetition(Row row) {
    return new Repetition(
        row.getString("rule"), row.getString("subject"), List.of(row.getArrayOfLongs("raised")));
  }

  private static long time(RowSet<Row> rows) {
    return Times.fromSql(rows.iterator().next().getOffsetDateTime(0));
  }

  private Future<Judged> apply(SqlConnection tx, Map<Where, Known> known, long now) {
    List<Integer> stations =
        known.keySet().stream().map(Where::station).filter(Objects::nonNull).toList();
    List<Integer> offices = known.keySet().stream().map(Where::office).distinct().toList();
    Future<Map<Integer, Thresholds>> own = rules.thresholds(tx, stations);
    Future<Map<Integer, Thresholds>> whole = PgThresholds.atOffices(tx, offices);
    return Future.all(own, whole)
        .compose(
            read -> {
              List<StationFact> ofStations = new ArrayList<>();
              List<OfficeFact> ofOffices = new ArrayList<>();
              known.forEach(
                  (where, what) -> {
                    Integer station = where.station();
                    Thresholds held =
                        station == null
                            ? whole.result().getOrDefault(where.office(), Thresholds.standard())
                            : own.result().getOrDefault(station, Thresholds.standard());
                    for (Fact fact : Repetition.judge(what.repetitions(), what.open(), held, now)) {
                      if (station == null) {
                        ofOffices.add(new OfficeFact(where.office(), fact));
                      } else {
                        ofStations.add(new StationFact(station, fact));
                      }
                    }
                  });
              return apply(tx, first(ofStations), first(ofOffices));
            });
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MOST, all.size()));
  }

  private Future<Judged> apply(
      SqlConnection tx, List<StationFact> ofStations, List<OfficeFact> ofOffices) {
    int count = ofStations.size() + ofOffices.size();
    return alerts
        .apply(tx, ofStations)
        .compose(
            one ->
                alerts
                    .applyToOffices(tx, ofOffices)
                    .map(other -> new Judged(count, List.of(one, other))));
  }
}
