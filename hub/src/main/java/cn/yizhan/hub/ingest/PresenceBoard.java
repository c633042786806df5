package cn.yizhan.hub.ingest;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes who is connected, for all stations that came or went since the last write. */
final class PresenceBoard {
  private static final Logger LOG = LoggerFactory.getLogger(PresenceBoard.class);

  private final Checkpoints checkpoints;
  private Map<Integer, Checkpoints.Connected> pending = new LinkedHashMap<>();
  private boolean writing;

  PresenceBoard(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** Notes that a session's station came or went. */
  void note(Session session, boolean online, long now) {
    note(session.fold(), online, now);
  }

  /** Notes that a station came or went. */
  void note(StationFold fold, boolean online, long now) {
    pending.put(
        fold.station(), new Checkpoints.Connected(fold.station(), fold.generation(), online, now));
    write();
  }

  /** Writes what was noted, unless a write is under way. */
  Future<Void> write() {
    if (writing || pending.isEmpty()) {
      return Future.succeededFuture();
    }
    Map<Integer, Checkpoints.Connected> taken = pending;
    pending = new LinkedHashMap<>();
    writing = true;
    return checkpoints
        .savePresence(new ArrayList<>(taken.values()))
        .onComplete(
            done -> {
              writing = false;
              if (done.succeeded()) {
                write();
              } else {
                LOG.debug("presence not written: {}", done.cause().toString());
                taken.forEach(pending::putIfAbsent);
              }
            });
  }
}
