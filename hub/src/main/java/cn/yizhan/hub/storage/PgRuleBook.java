package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.ImpossibleThresholds;
import cn.yizhan.hub.api.RuleBook;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.hub.rules.ThresholdCourse;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.config.ThresholdCheck;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds in PostgreSQL that differ from the rule catalogue's. Of several for one threshold the
 * narrowest holds (station, then office, then all), and of equally narrow ones the latest.
 */
public final class PgRuleBook implements RuleBook {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgRuleBook(Pool pool) {
    this.pool = pool;
  }

  private static final String STANDING =
      """
      select s.id, o.rule, o.params
      from station s
      join rule_override o
        on o.station = s.id or o.station is null and (o.office is null or o.office = s.office)
      where s.id = any($1) and o.withdrawn is null and o.valid_from <= now()
      order by s.id, o.station is not null, o.office is not null, o.valid_from, o.id""";

  /**
   * The overrides in force at these stations; stations without any are left out.
   *
   * @param client the connection to ask, that of a transaction perhaps
   * @param stations database ids
   */
  public Future<Map<Integer, Thresholds>> thresholds(
      SqlClient client, Collection<Integer> stations) {
    return client
        .preparedQuery(STANDING)
        .execute(Tuple.of(stations.toArray(Integer[]::new)))
        .map(
            rows -> {
              Map<Integer, Map<String, Map<String, Double>>> values = new HashMap<>();
              for (Row row : rows) {
                Map<String, Double> rule =
                    values
                        .computeIfAbsent(row.getInteger("id"), id -> new HashMap<>())
                        .computeIfAbsent(row.getString("rule"), id -> new HashMap<>());
                rule.putAll(numbers(row.getJsonObject("params")));
              }
              Map<Integer, Thresholds> thresholds = new HashMap<>();
              values.forEach((id, rules) -> thresholds.put(id, new Thresholds(rules)));
              return thresholds;
            });
  }

  /** As far back as readings may be late: the last thirty days. */
  private static final String COURSES =
      """
      select s.id, o.rule, o.params, o.valid_from, o.withdrawn
      from station s
      join rule_override o
        on o.station = s.id or o.station is null and (o.office is null or o.office = s.office)
      where s.id = any($1) and o.valid_from <= now()
        and (o.withdrawn is null or o.withdrawn > now() - interval '31 days')
      order by s.id, o.station is not null, o.office is not null, o.valid_from, o.id""";

  /**
   * The overrides at these stations by the time from which they count, the last ones in force;
   * stations without any are left out.
   *
   * @param client the connection to ask
   * @param stations database ids
   */
  public Future<Map<Integer, NavigableMap<Long, Thresholds>>> courses(
      SqlClient client, Collection<Integer> stations) {
    return client
        .preparedQuery(COURSES)
        .execute(Tuple.of(stations.toArray(Integer[]::new)))
        .map(
            rows -> {
              Map<Integer, List<ThresholdCourse.Standing>> all = new HashMap<>();
              for (Row row : rows) {
                OffsetDateTime withdrawn = row.getOffsetDateTime("withdrawn");
                all.computeIfAbsent(row.getInteger("id"), id -> new ArrayList<>())
                    .add(
                        new ThresholdCourse.Standing(
                            row.getString("rule"),
                            numbers(row.getJsonObject("params")),
                            Times.fromSql(row.getOffsetDateTime("valid_from")),
                            withdrawn == null ? Long.MAX_VALUE : Times.fromSql(withdrawn)));
              }
              Map<Integer, NavigableMap<Long, Thresholds>> courses = new HashMap<>();
              all.forEach((id, standing) -> courses.put(id, ThresholdCourse.of(standing)));
              return courses;
            });
  }

  /** Parameters: the actor's office, then name, rule, office, station, params, reason, actor. */
  private static final String CREATE =
      Scope.sql(
          """
          with place as (
            select o.id as office, null::integer as station
            from office o where o.code = $4 and $5::text is null and {scope o.id}
            union all
            select s.office, s.id from station s
            where s.code = $5 and $4::text is null and {scope s.office}
            union all
            select null, null where $4::text is null and $5::text is null and $1::integer is null)
          insert into rule_override (name, rule, office, station, params, reason, created_by)
          select $2, $3, p.office, p.station, $6, $7, $8
          from place p
          returning id, name, rule, $4::text as office, $5::text as station, params, reason,
            created_by, valid_from""");

