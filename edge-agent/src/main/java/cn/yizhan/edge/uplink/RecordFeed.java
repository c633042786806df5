package cn.yizhan.edge.uplink;

import cn.yizhan.edge.journal.JournalRecord;
import cn.yizhan.protocol.Lane;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a journal's records, events first, as far as the window has room for them. What is being
 * read has its room already, so that no more is ever on its way than the window holds.
 */
final class RecordFeed {
  private static final int READ_AT_MOST = 32;
  private static final List<Lane> EVENTS_FIRST = List.of(Lane.EVENT, Lane.DATA);

  private final SendWindow window;
  private final Source source;
  private final Consumer<JournalRecord> out;
  private final List<Lane> unread = new ArrayList<>(EVENTS_FIRST);
  private final List<Lane> reading = new ArrayList<>();
  private boolean open = true;

  /** Where the records are read from. */
  @FunctionalInterface
  interface Source {
    /** The durable records of a lane from a number on, at most so many. */
    Future<List<JournalRecord>> read(Lane lane, long from, int most);
  }

  /**
   * A feed that has read nothing.
   *
   * @param window what has been sent, and how much may be
   * @param source the journal; what becomes of a failure is its business
   * @param out sends a record and tells the window
   */
  RecordFeed(SendWindow window, Source source, Consumer<JournalRecord> out) {
    this.window = window;
    this.source = source;
    this.out = out;
  }

  /** There are new records. */
  void appended(Lane lane) {
    if (!unread.contains(lane)) {
      unread.add(lane);
    }
    pump();
  }

  /** Reads what there is room for. */
  void pump() {
    for (Lane lane : EVENTS_FIRST) {
      if (open && window.room(lane) > 0 && unread.contains(lane) && !reading.contains(lane)) {
        reading.add(lane);
        unread.remove(lane);
        int room = window.reserve(lane, READ_AT_MOST);
        source.read(lane, window.next(lane), room).onSuccess(found -> send(lane, room, found));
      }
    }
  }

  private void send(Lane lane, int room, List<JournalRecord> records) {
    reading.remove(lane);
    window.release(room);
    if (!open) {
      return;
    }
    records.forEach(out);
    if (records.isEmpty()) {
      // The room kept for this lane may have been wanted by the other one.
      pump();
    } else {
      appended(lane);
    }
  }

  /** Sends nothing any more. */
  void stop() {
    open = false;
  }
}
