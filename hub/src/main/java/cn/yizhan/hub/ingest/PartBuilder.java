package cn.yizhan.hub.ingest;

import cn.yizhan.hub.ingest.Batch.ConfigState;
import cn.yizhan.hub.ingest.Batch.Event;
import cn.yizhan.hub.ingest.Batch.Extras;
import cn.yizhan.hub.ingest.Batch.Gap;
import cn.yizhan.hub.ingest.Batch.Move;
import cn.yizhan.hub.ingest.Batch.Origin;
import cn.yizhan.hub.ingest.Batch.Part;
import cn.yizhan.hub.ingest.Batch.Presence;
import cn.yizhan.hub.ingest.Batch.Row;
import cn.yizhan.hub.ingest.Batch.SavedTwin;
import cn.yizhan.hub.ingest.Batch.Stand;
import cn.yizhan.hub.rules.Arrival;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Folded;
import cn.yizhan.hub.rules.Missing;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.config.ConfigNews;
import cn.yizhan.protocol.message.BarePack;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Lost;
import cn.yizhan.protocol.message.Reply;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds messages of one station and gathers what is to be stored of them. Pure: all codes are known
 * beforehand, the time is passed in.
 */
final class PartBuilder {
  private static final long TWIN_EVERY = 5_000;
  private static final long TWIN_REACH = 55 * 60_000L;

  private final StationFold fold;
  private final long now;
  private final Map<Lane, Stand> before = new EnumMap<>(Lane.class);
  private final List<Row> rows = new ArrayList<>();
  private final Refusals refusals;
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Tally tally = new Tally();
  private final Map<String, Reply> replies = new LinkedHashMap<>();
  private @Nullable Presence presence;
  private @Nullable ConfigState config;
  private boolean reachesBack;

  PartBuilder(StationFold fold, long now) {
    this.fold = fold;
    this.now = now;
    this.refusals = new Refusals(fold.allowance());
    for (Lane lane : Lane.values()) {
      before.put(lane, fold.stand(lane));
    }
    facts.addAll(fold.takeFound());
  }

  /** What became of the messages, for the counters. */
  Tally tally() {
    return tally;
  }

  /** Folds in a message; the session's start is that of the connection it came on. */
  void add(Prepared prepared, long sessionStart) {
    if (prepared.refusal() != null) {
      refuse(prepared, prepared.refusal());
    } else if (prepared.message() instanceof Report report) {
      report(prepared, report);
    } else if (prepared.message() instanceof BarePack pack) {
      bare(prepared, pack);
    } else if (prepared.message() instanceof Birth birth) {
      fold.twin().declared(birth.lanes());
      birth.lanes().forEach((lane, next) -> fold.cursor(lane).announce(next.epoch()));
      presence = Presence.of(birth, sessionStart);
      long received = prepared.inbound().received();
      configured(new ConfigState(birth.configVersion(), true, null, "", received));
      tally.stored(prepared, 0);
    } else if (prepared.message() instanceof Reply reply) {
      replies.putIfAbsent(reply.id(), reply);
      tally.stored(prepared, 0);
    } else {
      tally.stored(prepared, 0);
    }
  }

  /**
   * Completes holds whose time has come.
   *
   * @param until up to which all that came is folded in
   * @param heard when the station was last heard
   */
  void tick(long until, long heard) {
    List<Fact> found = fold.twin().tick(until, heard);
    if (!found.isEmpty()) {
      facts.addAll(found);
      fold.touched();
    }
  }

  private void refuse(Prepared prepared, Rejection reason) {
    String epoch = null;
    Long seq = null;
    if (prepared.message() instanceof Report report) {
      // its number is taken: one row without readings stands for it
      epoch = report.epoch();
      seq = report.seq();
      if (!numbered(prepared, report, TimePolicy.Placed.NOTHING)) {
        return;
      }
    }
    refusals.keep(prepared.inbound(), epoch, seq, reason);
    tally.refused(prepared);
  }

  private void report(Prepared prepared, Report report) {
    TimePolicy.Placed placed = placed(prepared);
    if (!numbered(prepared, report, placed)) {
      return;
    }
    Origin origin = origin(prepared, report);
    for (StationEvent event : prepared.events()) {
      events.add(new Event(origin, event));
      ConfigNews news = ConfigNews.of(event);
      if (news != null) {
        configured(
            news.applied()
                ? new ConfigState(news.version(), false, null, "", event.at())
                : new ConfigState(null, false, news.version(), news.reason(), event.at()));
      }
    }
    Lost lost = report.lost();
    if (lost != null) {
      missing(
          new Missing(lost.lane(), lost.epoch(), lost.from(), lost.to(), origin.received()),
          lost.reason());
    }
    refusals.keepRecords(prepared, report.epoch(), report.seq());
    tally.refusedRecords(prepared.refused().size());
    tally.stored(prepared, placed.readings().size());
  }

