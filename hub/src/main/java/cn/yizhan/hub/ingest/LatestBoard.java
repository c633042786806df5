package cn.yizhan.hub.ingest;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the latest values of stations that changed, each about once a second, outside the
 * transaction of their messages. Values are taken right after a batch is durable, so that nothing
 * is shown that is not stored.
 */
final class LatestBoard {
  private static final Logger LOG = LoggerFactory.getLogger(LatestBoard.class);
  private static final long EVERY = 1_000;

  private final Checkpoints checkpoints;
  private final LongSupplier clock;
  private Map<Integer, Checkpoints.Latest> pending = new LinkedHashMap<>();
  private Future<Void> underWay = Future.succeededFuture();
  private boolean writing;

  LatestBoard(Checkpoints checkpoints, LongSupplier clock) {
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /**
   * Notes that all that was folded into a session is durable now.
   *
   * @param values whether there were values in it
   */
  void settled(Session session, boolean values) {
    session.latestChanged |= values;
    if (session.isClosed()) {
      last(session);
    } else {
      due(session);
    }
  }

  /** Takes a session's values if they changed and a second has passed. */
  void due(Session session) {
    long now = clock.getAsLong();
    if (session.latestChanged && now - session.latestWritten >= EVERY) {
      session.latestChanged = false;
      session.latestWritten = now;
      pending.put(session.station(), session.latest());
    }
  }

  /**
   * Takes a session's last values before it goes; while a batch of it is under way, they are taken
   * when it is settled.
   */
  void leaving(Session session) {
    if (!session.inRound) {
      last(session);
    }
  }

  private void last(Session session) {
    if (session.latestChanged) {
      session.latestChanged = false;
      pending.put(session.station(), session.latest());
    }
  }

  /** Writes what was taken, unless a write is under way. */
  void write() {
    if (writing || pending.isEmpty()) {
      return;
    }
    Map<Integer, Checkpoints.Latest> taken = pending;
    pending = new LinkedHashMap<>();
    writing = true;
    underWay =
        checkpoints
            .saveLatest(new ArrayList<>(taken.values()))
            .onFailure(
                e -> {
                  LOG.debug("latest values not written: {}", e.toString());
                  taken.forEach(pending::putIfAbsent);
                })
            .onComplete(done -> writing = false);
  }

  /** Writes all that was taken; completes when it was tried. */
  Future<Void> writeAll() {
    return underWay
        .otherwiseEmpty()
        .compose(
            done -> {
              write();
              return underWay.otherwiseEmpty();
            });
  }
}
