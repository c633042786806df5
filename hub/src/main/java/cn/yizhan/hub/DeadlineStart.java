package cn.yizhan.hub;

import cn.yizhan.hub.health.AlertMeters;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgDeadlineBook;
import cn.yizhan.hub.watch.DeadlineWatch;
import io.micrometer.core.instrument.Gauge;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts looking at the deadlines of alerts. */
final class DeadlineStart {
  private static final long STOP = 2_000;

  private DeadlineStart() {}

  static void start(
      Foundation foundation,
      StopStack stops,
      AlertWriter writer,
      PgAlertFacts facts,
      AlertMeters meters) {
    AtomicInteger missing = new AtomicInteger();
    Gauge.builder("yizhan.calendar.year.missing", missing, AtomicInteger::get)
        .description("the year whose holidays should be known and are not, 0 for none")
        .register(foundation.meters());
    DeadlineWatch watch =
        new DeadlineWatch(
            foundation.vertx(),
            new PgDeadlineBook(foundation.database().pool(), writer, facts, meters::changed),
            foundation.config().zone(),
            System::currentTimeMillis,
            year -> warn(foundation, missing, year));
    watch.start();
    stops.push("deadlines", STOP, watch::stop);
  }

  private static void warn(Foundation foundation, AtomicInteger missing, Optional<Integer> year) {
    missing.set(year.orElse(0));
    foundation
        .health()
        .warn("calendar", year.map(each -> List.of("calendar-" + each)).orElse(List.of()));
  }
}
