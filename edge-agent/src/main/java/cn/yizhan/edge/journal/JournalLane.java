package cn.yizhan.edge.journal;

import java.io.IOException;
import java.util.List;

/** One lane of the epoch in force: its files and how far the hub has come. */
final class JournalLane {
  final LaneLog log;
  final LaneReader reader;
  long acknowledged;
  long sent;

  JournalLane(LaneLog log) {
    this.log = log;
    this.reader = new LaneReader(log);
  }

  JournalLane(LaneLog log, LaneScan scan, JournalState.Marks marks) {
    this(log);
    log.adopt(scan);
    // Files that are gone were deleted because they were acknowledged.
    long floor = scan.segments().isEmpty() ? 0 : scan.segments().get(0).name.firstSeq() - 1;
    acknowledged = Math.min(Math.max(marks.acknowledged(), floor), scan.next() - 1);
    sent = Math.max(marks.sent(), acknowledged);
  }

  void transmitted(long seq) {
    sent = Math.max(sent, seq);
  }

  JournalState.Marks marks() {
    return new JournalState.Marks(acknowledged, sent, log.committed() + 1);
  }

  /** Closes a lane that does not count, or counts no more, and deletes its files. */
  void discard() {
    try {
      close();
      log.delete(List.copyOf(log.segments()));
    } catch (IOException e) {
      // The next opening knows the files left by their epoch and deletes them.
      return;
    }
  }

  void close() throws IOException {
    reader.close();
    log.finish();
  }
}
