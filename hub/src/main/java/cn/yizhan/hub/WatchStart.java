package cn.yizhan.hub;

import cn.yizhan.hub.health.AlertCensus;
import cn.yizhan.hub.health.AlertMeters;
import cn.yizhan.hub.storage.PgAbsenceBook;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgObservationBook;
import cn.yizhan.hub.storage.PgOpenAlerts;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.PgUndeliveredBook;
import cn.yizhan.hub.watch.DeliveryWatch;
import cn.yizhan.hub.watch.StationWatch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/** Starts looking at stations and alerts; after the port for stations is open. */
final class WatchStart {
  private static final long STOP = 2_000;
  private static final long SHORT = 1_000;

  private WatchStart() {}

  /** The first review comes after a few seconds. */
  static void start(
      Foundation foundation, StopStack stops, PgAlertFacts alerts, AlertMeters meters) {
    Pool pool = foundation.database().pool();
    StationWatch watch =
        new StationWatch(
            foundation.vertx(),
            new PgAbsenceBook(pool, new PgRuleBook(pool), alerts),
            new PgObservationBook(pool, new PgRuleBook(pool), alerts),
            System::currentTimeMillis);
    watch.start();
    stops.push("station watch", STOP, watch::stop);
    DeliveryWatch deliveries =
        new DeliveryWatch(foundation.vertx(), new PgUndeliveredBook(pool, alerts));
    deliveries.start();
    stops.push("delivery watch", STOP, deliveries::stop);
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
