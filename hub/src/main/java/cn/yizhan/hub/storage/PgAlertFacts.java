package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Lifecycle;
import cn.yizhan.hub.alerts.ProbeRule;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.TestMode;
import cn.yizhan.hub.escalation.Miss;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.SiteTest;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Rule;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of facts. Each is decided on the locked row of the alert it is about and written
 * with history and notifications in the transaction of its cause.
 */
public final class PgAlertFacts {
  private final AlertWriter writer;
  private final LongSupplier clock;
  private final Consumer<Step> committed;

  /**
   * @param writer writes the changes
   * @param clock the hub's clock, epoch milliseconds
   * @param committed told of each change once it is committed
   */
  public PgAlertFacts(AlertWriter writer, LongSupplier clock, Consumer<Step> committed) {
    this.writer = writer;
    this.clock = clock;
    this.committed = committed;
  }

  /** Writes the changes. */
  public AlertWriter writer() {
    return writer;
  }

  /**
   * Makes of the facts what they make of alerts; a fact applied before changes nothing. Facts of
   * one station are applied in their order.
   *
   * @param tx the connection on which the transaction of the facts' cause is open; when this fails
   *     the transaction must fail
   * @return what is to be run once the transaction is committed
   */
  public Future<Runnable> apply(SqlConnection tx, List<StationFact> facts) {
    // Always in the order of stations, so that two transactions do not wait for each other.
    List<StationFact> ordered =
        facts.stream().sorted(Comparator.comparingInt(StationFact::station)).toList();
    List<Integer> stations = ordered.stream().map(StationFact::station).toList();
    return stations.isEmpty()
        ? Future.succeededFuture(() -> {})
        : AlertPlaces.stations(tx, stations)
            .compose(
                places ->
                    PgTests.around(tx, ordered)
                        .compose(
                            tests ->
                                apply(
                                    tx,
                                    OF_STATION,
                                    ordered.stream()
                                        .map(
                                            fact ->
                                                placed(places, fact.station(), fact.fact())
                                                    .in(
                                                        tests.last(
                                                            fact.station(), fact.fact().at())))
                                        .toList())));
  }

  /** The same for facts about offices. */
  public Future<Runnable> applyToOffices(SqlConnection tx, List<OfficeFact> facts) {
    List<OfficeFact> ordered =
        facts.stream().sorted(Comparator.comparingInt(OfficeFact::office)).toList();
    List<Integer> offices = ordered.stream().map(OfficeFact::office).toList();
    return offices.isEmpty()
        ? Future.succeededFuture(() -> {})
        : AlertPlaces.offices(tx, offices)
            .compose(
                places ->
                    apply(
                        tx,
                        OF_OFFICE,
                        ordered.stream()
                            .map(fact -> placed(places, fact.office(), fact.fact()))
                            .toList()));
  }

  /** A fact, where it is, and the last test that began there before it, null for none. */
  private record Placed(Row place, Fact fact, @Nullable SiteTest test) {
    Placed in(@Nullable SiteTest last) {
      return new Placed(place, fact, last);
    }
  }

  private static Placed placed(Map<Integer, Row> places, int id, Fact fact) {
    Row place = places.get(id);
    if (place == null) {
      throw new IllegalArgumentException("nothing has id " + id);
    }
    return new Placed(place, fact, null);
  }

  private Future<Runnable> apply(SqlConnection tx, Statements whose, List<Placed> facts) {
    List<Step> steps = new ArrayList<>();
    long now = clock.getAsLong();
    Future<Void> all = Future.succeededFuture();
    for (Placed fact : facts) {
      all = all.compose(done -> apply(tx, whose, fact, now)).map(step -> keep(steps, step));
    }
    return all.map(() -> steps.forEach(committed));
  }

  private static @Nullable Void keep(List<Step> steps, @Nullable Step step) {
    if (step != null) {
      steps.add(step);
    }
    return null;
  }

  /**
   * Statements about the alerts of a station or of an office as a whole.
   *
   * @param id column of a place that identifies it
   * @param standing $1 that id, $2 rule, $3 subject, $4 oldest closing that is reopened, $5 whether
   *     in a test; a test reopens nothing and what was one is not reopened
   * @param retrospective the retrospective alert whose end has not been recorded yet
   * @param firstTime keeps the key of a fact; $1 that id, $2 key, $3 alert
   */
  private record Statements(String id, String standing, String retrospective, String firstTime) {}

  private static final Statements OF_STATION =
      statements("id", "station = $1", "alert_fact (station, key, alert)");

  private static final Statements OF_OFFICE =
      statements("office", "station is null and office = $1", "office_fact (office, key, alert)");

