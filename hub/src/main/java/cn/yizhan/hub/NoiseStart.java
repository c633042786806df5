package cn.yizhan.hub;

import cn.yizhan.hub.health.NoiseMeters;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgDigests;
import cn.yizhan.hub.storage.PgNoiseCensus;
import cn.yizhan.hub.storage.PgUntold;
import cn.yizhan.hub.watch.Periodic;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.function.Supplier;

/** Starts telling of what was kept back and what was collected. */
final class NoiseStart {
  private static final long STOP = 2_000;
  private static final Duration EVERY = Duration.ofSeconds(5);

  private NoiseStart() {}

  static void start(Foundation foundation, StopStack stops, AlertWriter writer) {
    Pool pool = foundation.database().pool();
    NoiseMeters meters = new NoiseMeters(foundation.meters());
    PgUntold untold = new PgUntold(pool, writer, System::currentTimeMillis);
    PgDigests digests = new PgDigests(pool, writer, System::currentTimeMillis, meters::told);
    PgNoiseCensus census = new PgNoiseCensus(pool);
    // what was kept back by one cause and is told now is told together
    repeat(
        foundation,
        stops,
        "telling of what was kept back or collected",
        () -> untold.review().compose(looked -> digests.review()));
    repeat(
        foundation,
        stops,
        "count of what is not told",
        () -> census.count().onSuccess(meters::show).onFailure(e -> meters.show(null)));
  }

  private static void repeat(
      Foundation foundation, StopStack stops, String what, Supplier<Future<?>> work) {
    Periodic periodic = new Periodic(foundation.vertx(), what, EVERY, work);
    periodic.start();
    stops.push(what, STOP, periodic::stop);
  }
}
