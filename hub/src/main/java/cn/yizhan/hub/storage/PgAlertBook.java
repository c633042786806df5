package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.AlertNumber;
import cn.yizhan.hub.alerts.Lifecycle;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.alerts.Work;
import cn.yizhan.hub.api.AlertWork;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Alerts in PostgreSQL. Every change is decided on the alert's locked row and written with its
 * history, its notifications and, when a person made it, its audit row, in one transaction.
 */
public final class PgAlertBook implements AlertWork {
  private final Pool pool;
  private final Style style;
  private final LongSupplier clock;
  private final Consumer<Step> committed;

  /**
   * @param pool connections for changes by people
   * @param style how alerts look here
   * @param clock the hub's clock, epoch milliseconds
   * @param committed told of each change once it is committed
   */
  public PgAlertBook(Pool pool, Style style, LongSupplier clock, Consumer<Step> committed) {
    this.pool = pool;
    this.style = style;
    this.clock = clock;
    this.committed = committed;
  }

  static final String PLACES =
      """
      select s.id, s.office, s.code, s.name, s.kind, s.address, s.phone, s.community, s.grid,
        s.lat, s.lon, s.crs, o.code as office_code, o.name as office_name, o.region_code
      from station s
      join office o on o.id = s.office
      where s.id = any($1)""";

  /**
   * Makes of the facts what they make of alerts; a fact applied before changes nothing. Facts of
   * one station are applied in their order.
   *
   * @param tx the connection on which the transaction of the facts' cause is open; when this fails
   *     the transaction must fail
   * @return what is to be run once the transaction is committed
   */
  public Future<Runnable> apply(SqlConnection tx, List<StationFact> facts) {
    List<Step> steps = new ArrayList<>();
    Runnable afterwards = () -> steps.forEach(committed);
    if (facts.isEmpty()) {
      return Future.succeededFuture(afterwards);
    }
    // Always in the order of stations, so that two transactions do not wait for each other.
    List<StationFact> ordered =
        facts.stream().sorted(Comparator.comparingInt(StationFact::station)).toList();
    Integer[] stations =
        ordered.stream().map(StationFact::station).distinct().toArray(Integer[]::new);
    long now = clock.getAsLong();
    return tx.preparedQuery(PLACES)
        .execute(Tuple.of(stations))
        .compose(
            rows -> {
              Map<Integer, Row> places = new HashMap<>();
              rows.forEach(row -> places.put(row.getInteger("id"), row));
              Future<Void> all = Future.succeededFuture();
              for (StationFact fact : ordered) {
                all =
                    all.compose(done -> apply(tx, place(places, fact), fact.fact(), now))
                        .map(step -> keep(steps, step));
              }
              return all.map(afterwards);
            });
  }

  private static @Nullable Void keep(List<Step> steps, @Nullable Step step) {
    if (step != null) {
      steps.add(step);
    }
    return null;
  }

  private static Row place(Map<Integer, Row> places, StationFact fact) {
    Row place = places.get(fact.station());
    if (place == null) {
      throw new IllegalArgumentException("no station has id " + fact.station());
    }
    return place;
  }

  /** $1 station, $2 rule, $3 subject, $4 oldest closing that is reopened. */
  private static final String STANDING =
      """
      select * from alert
      where station = $1 and rule = $2 and subject = $3 and not retrospective
        and (work <> 'closed' or closed_time > $4)
      order by work = 'closed', detected_time desc
      limit 1
      for update""";

  /** The retrospective alert whose end has not been recorded yet. */
  private static final String RETROSPECTIVE =
      """
      select * from alert
      where station = $1 and rule = $2 and subject = $3 and retrospective
        and condition = 'active' and work <> 'closed' and $4::timestamptz is not null
      order by event_time desc
      limit 1
      for update""";

  private static final String FIRST_TIME =
      """
      insert into alert_fact (station, key, alert) values ($1, $2, $3)
      on conflict do nothing""";

  private Future<@Nullable Step> apply(SqlConnection tx, Row place, Fact fact, long now) {
    Tuple subject =
        Tuple.of(
            place.getInteger("id"),
            fact.matter().rule(),
            fact.matter().subject(),
            Times.toSql(now - Lifecycle.REOPENS.toMillis()));
    return tx.preparedQuery(fact.retrospective() ? RETROSPECTIVE : STANDING)
        .execute(subject)
        .compose(
            rows -> {
              Row row = first(rows);
              Alert alert = row == null ? null : AlertRows.alert(row);
              UUID id = alert == null ? newId(place, fact) : alert.id();
              return tx.preparedQuery(FIRST_TIME)
                  .execute(Tuple.of(place.getInteger("id"), fact.key(), id))
                  .compose(
                      kept ->
                          kept.rowCount() == 0
                              ? Future.succeededFuture()
                              : decide(tx, place, fact, alert, now));
            });
  }

