package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Backtests;
import cn.yizhan.hub.api.Refusal;
import cn.yizhan.hub.api.TrialCheck;
import cn.yizhan.hub.api.Unavailable;
import cn.yizhan.hub.rules.Comparison;
import cn.yizhan.hub.rules.Comparison.Recorded;
import cn.yizhan.hub.rules.Occurrence;
import cn.yizhan.hub.rules.Profile;
import cn.yizhan.hub.rules.Replay;
import cn.yizhan.hub.rules.RuleNumbers;
import cn.yizhan.hub.rules.Spell;
import cn.yizhan.hub.rules.Trial;
import cn.yizhan.hub.storage.ReportPages.Stretch;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Trials over PostgreSQL: one at a time, on a connection of its own that can only read, which rests
 * as long as it works. Of a station one day at a time is read, so that no statement is long.
 */
public final class PgBacktests implements Backtests {
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(10);
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Vertx vertx;
  private final Database database;
  private final Registered registered;
  private final Duration limit;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * @param database where reports are
   * @param thresholds thresholds in force
   * @param limit longest that a trial takes
   */
  public PgBacktests(
      Vertx vertx, Database database, PgStationStore.ThresholdSource thresholds, Duration limit) {
    this.vertx = vertx;
    this.database = database;
    this.registered = new Registered(database.pool(), thresholds);
    this.limit = limit;
  }

  private record Station(int id, String code) {}

  private static final String STATIONS =
      Scope.sql(
          """
          select s.id, s.code from station s join office o on o.id = s.office
          where {scope s.office} and ($2::text is null or s.code = $2)
            and ($3::text is null or o.code = $3)
          order by s.code""");

  @Override
  public Future<@Nullable List<Outcome>> run(Actor actor, Trial trial, Reach reach) {
    if (!busy.compareAndSet(false, true)) {
      return Future.failedFuture(
          new Unavailable("another backtest is under way", new IllegalStateException("busy")));
    }
    return database
        .pool()
        .preparedQuery(STATIONS)
        .execute(Scope.tuple(actor, reach.station(), reach.office()))
        .compose(
            rows -> {
              List<Station> stations = new ArrayList<>();
              rows.forEach(row -> stations.add(new Station(row.getInteger(0), row.getString(1))));
              return stations.isEmpty()
                  ? Future.<@Nullable List<Outcome>>succeededFuture(null)
                  : each(stations, trial);
            })
        .recover(PgFailures::translate)
        .onComplete(done -> busy.set(false));
  }

  private Future<@Nullable List<Outcome>> each(List<Station> stations, Trial trial) {
    return database
        .connect("backtest", STATEMENT_LIMIT)
        .compose(
            connection -> {
              List<Outcome> outcomes = new ArrayList<>();
              Future<?> done =
                  connection
                      .query("set default_transaction_read_only = on")
                      .execute()
                      .compose(set -> PossibleThresholds.now(connection))
                      .map(now -> new Run(connection, trial, Times.fromSql(now)))
                      .compose(run -> each(run, stations, outcomes));
              return done.<@Nullable List<Outcome>>map(outcomes).eventually(connection::close);
            });
  }

  private static Future<Void> each(Run run, List<Station> stations, List<Outcome> outcomes) {
    Future<Void> done = Future.succeededFuture();
    for (Station station : stations) {
      done = done.compose(before -> run.at(station)).map(outcomes::add).mapEmpty();
    }
    return done;
  }

  private static final String GAPS =
      """
      select g.station, g.lane, '', g.from_seq, g.to_seq, g.recorded from gap g
      where g.station = $1 and g.recorded >= $2 and g.recorded < $3 order by g.recorded, g.id
      limit 10000""";

  private static final String HEARD =
      """
      select at from report where station = $1 and at >= $2 and at < $3
      order by at desc limit 1""";

  private static final String RECORDED =
      """
      select number, subject, severity, event_time, coalesce(cleared_time, closed_time)
      from alert
      where station = $1 and rule = $2 and not test and event_time < $4
        and coalesce(cleared_time, closed_time, $3) >= $3
      order by event_time, number
      limit 10000""";

  /** One trial, station by station. */
  private final class Run {
    private final SqlConnection connection;
    private final Trial trial;
    private final long now;
    private final Pace pace = new Pace(vertx, limit);

    Run(SqlConnection connection, Trial trial, long now) {
      this.connection = connection;
      this.trial = trial;
      this.now = now;
    }

    Future<Outcome> at(Station station) {
      return registered
          .of(List.of(station.id()))
          .compose(
              found -> {
                var registration = found.get(station.id());
                return registration == null
                    ? Future.failedFuture(Refusal.notFound("there is no station " + station.code()))
                    : at(station, registration.profile());
              });
    }

