package cn.yizhan.edge.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the durable records of a lane in order and remembers where it stopped. */
final class LaneReader implements Closeable {
  /**
   * What was read.
   *
   * @param records whole records, numbers rising
   * @param holes numbers passed over because their records are no longer whole
   */
  record Batch(List<JournalRecord> records, List<SeqRange> holes) {}

  private final LaneLog log;
  private @Nullable Segment segment;
  private @Nullable FileChannel channel;
  private long offset;
  private long expected;

  LaneReader(LaneLog log) {
    this.log = log;
  }

  /**
   * The records from that number on.
   *
   * @param from least number wanted
   * @param most greatest number of records
   */
  Batch read(long from, int most) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    List<SeqRange> holes = new ArrayList<>();
    long wanted = from;
    while (records.size() < most && wanted <= log.committed()) {
      JournalRecord record = next(wanted);
      if (record == null) {
        holes.add(new SeqRange(wanted, log.committed()));
        break;
      }
      if (record.seq() > wanted) {
        holes.add(new SeqRange(wanted, record.seq() - 1));
      }
      records.add(record);
      wanted = record.seq() + 1;
    }
    return new Batch(records, holes);
  }

  private @Nullable JournalRecord next(long wanted) throws IOException {
    if (segment == null
        || channel == null
        || wanted != expected
        || !log.segments().contains(segment)) {
      open(log.segments().stream().filter(s -> s.last >= wanted).findFirst().orElse(null));
    }
    while (segment != null && channel != null) {
      if (expected > segment.last) {
        Segment done = segment;
        open(
            log.segments().stream()
                .filter(s -> s.last >= wanted && SegmentName.ORDER.compare(s.name, done.name) > 0)
                .findFirst()
                .orElse(null));
        continue;
      }
      JournalRecord record = at(segment, channel, wanted);
      if (record != null) {
        return record;
      }
    }
    return null;
  }

  /** The record at the offset when it is one and wanted; otherwise the offset moves on. */
  private @Nullable JournalRecord at(Segment from, FileChannel in, long wanted) throws IOException {
    ByteBuffer header = bytes(in, offset, RecordFormat.HEADER);
    int length = header.limit() < RecordFormat.HEADER ? -1 : RecordFormat.lengthAt(header, 0);
    ByteBuffer record = length < 0 ? header : bytes(in, offset, RecordFormat.HEADER + length);
    if (!RecordFormat.wholeAt(record, 0) || RecordFormat.seqAt(record, 0) < expected) {
      skipDamage(from);
      return null;
    }
    long seq = RecordFormat.seqAt(record, 0);
    expected = seq + 1;
    if (seq > from.last) {
      return null;
    }
    offset += RecordFormat.HEADER + length;
    if (seq < wanted) {
      return null;
    }
    return RecordFormat.read(record, from.name.lane(), from.name.epoch());
  }

  private void skipDamage(Segment damaged) throws IOException {
    for (SegmentScan.Found found : damaged.scan().records()) {
      if (found.offset() > offset && found.seq() >= expected) {
        offset = found.offset();
        return;
      }
    }
    expected = damaged.last + 1;
  }

  private static ByteBuffer bytes(FileChannel in, long offset, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    long at = offset;
    int read;
    while (bytes.hasRemaining() && (read = in.read(bytes, at)) > 0) {
      at += read;
    }
    return bytes.flip();
  }

  private void open(@Nullable Segment next) throws IOException {
    close();
    if (next != null) {
      channel = FileChannel.open(next.path, StandardOpenOption.READ);
      segment = next;
      offset = RecordFormat.HEADING.length;
      expected = next.name.firstSeq();
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    segment = null;
    if (open != null) {
      open.close();
    }
  }
}
