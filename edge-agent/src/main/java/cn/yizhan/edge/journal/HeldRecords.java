package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Records that the hub has not acknowledged; belongs to one thread at a time. */
interface HeldRecords extends Closeable {
  /** Name of the epoch in force. */
  String epoch();

  /** The number the next record of the lane gets. */
  long next(Lane lane);

  /** The highest number of the lane that the hub has acknowledged. */
  long acknowledged(Lane lane);

  /** Bytes held on disk. */
  long bytes();

  /**
   * The durable records of a lane from a number on.
   *
   * @param lane the lane
   * @param from least number
   * @param most greatest number of records
   */
  List<JournalRecord> read(Lane lane, long from, int most) throws IOException;

  /** The hub has acknowledged everything of the lane up to that number. */
  void acknowledge(Lane lane, long seq) throws IOException;

  /** The same for several lanes; what the disk makes of one takes nothing from the others. */
  default void acknowledge(Map<Lane, Long> acks) throws IOException {
    IOException failed = null;
    for (Map.Entry<Lane, Long> ack : acks.entrySet()) {
      try {
        acknowledge(ack.getKey(), ack.getValue());
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  /** Everything of the lane up to that number has been transmitted at least once. */
  void transmitted(Lane lane, long seq);

  /** Notes where the lanes stand. */
  void mark() throws IOException;
}