    private Future<Outcome> at(Station station, Profile profile) {
      Thresholds thresholds = trial.changed(profile.thresholds());
      List<ConfigFault> faults = TrialCheck.impossible(thresholds.overrides());
      if (!faults.isEmpty()) {
        return Future.failedFuture(
            Refusal.invalid(
                faults.stream()
                    .map(
                        fault ->
                            new ConfigFault(
                                fault.place(), fault.detail() + ", at " + station.code()))
                    .toList(),
                "body."));
      }
      long back =
          Math.max(
              Replay.lookBack(trial.rule(), thresholds),
              Replay.lookBack(trial.rule(), profile.thresholds()));
      Pair pair =
          new Pair(
              new Replay(trial.rule(), profile, thresholds, trial.from()),
              new Replay(trial.rule(), profile, profile.thresholds(), trial.from()));
      long from = Math.max(0, trial.from() - back);
      return gaps(station, from, pair)
          .compose(done -> ReportPages.of(connection, station.id()))
          .compose(pages -> days(pages, from, pair))
          .compose(done -> heard(station, from))
          .compose(
              heard -> {
                pair.changed().end(trial.to(), heard);
                pair.inForce().end(trial.to(), heard);
                return pair.changed().full() || pair.inForce().full()
                    ? Future.failedFuture(tooMuch(station))
                    : recorded(station);
              })
          .map(
              recorded ->
                  new Outcome(
                      station.code(),
                      RuleNumbers.of(trial.rule(), profile, now),
                      Comparison.of(pair.changed().spells(), pair.inForce().spells(), recorded)));
    }

    private Future<Void> days(ReportPages pages, long from, Pair pair) {
      Short[] codes =
          pages.points().entrySet().stream()
              .filter(point -> Replay.asks(trial.rule(), point.getValue()))
              .map(point -> point.getKey())
              .toArray(Short[]::new);
      boolean events = Replay.ofEvents(trial.rule());
      Future<Void> done = Future.succeededFuture();
      if (codes.length == 0 && !events) {
        return done;
      }
      for (long day = from; day < trial.to(); day = (day / DAY + 1) * DAY) {
        Stretch stretch =
            new Stretch(day, Math.min(trial.to(), (day / DAY + 1) * DAY), codes, events);
        done =
            done.compose(before -> pages.read(stretch, pair::feed, pace::rest))
                .compose(read -> pace.rest());
      }
      return done;
    }

    private Future<Void> gaps(Station station, long from, Pair pair) {
      if (!Replay.ofGaps(trial.rule())) {
        return Future.succeededFuture();
      }
      return connection
          .preparedQuery(GAPS)
          .execute(Tuple.of(station.id(), Times.toSql(from), Times.toSql(trial.to())))
          .map(
              rows -> {
                rows.forEach(row -> pair.feed(StoredReports.missing(row)));
                return null;
              });
    }

    private Future<Long> heard(Station station, long from) {
      return connection
          .preparedQuery(HEARD)
          .execute(Tuple.of(station.id(), Times.toSql(from), Times.toSql(trial.to())))
          .map(
              rows ->
                  rows.size() == 0
                      ? from
                      : Times.fromSql(rows.iterator().next().getOffsetDateTime(0)));
    }

    private Future<List<Recorded>> recorded(Station station) {
      return connection
          .preparedQuery(RECORDED)
          .execute(
              Tuple.of(
                  station.id(),
                  trial.rule().id(),
                  Times.toSql(trial.from()),
                  Times.toSql(trial.to())))
          .map(PgBacktests::recorded);
    }

    private Refusal tooMuch(Station station) {
      return Refusal.invalid(
          "body.thresholds",
          "the rule holds more than "
              + Replay.MOST
              + " times at "
              + station.code()
              + "; take a shorter time");
    }
  }

  private record Pair(Replay changed, Replay inForce) {
    void feed(Occurrence past) {
      changed.feed(past);
      inForce.feed(past);
    }
  }

  private static List<Recorded> recorded(RowSet<Row> rows) {
    List<Recorded> recorded = new ArrayList<>();
    for (Row row : rows) {
      recorded.add(
          new Recorded(
              row.getString(0),
              new Spell(
                  row.getString(1),
                  Severity.of(row.getString(2)),
                  Times.fromSql(row.getOffsetDateTime(3)),
                  Times.fromSqlOrNull(row.getOffsetDateTime(4)),
                  null)));
    }
    return recorded;
  }
}
