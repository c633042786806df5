package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Cause;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.TestMode;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks after tests and their alerts in PostgreSQL; several hubs may do it at once. */
public final class PgTestBook {
  private final Pool pool;
  private final AlertWriter writer;
  private final Consumer<Step> committed;

  /**
   * @param pool connections
   * @param writer writes the changes
   * @param committed told of each change once it is committed
   */
  public PgTestBook(Pool pool, AlertWriter writer, Consumer<Step> committed) {
    this.pool = pool;
    this.writer = writer;
    this.committed = committed;
  }

  // Not at once: that it has ended, and when, may be on its way.
  private static final String EXPIRE =
      """
      with due as (
        select station, id from station_test where ended is null and until <= $1
        for update skip locked
      ), over as (
        update station_test t set ended = t.until
        from due
        where t.station = due.station and t.id = due.id
        returning t.station, t.begun_by, t.until
      )
      insert into audit (actor, role, action, target, data)
      select 'hub', 'hub', 'test.end', 'station/' || s.code,
        jsonb_build_object('by', o.begun_by, 'reason', 'time', 'at', o.until)
      from over o
      join station s on s.id = o.station""";

  /** Whatever else changes such an alert has locked it and is decided first. */
  private static final String ALERTS =
      """
      select * from alert
      where test and work <> 'closed' and station is not null
      order by detected_time
      limit 1000
      for update skip locked""";

  /**
   * Ends tests whose time is over, closes their alerts that are over and tells everybody of those
   * that hold still, a bounded number at a time.
   *
   * @param now the hub's clock, epoch milliseconds
   * @return how many alerts were closed or have turned real
   */
  public Future<Integer> review(long now) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(EXPIRE)
                    .execute(Tuple.of(Times.toSql(now - Rule.Clear.AFTER_TEST.toMillis())))
                    .compose(done -> tx.query(ALERTS).execute())
                    .compose(
                        rows -> {
                          List<Row> alerts = new ArrayList<>(rows.size());
                          rows.forEach(alerts::add);
                          return alerts.isEmpty()
                              ? Future.succeededFuture(List.of())
                              : decide(tx, alerts, now);
                        }))
        .map(
            steps -> {
              steps.forEach(committed);
              return steps.size();
            });
  }

  private Future<List<Step>> decide(SqlConnection tx, List<Row> alerts, long now) {
    List<Integer> stations = alerts.stream().map(row -> row.getInteger("station")).toList();
    long first =
        alerts.stream()
            .mapToLong(row -> Times.fromSql(row.getOffsetDateTime("event_time")))
            .min()
            .orElse(now);
    return PgTests.between(tx, stations, first, now)
        .compose(
            tests -> {
              List<Step> steps = new ArrayList<>();
              Future<Void> all = Future.succeededFuture();
              for (Row row : alerts) {
                Step step = step(row, tests, now);
                if (step != null) {
                  steps.add(step);
                  all = all.compose(done -> write(tx, row, step, now));
                }
              }
              return all.map(steps);
            });
  }

  private static @Nullable Step step(Row row, PgTests tests, long now) {
    Alert alert = AlertRows.alert(row);
    int station = row.getInteger("station");
    TestMode.Verdict verdict =
        TestMode.verdict(
            alert, tests.last(station, alert.times().event()), tests.last(station, now), now);
    return switch (verdict) {
      case WAIT -> null;
      case CLOSE -> TestMode.close(alert, now);
      case REAL -> TestMode.real(alert, RuleCatalogue.standard().rule(alert.matter().rule()), now);
    };
  }

  private Future<Void> write(SqlConnection tx, Row row, Step step, long now) {
    JsonObject data = new JsonObject();
    if (step.alert().state().test()) {
      data.put("cause", Cause.TEST.word());
    } else {
      data.put("outlasted", "test");
    }
    return AlertPlaces.of(tx, row)
        .compose(place -> writer.change(tx, new AlertChange(step, place, "hub", data, now)));
  }
}