  private static Statements statements(String id, String whose, String facts) {
    String subject = "select * from alert where " + whose + " and rule = $2 and subject = $3 ";
    return new Statements(
        id,
        subject
            + """
            and not retrospective
              and (work <> 'closed' or (closed_time > $4 and not test and not $5::boolean))
            order by work = 'closed', detected_time desc
            limit 1
            for update""",
        subject
            + """
            and retrospective and condition = 'active' and work <> 'closed'
              and $4::timestamptz is not null and $5::boolean is not null
            order by event_time desc
            limit 1
            for update""",
        "insert into " + facts + " values ($1, $2, $3) on conflict do nothing");
  }

  private Future<@Nullable Step> apply(
      SqlConnection tx, Statements whose, Placed placed, long now) {
    Row place = placed.place();
    Fact fact = placed.fact();
    boolean ofTest = TestMode.covers(placed.test(), fact, now);
    Tuple subject =
        Tuple.of(
            place.getInteger(whose.id()),
            fact.matter().rule(),
            fact.matter().subject(),
            Times.toSql(now - Lifecycle.REOPENS.toMillis()),
            ofTest);
    return tx.preparedQuery(fact.retrospective() ? whose.retrospective() : whose.standing())
        .execute(subject)
        .compose(
            rows -> {
              Row row = first(rows);
              Alert alert = row == null ? null : AlertRows.alert(row);
              UUID id = alert == null ? newId(place, fact) : alert.id();
              return tx.preparedQuery(whose.firstTime())
                  .execute(Tuple.of(place.getInteger(whose.id()), fact.key(), id))
                  .compose(
                      kept ->
                          kept.rowCount() == 0
                              ? Future.succeededFuture()
                              : decide(tx, placed, ofTest, alert, now));
            });
  }

  private Future<@Nullable Step> decide(
      SqlConnection tx, Placed placed, boolean ofTest, @Nullable Alert alert, long now) {
    Row place = placed.place();
    Fact fact = placed.fact();
    Rule rule = ProbeRule.of(fact.matter().rule());
    if (Lifecycle.begins(fact, alert)) {
      return AlertNumbers.next(tx, writer.style(), fact, now)
          .compose(
              number -> {
                Step begun = Lifecycle.begin(fact, rule, newId(place, fact), number, now);
                Step step = told(ofTest ? TestMode.marked(begun) : begun);
                AlertChange change = new AlertChange(step, place, "hub", data(fact, ofTest), now);
                return writer.begin(tx, change).map(step);
              });
    }
    return raises(tx, fact, alert, now)
        .compose(
            raises -> {
              Step step =
                  ofTest
                      ? TestMode.change(fact, rule, alert, now)
                      : TestMode.changeInEarnest(fact, rule, alert, raises, now);
              return step == null
                  ? Future.succeededFuture()
                  : writer
                      .change(
                          tx, new AlertChange(told(step), place, "hub", data(fact, ofTest), now))
                      .map(step);
            });
  }

  private static final String RAISES =
      """
      select count(*) from alert_history
      where alert = $1 and at > $2 and what in ('raised', 'reopened')""";

  /** How often the alert was raised lately; asked only where it makes a difference. */
  private static Future<Integer> raises(
      SqlConnection tx, Fact fact, @Nullable Alert alert, long now) {
    return alert == null || fact.change() != Change.RAISED
        ? Future.succeededFuture(0)
        : tx.preparedQuery(RAISES)
            .execute(Tuple.of(alert.id(), Times.toSql(now - Lifecycle.FLAPS_WITHIN.toMillis())))
            .map(rows -> rows.iterator().next().getInteger(0));
  }

  /** Of a miss an office is told by the escalation of the alert it is about. */
  private static Step told(Step step) {
    return Miss.isMiss(step.alert().matter().rule()) ? step.untold() : step;
  }

  private static UUID newId(Row place, Fact fact) {
    Integer station = place.getInteger("id");
    String whose = station == null ? "office/" + place.getInteger("office") : station.toString();
    return UUID.nameUUIDFromBytes(
        ("alert/" + whose + '/' + fact.key()).getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject data(Fact fact, boolean ofTest) {
    JsonObject data =
        new JsonObject()
            .put("at", Instant.ofEpochMilli(fact.at()).toString())
            .put("severity", fact.severity().word())
            .put("reading", AlertRows.json(fact.reading()))
            .put("edgeAction", AlertRows.json(fact.edgeAction()));
    return ofTest ? data.put("test", true) : data;
  }

  private static @Nullable Row first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next();
  }
}
