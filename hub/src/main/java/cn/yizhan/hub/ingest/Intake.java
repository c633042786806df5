package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.BarePack;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Lost;
import cn.yizhan.protocol.message.Message;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.point.PointType;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages: decodes them wholly, places their readings in time, finds what is missing before
 * they can be stored. Nothing of a station's fold changes, except that a birth's points are known
 * to the messages behind it.
 */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final int MOST_SAMPLES = 2_000;
  private static final int MOST_BYTES = 512 * 1024;
  private static final int MOST_IN_TURN = 16;
  private static final int MOST_EPOCHS = 10_000;
  // names in a life; what a station may speak of at a time the catalogue bounds
  private static final int MOST_POINTS = 8_000;

  private final TimePolicy times;
  private final StationCodes codes;
  private final ReportDays days;

  Intake(TimePolicy times, StationCodes codes, ReportDays days) {
    this.times = times;
    this.codes = codes;
    this.days = days;
  }

  /** Takes as many messages as make a batch, from each session in its turn. */
  Round take(ArrayDeque<Session> ready) {
    Round round = new Round();
    while (!ready.isEmpty() && round.samples() < MOST_SAMPLES && round.bytes() < MOST_BYTES) {
      Session session = ready.poll();
      if (session.isClosed() && session.lingersUntil == 0) {
        session.listed = false;
        continue;
      }
      round.entry(session);
      for (int i = 0; i < MOST_IN_TURN && round.samples() < MOST_SAMPLES; i++) {
        Inbound inbound = session.poll();
        if (inbound == null) {
          break;
        }
        round.add(session, read(session, inbound, round.needs()));
      }
      if (session.waiting()) {
        ready.add(session);
      } else {
        session.listed = false;
      }
    }
    return round;
  }

  private Prepared read(Session session, Inbound inbound, Needs needs) {
    StationFold fold = session.fold();
    Decoded decoded;
    try {
      decoded = Codec.decodeUp(inbound.kind(), inbound.bytes(), fold.scope(), inbound.received());
    } catch (RuntimeException e) {
      LOG.error("a message of {} could not be decoded", session.code(), e);
      return refused(
          inbound, new Rejection(Rejection.Reason.STORAGE, "message", "expected to be readable"));
    }
    if (decoded instanceof Decoded.Rejected rejected) {
      return unreadable(fold, inbound, rejected, needs);
    }
    Message message = ((Decoded.Accepted) decoded).message();
    if (message instanceof Report report) {
      return report(session, inbound, report, needs);
    }
    if (message instanceof BarePack pack) {
      TimePolicy.Passage passage =
          new TimePolicy.Passage(inbound.received(), inbound.received(), 0);
      TimePolicy.Placed placed = times.place(pack.readings(), passage, fold.scope());
      return ready(
          fold, new Prepared(inbound, pack, null, placed, List.of(), pack.rejected()), needs);
    }
    if (message instanceof Birth birth) {
      fold.born(birth);
      birth.lanes().values().forEach(lane -> needEpoch(fold, lane.epoch(), needs));
    }
    return new Prepared(inbound, message, null, null, List.of(), List.of());
  }

  private static Prepared refused(Inbound inbound, Rejection reason) {
    return new Prepared(inbound, null, reason, null, List.of(), List.of());
  }

  /** Where its number was readable, the message takes its place in its lane without readings. */
  private Prepared unreadable(
      StationFold fold, Inbound inbound, Decoded.Rejected rejected, Needs needs) {
    Prepared refused = refused(inbound, rejected.rejection());
    LanePosition identity = rejected.identity();
    Lane lane = inbound.kind() == Kind.EVENT ? Lane.EVENT : Lane.DATA;
    if (identity == null || !needEpoch(fold, identity.epoch(), needs)) {
      return refused;
    }
    if (!days.covers(inbound.received())) {
      needs.day(inbound.received());
    }
    return refused.numbered(
        new Report(
            lane,
            identity.epoch(),
            identity.seq(),
            inbound.received(),
            List.of(),
            List.of(),
            null,
            List.of()));
  }

  private Prepared report(Session session, Inbound inbound, Report report, Needs needs) {
    StationFold fold = session.fold();
    Lost lost = report.lost();
    if (!needEpoch(fold, report.epoch(), needs)
        || (lost != null && !needEpoch(fold, lost.epoch(), needs))) {
      return refused(
          inbound,
          new Rejection(
              Rejection.Reason.BAD_TEXT, "epoch", "expected at most " + MOST_EPOCHS + " journals"));
    }
    long offset = session.offset().observe(report.sent(), inbound.received());
    TimePolicy.Passage passage = new TimePolicy.Passage(report.sent(), inbound.received(), offset);
    TimePolicy.Placed placed = times.place(report.readings(), passage, fold.scope());
    List<StationEvent> events = times.place(report.events(), passage);
    return ready(
        fold, new Prepared(inbound, report, null, placed, events, report.rejected()), needs);
  }

  /** A message with readings, once the codes and days it needs are noted. */
  private Prepared ready(StationFold fold, Prepared read, Needs needs) {
    TimePolicy.Placed placed = Objects.requireNonNull(read.placed(), "it has readings");
    Prepared prepared = read.alsoRefused(placed.refused());
    long received = read.inbound().received();
    Map<String, Short> known = fold.codes().points();
    long day = Long.MIN_VALUE;
    for (Reading reading : placed.readings()) {
      if (!known.containsKey(reading.point())) {
        if (known.size() >= MOST_POINTS) {
          return prepared.refusedFor(
              new Rejection(
                  Rejection.Reason.UNKNOWN_POINT,
                  "pack",
                  "expected at most " + MOST_POINTS + " names of points"));
        }
        needs.point(
            new StationCodes.NewPoint(
                fold.station(), reading.point(), values(fold.scope(), reading.point())));
      }
      if (reading.at() != day) {
        day = reading.at();
        if (!days.covers(day)) {
          needs.day(day);
        }
      }
    }
    if (placed.readings().isEmpty() && !days.covers(received)) {
      needs.day(received);
    }
    return prepared;
  }

  private static PointType.Values values(PointScope scope, String point) {
    return Objects.requireNonNull(scope.typeOf(point), "a reading's point is in the scope")
        .values();
  }

  private static boolean needEpoch(StationFold fold, String epoch, Needs needs) {
    if (fold.codes().epochs().containsKey(epoch)) {
      return true;
    }
    if (fold.codes().epochs().size() >= MOST_EPOCHS) {
      return false;
    }
    needs.epoch(new StationCodes.NewEpoch(fold.station(), epoch));
    return true;
  }

  /** Makes what a round needs, and tells the folds the new codes. */
  Future<Void> meet(Round round) {
    Needs needs = round.needs();
    Future<Void> room =
        needs.days().isEmpty() ? Future.succeededFuture() : days.ensure(needs.days());
    return room.compose(
            made ->
                needs.points().isEmpty()
                    ? Future.succeededFuture(Map.<Integer, Map<String, Short>>of())
                    : codes.points(needs.points()))
        .compose(
            points ->
                (needs.epochs().isEmpty()
                        ? Future.succeededFuture(Map.<Integer, Map<String, Integer>>of())
                        : codes.epochs(needs.epochs()))
                    .map(
                        epochs -> {
                          for (Round.Entry entry : round.entries()) {
                            StationFold fold = entry.session().fold();
                            fold.codes()
                                .points()
                                .putAll(points.getOrDefault(fold.station(), Map.of()));
                            fold.codes()
                                .epochs()
                                .putAll(epochs.getOrDefault(fold.station(), Map.of()));
                          }
                          return null;
                        }));
  }

  /** Sees to it that every row of a batch has its day, whatever was known before. */
  Future<Void> makeRoomAgain(Batch batch) {
    Needs needs = new Needs();
    for (Batch.Part part : batch.parts()) {
      part.rows().forEach(row -> needs.day(row.at()));
    }
    return needs.days().isEmpty() ? Future.succeededFuture() : days.ensureAnew(needs.days());
  }
}