  private Future<@Nullable Step> decide(
      SqlConnection tx, Row place, Fact fact, @Nullable Alert alert, long now) {
    Rule rule = RuleCatalogue.standard().rule(fact.matter().rule());
    AlertStep write = new AlertStep(tx, style, now);
    if (Lifecycle.begins(fact, alert)) {
      return number(tx, now)
          .compose(
              number -> {
                Step step = Lifecycle.begin(fact, rule, newId(place, fact), number, now);
                return write.begin(step, place, data(fact)).map(step);
              });
    }
    Step step = Lifecycle.change(fact, rule, alert, now);
    return step == null
        ? Future.succeededFuture()
        : write.change(step, place, "hub", data(fact)).map(step);
  }

  private static final String NUMBER =
      """
      insert into alert_counter (day, last) values ($1, 1)
      on conflict (day) do update set last = alert_counter.last + 1
      returning last""";

  private Future<String> number(SqlConnection tx, long now) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(now), style.zone());
    return tx.preparedQuery(NUMBER)
        .execute(Tuple.of(day))
        .map(
            rows ->
                AlertNumber.of(style.district(), day, rows.iterator().next().getInteger("last")));
  }

  private static UUID newId(Row place, Fact fact) {
    return UUID.nameUUIDFromBytes(
        ("alert/" + place.getInteger("id") + '/' + fact.key()).getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject data(Fact fact) {
    return new JsonObject()
        .put("at", Instant.ofEpochMilli(fact.at()).toString())
        .put("severity", fact.severity().word())
        .put("reading", AlertRows.json(fact.reading()))
        .put("edgeAction", AlertRows.json(fact.edgeAction()));
  }

  private static final String LOCK =
      Scope.sql("select a.* from alert a where {scope a.office} and a.id = $2 for update of a");

  /** How an acknowledgement ended and what it changed, null for nothing. */
  private record Acknowledged(Outcome outcome, @Nullable Step step) {}

  @Override
  public Future<Outcome> acknowledge(Actor actor, UUID id, @Nullable Integer expectedRevision) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Scope.tuple(actor, id))
                    .compose(rows -> acknowledge(tx, actor, first(rows), expectedRevision)))
        .map(
            ended -> {
              if (ended.step() != null) {
                committed.accept(ended.step());
              }
              return ended.outcome();
            })
        .recover(PgFailures::translate);
  }

  private Future<Acknowledged> acknowledge(
      SqlConnection tx, Actor actor, @Nullable Row row, @Nullable Integer expectedRevision) {
    Alert alert = row == null ? null : AlertRows.alert(row);
    Outcome without = without(alert, expectedRevision);
    if (row == null || alert == null || without != null) {
      return Future.succeededFuture(
          new Acknowledged(without == null ? Outcome.MISSING : without, null));
    }
    long now = clock.getAsLong();
    Step step = Lifecycle.acknowledge(alert, actor.name(), now);
    JsonObject data =
        new JsonObject().put("number", alert.number()).put("revision", step.alert().revision());
    return tx.preparedQuery(PLACES)
        .execute(Tuple.of(new Integer[] {row.getInteger("station")}))
        .compose(
            places ->
                new AlertStep(tx, style, now)
                    .change(step, places.iterator().next(), actor.name(), new JsonObject()))
        .compose(
            done -> PgAudit.record(tx, actor, "alert.acknowledge", "alert/" + alert.id(), data))
        .map(new Acknowledged(Outcome.DONE, step));
  }

  /** How an acknowledgement ends that changes nothing; null when it does change something. */
  private static @Nullable Outcome without(
      @Nullable Alert alert, @Nullable Integer expectedRevision) {
    if (alert == null) {
      return Outcome.MISSING;
    }
    if (alert.state().work() == Work.CLOSED) {
      return Outcome.IMPOSSIBLE;
    }
    if (!Lifecycle.canAcknowledge(alert)) {
      return Outcome.DONE;
    }
    boolean stale = expectedRevision != null && expectedRevision != alert.revision();
    return stale ? Outcome.STALE : null;
  }

  private static @Nullable Row first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next();
  }
}
