package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files of one lane of one epoch: appended to at the end, read in order, deleted whole at the
 * front. Records become visible and durable together, at {@link #commit()}.
 */
final class LaneLog {
  /** Makes what was written to a file durable. */
  @FunctionalInterface
  interface Force {
    Force DISK = channel -> channel.force(false);

    void force(FileChannel channel) throws IOException;
  }

  /** A record that is not durable yet. */
  private static final class Pending {
    final byte[] body;
    final @Nullable Undated undated;

    Pending(byte[] body, @Nullable Undated undated) {
      this.body = body;
      this.undated = undated;
    }
  }

  private final Path directory;
  private final Lane lane;
  private final String epoch;
  private final int segmentBytes;
  private final Force force;

  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private final List<Pending> pending = new ArrayList<>();
  private long pendingBytes;
  private @Nullable Segment active;
  private @Nullable FileChannel channel;
  private int generation;
  private long committed;

  LaneLog(Path directory, Lane lane, String epoch, int segmentBytes, Force force) {
    this.directory = directory;
    this.lane = lane;
    this.epoch = epoch;
    this.segmentBytes = segmentBytes;
    this.force = force;
  }

  /** Takes over what a scan found; files found are read and deleted, never appended to again. */
  void adopt(LaneScan scan) {
    segments.addAll(scan.segments());
    committed = scan.next() - 1;
    for (Segment segment : scan.segments()) {
      generation = Math.max(generation, segment.name.generation() + 1);
    }
  }

  /** Number of the last record that is durable; 0 when there was none. */
  long committed() {
    return committed;
  }

  /** Number the next record appended gets. */
  long next() {
    return committed + pending.size() + 1;
  }

  /** Bytes on disk and about to be. */
  long bytes() {
    long sum = pendingBytes;
    for (Segment segment : segments) {
      sum += segment.bytes;
    }
    return sum;
  }

  Collection<Segment> segments() {
    return Collections.unmodifiableCollection(segments);
  }

  /** Numbers a record and holds it until the next {@link #commit()}. */
  long append(byte[] body, @Nullable Undated undated) {
    long seq = next();
    pending.add(new Pending(body, undated));
    pendingBytes += RecordFormat.size(body, undated);
    return seq;
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  /**
   * Makes the records appended durable. A file that once failed is never written or trusted again:
   * its unconfirmed records are written anew to another.
   *
   * @throws IOException when neither worked; the pending records are then forgotten and their
   *     numbers free again
   */
  void commit() throws IOException {
    if (pending.isEmpty()) {
      return;
    }
    try {
      try {
        write();
      } catch (IOException first) {
        abandon();
        try {
          write();
        } catch (IOException second) {
          abandon();
          second.addSuppressed(first);
          throw second;
        }
      }
      committed += pending.size();
    } finally {
      pending.clear();
      pendingBytes = 0;
    }
  }

  private void write() throws IOException {
    if (active == null || active.bytes >= segmentBytes) {
      begin();
    }
    Segment segment = Objects.requireNonNull(active);
    FileChannel out = Objects.requireNonNull(channel);
    ByteBuffer[] records = new ByteBuffer[pending.size()];
    long left = 0;
    for (int i = 0; i < records.length; i++) {
      Pending next = pending.get(i);
      records[i] = RecordFormat.record(committed + 1 + i, next.body, next.undated);
      left += records[i].remaining();
    }
    segment.bytes += left;
    while (left > 0) {
      left -= out.write(records);
    }
    force.force(out);
    segment.last = committed + records.length;
  }

  private void begin() throws IOException {
    finish();
    SegmentName name = new SegmentName(lane, epoch, committed + 1, generation++);
    Segment segment = new Segment(directory, name);
    channel =
        FileChannel.open(segment.path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    active = segment;
    segments.add(segment);
    segment.bytes = RecordFormat.HEADING.length;
    ByteBuffer heading = ByteBuffer.wrap(RecordFormat.HEADING);
    while (heading.hasRemaining()) {
      channel.write(heading);
    }
    forceDirectory();
  }

  private void forceDirectory() throws IOException {
    try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
      open.force(true);
    }
  }

  /** Closes the file written to; the next record begins another. */
  void finish() throws IOException {
    FileChannel open = channel;
    active = null;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  private void abandon() {
    Segment failed = active;
    try {
      finish();
      if (failed != null && failed.empty()) {
        segments.remove(failed);
        failed.delete();
      }
    } catch (IOException e) {
      // It holds nothing that counts; recovery passes over it.
      return;
    }
  }

  /** The files whose records are all at or below that number, the newest file excepted. */
  List<Segment> droppable(long seq) {
    List<Segment> whole = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment == segments.peekLast() || segment.last > seq) {
        break;
      }
      whole.add(segment);
    }
    return whole;
  }

  /** Deletes the oldest files; they must be the first ones. */
  void delete(List<Segment> oldest) throws IOException {
    for (Segment segment : oldest) {
      if (segment == active) {
        finish();
      }
      segments.remove(segment);
      segment.delete();
    }
  }
}
