package cn.yizhan.hub;

import cn.yizhan.hub.probe.ProbeMeters;
import cn.yizhan.hub.probe.ProbeWatch;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgProbeBook;
import cn.yizhan.hub.storage.ProbeAlerts;
import cn.yizhan.hub.watch.Periodic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts trying the alert path. */
final class ProbeStart {
  private static final long STOP = 2_000;

  private ProbeStart() {}

  /** Its alerts are in no figure but its own: nobody else is told of their changes. */
  static void start(Foundation foundation, StopStack stops, AlertWriter writer, Delivery delivery) {
    ProbeAlerts alerts =
        new ProbeAlerts(
            new PgAlertFacts(writer, System::currentTimeMillis, step -> {}), foundation.peppers());
    ProbeWatch watch =
        new ProbeWatch(
            new PgProbeBook(foundation.database().pool(), alerts),
            new ProbeMeters(foundation.meters()),
            broken ->
                foundation.health().warn("alert-path", broken ? List.of("alert-path") : List.of()),
            delivery.courier()::wake,
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    Periodic periodic =
        new Periodic(
            foundation.vertx(), "probe of the alert path", Duration.ofSeconds(2), watch::look);
    periodic.start();
    stops.push("probe of the alert path", STOP, periodic::stop);
  }
}
