package cn.yizhan.hub;

import cn.yizhan.hub.health.AlertCensus;
import cn.yizhan.hub.health.AlertMeters;
import cn.yizhan.hub.storage.PgAbsenceBook;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgCountBook;
import cn.yizhan.hub.storage.PgExpiryBook;
import cn.yizhan.hub.storage.PgInspectionReview;
import cn.yizhan.hub.storage.PgClosedBook;
import cn.yizhan.hub.storage.PgLapses;
import cn.yizhan.hub.storage.PgObservationBook;
import cn.yizhan.hub.storage.PgOpenAlerts;
import cn.yizhan.hub.storage.PgOutageBook;
import cn.yizhan.hub.storage.PgPlannedThresholds;
import cn.yizhan.hub.storage.PgPresenceBook;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.PgTestBook;
import cn.yizhan.hub.storage.PgUndeliveredBook;
import cn.yizhan.hub.watch.Expiring;
import cn.yizhan.hub.watch.HandCounted;
import cn.yizhan.hub.watch.Inspected;
import cn.yizhan.hub.storage.PgUnprovenBook;
import cn.yizhan.hub.watch.Closed;
import cn.yizhan.hub.watch.Periodic;
import cn.yizhan.hub.watch.StationWatch;
import cn.yizhan.hub.watch.Undelivered;
import cn.yizhan.hub.watch.Unproven;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Supplier;

/** Starts looking at stations and alerts; after the port for stations is open. */
final class WatchStart {
  private static final long STOP = 2_000;
  private static final long SHORT = 1_000;

  private WatchStart() {}

  /**
   * The first review comes after a few seconds.
   *
   * @param wakeDownlink run after a change that is to go to stations; it leaves at once
   */
  static void start(
      Foundation foundation,
      StopStack stops,
      PgAlertFacts alerts,
      AlertMeters meters,
      Runnable wakeDownlink) {
    Pool pool = foundation.database().pool();
    StationWatch watch =
        new StationWatch(
            foundation.vertx(),
            new PgOutageBook(pool, alerts),
            new PgAbsenceBook(pool, new PgRuleBook(pool), alerts),
            new PgObservationBook(pool, new PgRuleBook(pool), alerts),
            System::currentTimeMillis);
    watch.telling(
        new PgPresenceBook(pool, new PgRuleBook(pool), alerts.writer(), System::currentTimeMillis));
    watch.start();
    stops.push("station watch", STOP, watch::stop);
    PgUndeliveredBook undelivered = new PgUndeliveredBook(pool, alerts);
    repeat(
        foundation,
        stops,
        "review of endpoints",
        Duration.ofSeconds(5),
        () -> undelivered.review(Undelivered::judge));
    PgInspectionReview inspections = new PgInspectionReview(pool, new PgRuleBook(pool), alerts);
    ZoneId zone = foundation.config().zone();
    repeat(
        foundation,
        stops,
        "review of inspections",
        Duration.ofMinutes(1),
        () ->
            inspections.review(
                stations -> Inspected.judge(stations, System.currentTimeMillis(), zone)));
    ZoneId zone = foundation.config().zone();
    PgClosedBook closed =
        new PgClosedBook(pool, new PgRuleBook(pool), alerts, zone, System::currentTimeMillis);
    repeat(
        foundation,
        stops,
        "review of opening hours",
        Duration.ofMinutes(1),
        () -> closed.review(found -> Closed.judge(found, System.currentTimeMillis(), zone)));
    PgUnprovenBook unproven = new PgUnprovenBook(pool, new PgRuleBook(pool), alerts);
    repeat(
        foundation,
        stops,
        "review of reported restocks",
        Duration.ofMinutes(1),
        () -> unproven.review(found -> Unproven.judge(found, System.currentTimeMillis())));
    PgPlannedThresholds planned = new PgPlannedThresholds(pool, wakeDownlink);
    repeat(
        foundation,
        stops,
        "beginning of planned thresholds",
        Duration.ofSeconds(2),
        planned::begin);
    PgCountBook counts = new PgCountBook(pool, new PgRuleBook(pool), alerts);
    repeat(
        foundation,
        stops,
        "review of what people counted",
        Duration.ofSeconds(5),
        () -> counts.review(items -> HandCounted.judge(items, System.currentTimeMillis())));
    PgExpiryBook expiries = new PgExpiryBook(pool, new PgRuleBook(pool), alerts);
    repeat(
        foundation,
        stops,
        "review of expiries",
        Duration.ofSeconds(30),
        () ->
            expiries.review(
                items ->
                    Expiring.judge(items, System.currentTimeMillis(), foundation.config().zone())));
    PgLapses lapses = new PgLapses(pool, alerts.writer());
    NoiseStart.start(foundation, stops, alerts.writer());
    ForecastStart.start(foundation, stops, alerts);
    repeat(foundation, stops, "closing of what is over", Duration.ofMinutes(1), lapses::close);
    PgTestBook tests = new PgTestBook(pool, alerts.writer(), meters::changed);
    repeat(
        foundation,
        stops,
        "review of tests on site",
        Duration.ofSeconds(2),
        () -> tests.review(System.currentTimeMillis()));
    AlertCensus census = new AlertCensus(foundation.vertx(), new PgOpenAlerts(pool), meters);
    census.start();
    stops.push(
        "alert census",
        SHORT,
        () -> {
          census.stop();
          return Future.succeededFuture();
        });
  }

  private static void repeat(
      Foundation foundation,
      StopStack stops,
      String what,
      Duration every,
      Supplier<Future<Integer>> work) {
    Periodic periodic = new Periodic(foundation.vertx(), what, every, work);
    periodic.start();
    stops.push(what, STOP, periodic::stop);
  }
}
