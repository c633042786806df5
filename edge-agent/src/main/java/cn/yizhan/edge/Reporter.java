package cn.yizhan.edge;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.uplink.Stamp;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Turns readings and events into records of the journal: telemetry of about a second together,
 * everything else at once. Confined to the agent's event loop.
 */
final class Reporter {
  /** How long telemetry waits for company, ms; with the disk it stays within a second. */
  static final long BUNDLE = 800;

  /** Readings of one report; a record of them stays well below 16 KiB. */
  static final int MOST_READINGS = 100;

  private final AsyncJournal journal;
  private final Context context;
  private final Station station;
  private final LongSupplier clock;
  private Consumer<Lane> appended = lane -> {};
  private final List<Reading> bundle = new ArrayList<>();
  private Promise<Void> bundled = Promise.promise();
  private boolean timed;

  Reporter(AsyncJournal journal, Context context, Station station, LongSupplier clock) {
    this.journal = journal;
    this.context = context;
    this.station = station;
    this.clock = clock;
  }

  /** Whom to tell that a lane has new records. */
  void onAppended(Consumer<Lane> listener) {
    appended = listener;
  }

  /** Reports telemetry together with that of the same second; done when it is durable. */
  Future<Void> bundle(List<Reading> readings) {
    bundle.addAll(readings);
    Future<Void> durable = bundled.future();
    if (bundle.size() >= MOST_READINGS) {
      flush();
    } else if (!timed) {
      timed = true;
      context.owner().setTimer(BUNDLE, id -> flush());
    }
    return durable;
  }

  /** Journals the telemetry that waits for company. */
  Future<Void> flush() {
    timed = false;
    if (bundle.isEmpty()) {
      return Future.succeededFuture();
    }
    Promise<Void> waiting = bundled;
    bundled = Promise.promise();
    List<Reading> readings = List.copyOf(bundle);
    bundle.clear();
    return append(Lane.DATA, readings, List.of()).onComplete(waiting);
  }

  /** Reports readings of the event lane at once; done when they are durable. */
  Future<Void> now(List<Reading> readings) {
    return append(Lane.EVENT, readings, List.of());
  }

  /** Reports readings of a lane at once, as many as there are. */
  Future<Void> snapshot(Lane lane, List<Reading> readings) {
    return append(lane, readings, List.of());
  }

  /** Reports events at once; done when they are durable. */
  Future<Void> events(List<StationEvent> events) {
    return append(Lane.EVENT, List.of(), events);
  }

  private Future<Void> append(Lane lane, List<Reading> readings, List<StationEvent> events) {
    List<Reading> known =
        readings.stream().filter(r -> station.scope().typeOf(r.point()) != null).toList();
    boolean safety = events.stream().anyMatch(e -> e.type().startsWith("safety."));
    List<Future<Long>> records = new ArrayList<>();
    for (int from = 0; from < known.size(); from += MOST_READINGS) {
      List<Reading> some = known.subList(from, Math.min(known.size(), from + MOST_READINGS));
      records.add(record(lane, some, List.of(), false));
    }
    if (!events.isEmpty()) {
      records.add(record(lane, List.of(), events, safety));
    }
    return Future.all(records)
        .onSuccess(
            done -> {
              if (!records.isEmpty()) {
                appended.accept(lane);
              }
            })
        .mapEmpty();
  }

  private Future<Long> record(
      Lane lane, List<Reading> readings, List<StationEvent> events, boolean safety) {
    byte[] body = Stamp.body(readings, events, station.scope(), clock.getAsLong());
    return Future.fromCompletionStage(journal.append(lane, body, safety), context);
  }
}
