package cn.yizhan.edge;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.Ulid;
import cn.yizhan.edge.journal.Undated;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.uplink.Stamp;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns readings and events into records of the journal: telemetry of about a second together,
 * everything else at once. Confined to the agent's event loop.
 */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  /** How long telemetry waits for company, ms; with the disk it stays within a second. */
  static final long BUNDLE = 800;

  /** Readings of one report; a record of them stays well below 16 KiB. */
  static final int MOST_READINGS = 100;

  private final AsyncJournal journal;
  private final Context context;
  private final Station station;
  private final StationClock clock;
  private Consumer<Lane> appended = lane -> {};
  private final List<Reading> bundle = new ArrayList<>();
  private Promise<Void> bundled = Promise.promise();
  private boolean timed;
  private long refused;
  private long refusedSince;

  Reporter(AsyncJournal journal, Context context, Station station, StationClock clock) {
    this.journal = journal;
    this.context = context;
    this.station = station;
    this.clock = clock;
  }

  /** Whom to tell that a lane has new records. */
  void onAppended(Consumer<Lane> listener) {
    appended = listener;
  }

  /** True while reports become durable, as far as is known; else they wait. */
  boolean durable() {
    return journal.open();
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
    List<Future<Long>> records = new ArrayList<>();
    // What was noted while the time was not known came first, and has records of its own.
    for (boolean undated : new boolean[] {true, false}) {
      Batch batch =
          new Batch(
              lane,
              known.stream().filter(r -> clock.undated(r.at()) == undated).toList(),
              events.stream().filter(e -> clock.undated(e.at()) == undated).toList(),
              undated ? clock.undated() : null);
      records.addAll(batch(batch));
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

  /** What goes into records of one kind. */
  private record Batch(
      Lane lane, List<Reading> readings, List<StationEvent> events, @Nullable Undated undated) {}

  private List<Future<Long>> batch(Batch batch) {
    List<Future<Long>> records = new ArrayList<>();
    int count = batch.readings.size();
    for (int from = 0; from < count; from += MOST_READINGS) {
      List<Reading> some = batch.readings.subList(from, Math.min(count, from + MOST_READINGS));
      records.add(record(batch, some, List.of(), false));
    }
    if (!batch.events.isEmpty()) {
      boolean safety = batch.events.stream().anyMatch(e -> e.type().startsWith("safety."));
      records.add(record(batch, List.of(), batch.events, safety));
    }
    return records;
  }

  private Future<Long> record(
      Batch batch, List<Reading> readings, List<StationEvent> events, boolean safety) {
    byte[] body = Stamp.body(readings, events, station.scope(), clock.now().wall());
    return Future.fromCompletionStage(
            journal.append(batch.lane, body, safety, batch.undated), context)
        .onSuccess(seq -> kept())
        .onFailure(this::refused);
  }

  private void refused(Throwable why) {
    if (refused++ == 0) {
      refusedSince = clock.now().steady();
      LOG.error("reports cannot be kept, and what was to be in them is not acknowledged", why);
    }
  }

  /** The disk takes reports again: the hub is told how many it did not take. */
  private void kept() {
    if (refused == 0) {
      return;
    }
    Moment now = clock.now();
    double seconds = (now.steady() - refusedSince) / 1000.0;
    LOG.warn("reports are kept again; {} were not, for {} s", refused, seconds);
    Map<String, Object> data = Map.of("reports", (double) refused, "seconds", seconds);
    refused = 0;
    events(
        List.of(
            new StationEvent(
                Ulid.at(now.wall()), "journal.refused", now.wall(), "station", null, data)));
  }
}