  private void configured(ConfigState next) {
    ConfigState before = config;
    config = before == null ? next : before.then(next);
  }

  /** Takes a numbered message's place in its lane; false when it is a duplicate. */
  private boolean numbered(Prepared prepared, Report report, TimePolicy.Placed placed) {
    Origin origin = origin(prepared, report);
    if (step(report, origin.received()) == LaneCursor.Verdict.DUPLICATE) {
      tally.duplicate(prepared);
      return false;
    }
    accept(
        new Arrival(
            report.lane(),
            report.epoch(),
            report.seq(),
            origin.received(),
            placed.anyLate(),
            placed.readings(),
            prepared.events(),
            MessageKey.of(report.lane(), report.epoch(), report.seq())),
        origin,
        placed,
        0);
    return true;
  }

  private Origin origin(Prepared prepared, Report report) {
    return new Origin(
        report.lane(), fold.epochCode(report.epoch()), report.seq(), prepared.inbound().received());
  }

  private LaneCursor.Verdict step(Report report, long received) {
    Lost lost = report.lost();
    if (lost != null) {
      fold.cursor(lost.lane()).declare(lost);
    }
    LaneCursor.Step step = fold.cursor(report.lane()).step(report.epoch(), report.seq());
    if (step.verdict() == LaneCursor.Verdict.GAP) {
      missing(
          new Missing(report.lane(), report.epoch(), step.from(), step.to(), received), "missing");
    }
    return step.verdict();
  }

  private void missing(Missing missing, String reason) {
    gaps.add(
        new Gap(
            missing.lane(),
            fold.epochCode(missing.epoch()),
            missing.from(),
            missing.to(),
            reason,
            missing.received()));
    facts.addAll(fold.twin().accept(missing));
    fold.touched();
  }

  private void bare(Prepared prepared, BarePack pack) {
    TimePolicy.Placed placed = placed(prepared);
    long received = prepared.inbound().received();
    accept(
        new Arrival(
            pack.lane(),
            "",
            0,
            received,
            placed.anyLate(),
            placed.readings(),
            List.of(),
            MessageKey.of(pack.lane(), "", pack.hash())),
        new Origin(pack.lane(), 0, pack.hash(), received),
        placed,
        Batch.Flag.BARE);
    refusals.keepRecords(prepared, null, null);
    tally.refusedRecords(prepared.refused().size());
    tally.stored(prepared, placed.readings().size());
  }

  private void accept(Arrival arrival, Origin origin, TimePolicy.Placed placed, int flags) {
    Folded folded = fold.twin().accept(arrival);
    facts.addAll(folded.facts());
    fold.touched(arrival.received());
    int first = rows.size();
    RowMaker.add(rows, origin, placed, folded.steppedBack(), fold.codes().points(), flags);
    for (int i = first; i < rows.size(); i++) {
      reachesBack |= rows.get(i).at() < origin.received() - TWIN_REACH;
    }
  }

  private static TimePolicy.Placed placed(Prepared prepared) {
    TimePolicy.Placed placed = prepared.placed();
    if (placed == null) {
      throw new IllegalStateException("readings have no place in time");
    }
    return placed;
  }

  /** What is to be stored, or null when there is nothing. */
  @Nullable Part build() {
    List<Move> moves = new ArrayList<>(2);
    before.forEach(
        (lane, from) -> {
          Stand to = fold.stand(lane);
          if (!to.equals(from)) {
            moves.add(new Move(lane, from, to));
          }
        });
    SavedTwin twin = null;
    if (!facts.isEmpty() || !gaps.isEmpty() || reachesBack || fold.twinDue(now - TWIN_EVERY)) {
      twin = fold.saveTwin(now);
    }
    Extras extras =
        refusals.kept().isEmpty()
                && gaps.isEmpty()
                && events.isEmpty()
                && facts.isEmpty()
                && twin == null
                && presence == null
                && replies.isEmpty()
                && config == null
            ? Extras.NONE
            : new Extras(
                refusals.kept(),
                gaps,
                events,
                facts,
                twin,
                presence,
                List.copyOf(replies.values()),
                config);
    if (moves.isEmpty() && rows.isEmpty() && extras.none()) {
      return null;
    }
    for (Lane lane : Lane.values()) {
      boolean touchesUnmoved =
          moves.stream().noneMatch(move -> move.lane() == lane)
              && (rows.stream().anyMatch(row -> row.origin().lane() == lane)
                  || (moves.isEmpty() && rows.isEmpty()));
      if (touchesUnmoved) {
        Stand stays = fold.stand(lane);
        moves.add(new Move(lane, stays, stays));
      }
    }
    return new Part(fold.station(), fold.generation(), moves, rows, extras);
  }
}