  @Override
  public Future<@Nullable RuleOverride> create(Actor actor, RuleOverride.Wanted wanted) {
    JsonObject params = new JsonObject(new HashMap<>(wanted.params()));
    Tuple values =
        Scope.tuple(
            actor,
            wanted.name(),
            wanted.rule(),
            wanted.office(),
            wanted.station(),
            params,
            wanted.reason(),
            actor.name());
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(CREATE)
                    .execute(values)
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(null);
                          }
                          RuleOverride made = override(rows.iterator().next());
                          return noted(tx, actor, "rule.override", made).map(made);
                        }))
        .recover(PgFailures::translate);
  }

  private static final String WITHDRAW =
      Scope.sql(
          """
          update rule_override r
          set withdrawn = now(), withdrawn_by = $3
          where r.id = $2 and r.withdrawn is null and {scope r.office}
          returning r.id, r.name, r.rule, r.params, r.reason, r.created_by, r.valid_from,
            (select code from office where id = r.office and r.station is null) as office,
            (select code from station where id = r.station) as station""");

  @Override
  public Future<@Nullable RuleOverride> withdraw(Actor actor, long id) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(WITHDRAW)
                    .execute(Scope.tuple(actor, id, actor.name()))
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(null);
                          }
                          RuleOverride gone = override(rows.iterator().next());
                          return noted(tx, actor, "rule.withdraw", gone).map(gone);
                        }))
        .recover(PgFailures::translate);
  }

  private static final String LIST =
      Scope.sql(
          """
          select r.id, r.name, r.rule, r.params, r.reason, r.created_by, r.valid_from,
            (select code from office where id = r.office and r.station is null) as office,
            (select code from station where id = r.station) as station
          from rule_override r
          where r.withdrawn is null and ({scope r.office} or r.office is null)
          order by r.valid_from desc, r.id desc
          limit 1000""");

  @Override
  public Future<List<RuleOverride>> list(Actor actor) {
    return pool.preparedQuery(LIST)
        .execute(Scope.tuple(actor))
        .map(
            rows -> {
              List<RuleOverride> all = new ArrayList<>(rows.size());
              rows.forEach(row -> all.add(override(row)));
              return all;
            })
        .recover(PgFailures::translate);
  }

  /**
   * Stations are told of their thresholds with the next version of their configuration; they are
   * locked in the order of their ids, as by every change of many.
   */
  private static final String TELL =
      """
      update station s
      set config_version = s.config_version + 1
      from (select l.id
            from station l join rule_override r
              on r.station = l.id or r.station is null and (r.office is null or r.office = l.office)
            where r.id = $1
            order by l.id for no key update of l) locked
      where s.id = locked.id
      returning s.id""";

  private Future<Void> noted(SqlConnection tx, Actor actor, String action, RuleOverride override) {
    JsonObject data =
        new JsonObject()
            .put("name", override.wanted().name())
            .put("rule", override.wanted().rule())
            .put("office", override.wanted().office())
            .put("station", override.wanted().station())
            .put("params", new JsonObject(new HashMap<>(override.wanted().params())))
            .put("reason", override.wanted().reason());
    return tx.preparedQuery(TELL)
        .execute(Tuple.of(override.id()))
        .compose(told -> possible(tx, told))
        .compose(done -> PgAudit.record(tx, actor, action, "rule-override/" + override.id(), data));
  }

  /** Fails when one of the stations is left with thresholds that cannot be. */
  private Future<Void> possible(SqlConnection tx, RowSet<Row> stations) {
    List<Integer> ids = new ArrayList<>();
    stations.forEach(row -> ids.add(row.getInteger("id")));
    return thresholds(tx, ids)
        .compose(
            all -> {
              for (Thresholds left : new HashSet<>(all.values())) {
                List<ConfigFault> faults = ThresholdCheck.faults(left.overrides());
                if (!faults.isEmpty()) {
                  return Future.failedFuture(new ImpossibleThresholds(faults));
                }
              }
              return Future.succeededFuture();
            });
  }

  private static RuleOverride override(Row row) {
    return new RuleOverride(
        row.getLong("id"),
        new RuleOverride.Wanted(
            row.getString("name"),
            row.getString("rule"),
            row.getString("office"),
            row.getString("station"),
            numbers(row.getJsonObject("params")),
            row.getString("reason")),
        row.getString("created_by"),
        Times.fromSql(row.getOffsetDateTime("valid_from")));
  }

  private static Map<String, Double> numbers(JsonObject params) {
    Map<String, Double> numbers = new HashMap<>();
    for (String name : params.fieldNames()) {
      numbers.put(name, params.getDouble(name));
    }
    return numbers;
  }
}
