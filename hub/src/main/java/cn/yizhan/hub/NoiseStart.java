package cn.yizhan.hub;

import cn.yizhan.hub.health.NoiseMeters;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgDigests;
import cn.yizhan.hub.storage.PgNoiseCensus;
import cn.yizhan.hub.storage.PgUntold;
import io.vertx.sqlclient.Pool;

/** Starts telling of what was kept back and what was collected. */
final class NoiseStart {
  private static final int SECONDS = 5;

  private NoiseStart() {}

  static void start(Foundation foundation, Repeats repeats, AlertWriter writer) {
    Pool pool = foundation.database().pool();
    NoiseMeters meters = new NoiseMeters(foundation.meters());
    PgUntold untold = new PgUntold(pool, writer, System::currentTimeMillis);
    PgDigests digests = new PgDigests(pool, writer, System::currentTimeMillis, meters::told);
    PgNoiseCensus census = new PgNoiseCensus(pool);
    // what was kept back by one cause and is told now is told together
    repeats.every(
        SECONDS,
        "telling of what was kept back or collected",
        () -> untold.review().compose(looked -> digests.review()));
    repeats.every(
        SECONDS,
        "count of what is not told",
        () -> census.count().onSuccess(meters::show).onFailure(e -> meters.show(null)));
  }
}
