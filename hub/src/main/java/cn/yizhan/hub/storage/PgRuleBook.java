package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Refusal;
import cn.yizhan.hub.api.Rfc3339;
import cn.yizhan.hub.api.RuleBook;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds in PostgreSQL that differ from the rule catalogue's. Of several for one threshold the
 * narrowest holds (station, then office, then all), and of equally narrow ones the latest.
 */
public final class PgRuleBook implements RuleBook {
  /** How far ahead an override can be planned. */
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgRuleBook(Pool pool) {
    this.pool = pool;
  }

  /**
   * The overrides in force at these stations; stations without any are left out.
   *
   * @param client the connection to ask, that of a transaction perhaps
   * @param stations database ids
   */
  public Future<Map<Integer, Thresholds>> thresholds(
      SqlClient client, Collection<Integer> stations) {
    return PgThresholds.atStations(client, stations);
  }

  /**
   * The overrides at these stations by the time from which they count, those that are planned among
   * them; stations without any are left out.
   *
   * @param client the connection to ask
   * @param stations database ids
   */
  public Future<Map<Integer, NavigableMap<Long, Thresholds>>> courses(
      SqlClient client, Collection<Integer> stations) {
    return PgThresholds.courses(client, stations);
  }

  /**
   * Parameters: the actor's office, then name, rule, office, station, params, reason, actor, and
   * from when on it counts, which is not before now.
   */
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
          insert into rule_override (name, rule, office, station, params, reason, created_by,
            valid_from, pending)
          select $2, $3, p.office, p.station, $6, $7, $8, $9, $9 > now()
          from place p
          returning id, name, rule, $4::text as office, $5::text as station, params, reason,
            created_by, valid_from, pending""");

  @Override
  public Future<@Nullable RuleOverride> create(Actor actor, RuleOverride.Wanted wanted) {
    return pool.withTransaction(
            tx ->
                PossibleThresholds.now(tx)
                    .compose(now -> create(tx, actor, wanted, from(wanted, now))))
        .recover(PgFailures::translate);
  }

  /** From when on it counts, by the database's clock. */
  private static OffsetDateTime from(RuleOverride.Wanted wanted, OffsetDateTime now) {
    Long validFrom = wanted.validFrom();
    if (validFrom == null) {
      return now;
    }
    OffsetDateTime from = Instant.ofEpochMilli(validFrom).atOffset(ZoneOffset.UTC);
    if (from.isBefore(now)) {
      throw Refusal.unusable(
          "body.validFrom",
          "is past: what was judged is not judged again; leave it out for from now on");
    }
    if (from.isAfter(now.plus(LONGEST))) {
      throw Refusal.unusable(
          "body.validFrom", "expected a time at most " + LONGEST.toDays() + " days ahead");
    }
    return from;
  }

  private static Future<@Nullable RuleOverride> create(
      SqlConnection tx, Actor actor, RuleOverride.Wanted wanted, OffsetDateTime from) {
    Tuple values =
        Scope.tuple(
            actor,
            wanted.name(),
            wanted.rule(),
            wanted.office(),
            wanted.station(),
            new JsonObject(new HashMap<>(wanted.params())),
            wanted.reason(),
            actor.name(),
            from);
    return tx.preparedQuery(CREATE)
        .execute(values)
        .compose(
            rows -> {
              if (rows.size() == 0) {
                return Future.<@Nullable RuleOverride>succeededFuture(null);
              }
              RuleOverride made = override(rows.iterator().next());
              return noted(tx, actor, "rule.override", made).map(made);
            });
  }

  private static final String WITHDRAW =
      Scope.sql(
          """
          update rule_override r
          set withdrawn = now(), withdrawn_by = $3, pending = false
          where r.id = $2 and r.withdrawn is null and {scope r.office}
          returning r.id, r.name, r.rule, r.params, r.reason, r.created_by, r.valid_from,
            r.valid_from > now() as pending,
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
            r.valid_from > now() as pending,
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
   * Stations are told of their thresholds with the next version of their configuration, and every
   * hub learns by it which ones count from when on. Nothing that is judged for offices concerns
   * them. They are locked in the order of their ids, as by every change of many. $1 overrides, $2
   * rules of offices.
   */
  private static final String TELL =
      """
      update station s
      set config_version = s.config_version + 1
      from (select l.id
            from station l
            where exists (
              select from rule_override r
              where r.id = any($1::bigint[]) and r.rule <> all($2::text[])
                and (r.station = l.id
                  or r.station is null and (r.office is null or r.office = l.office)))
            order by l.id for no key update of l) locked
      where s.id = locked.id
      returning s.id""";

  private static final String[] OF_OFFICES =
      RuleCatalogue.standard().rules().stream()
          .filter(rule -> !rule.condition().judgedBy().atStations())
          .map(Rule::id)
          .toArray(String[]::new);

  /** The stations concerned by overrides get the next version of their configuration; their ids. */
  static Future<List<Integer>> tell(SqlConnection tx, List<RuleOverride> overrides) {
    Long[] ids = overrides.stream().map(RuleOverride::id).toArray(Long[]::new);
    return tx.preparedQuery(TELL)
        .execute(Tuple.tuple().addArrayOfLong(ids).addArrayOfString(OF_OFFICES))
        .map(
            rows -> {
              List<Integer> stations = new ArrayList<>(rows.size());
              rows.forEach(row -> stations.add(row.getInteger("id")));
              return stations;
            });
  }

  /** What the audit log keeps of an override. */
  static JsonObject data(RuleOverride override) {
    return new JsonObject()
        .put("name", override.wanted().name())
        .put("rule", override.wanted().rule())
        .put("office", override.wanted().office())
        .put("station", override.wanted().station())
        .put("params", new JsonObject(new HashMap<>(override.wanted().params())))
        .put("reason", override.wanted().reason())
        .put("validFrom", Rfc3339.format(Instant.ofEpochMilli(override.validFrom())));
  }

  private static Future<Void> noted(
      SqlConnection tx, Actor actor, String action, RuleOverride override) {
    return tell(tx, List.of(override))
        .compose(stations -> PossibleThresholds.at(tx, stations))
        .compose(
            done ->
                PgAudit.record(
                    tx, actor, action, "rule-override/" + override.id(), data(override)));
  }

  /** The override in a row of name, rule, office, station, params and so on. */
  static RuleOverride override(Row row) {
    OffsetDateTime from = row.getOffsetDateTime("valid_from");
    return new RuleOverride(
        row.getLong("id"),
        new RuleOverride.Wanted(
            row.getString("name"),
            row.getString("rule"),
            row.getString("office"),
            row.getString("station"),
            PgThresholds.numbers(row.getJsonObject("params")),
            row.getString("reason"),
            Times.fromSql(from)),
        row.getString("created_by"),
        Times.fromSql(from),
        row.getBoolean("pending"));
  }
}
