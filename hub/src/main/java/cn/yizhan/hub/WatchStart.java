package cn.yizhan.hub;

import cn.yizhan.hub.health.AlertCensus;
import cn.yizhan.hub.health.AlertMeters;
import cn.yizhan.hub.storage.PgAbsenceBook;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgLapses;
import cn.yizhan.hub.storage.PgObservationBook;
import cn.yizhan.hub.storage.PgOpenAlerts;
import cn.yizhan.hub.storage.PgOutageBook;
import cn.yizhan.hub.storage.PgPlannedThresholds;
import cn.yizhan.hub.storage.PgPresenceBook;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.PgTestBook;
import cn.yizhan.hub.storage.PgUndeliveredBook;
import cn.yizhan.hub.watch.StationWatch;
import cn.yizhan.hub.watch.Undelivered;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

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
    Repeats repeats = new Repeats(foundation, stops);
    PgUndeliveredBook undelivered = new PgUndeliveredBook(pool, alerts);
    repeats.every(5, "review of endpoints", () -> undelivered.review(Undelivered::judge));
    PgPlannedThresholds planned = new PgPlannedThresholds(pool, wakeDownlink);
    repeats.every(2, "beginning of planned thresholds", planned::begin);
    PgLapses lapses = new PgLapses(pool, alerts.writer());
    NoiseStart.start(foundation, repeats, alerts.writer());
    ForecastStart.start(foundation, repeats, alerts);
    SiteStart.start(foundation, repeats, alerts);
    repeats.every(60, "closing of what is over", lapses::close);
    PgTestBook tests = new PgTestBook(pool, alerts.writer(), meters::changed);
    repeats.every(2, "review of tests on site", () -> tests.review(System.currentTimeMillis()));
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
}
