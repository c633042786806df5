package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A journal whose disk can be read and not written: what it holds can be sent, what the hub
 * acknowledges is noted in memory. It ends a lane at the first damage, because the loss cannot be
 * declared.
 */
final class JournalView implements HeldRecords {
  private final String epoch;
  private final Map<Lane, JournalLane> lanes = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> ends = new EnumMap<>(Lane.class);

  private JournalView(Path directory, JournalOpening found) {
    this.epoch = found.epoch();
    for (Lane lane : Lane.values()) {
      LaneLog log =
          new LaneLog(directory, lane, epoch, JournalLimits.DEFAULT.segmentBytes(), channel -> {});
      lanes.put(lane, new JournalLane(log, found.scan(lane), found.marks(lane)));
      ends.put(lane, Long.MAX_VALUE);
    }
  }

  /**
   * Looks at the journal of a folder; nothing is written.
   *
   * @throws JournalInUseException when an agent works there
   * @throws IOException when it cannot be read, or there is none
   */
  static JournalView open(Path directory) throws IOException {
    JournalLock.look(directory);
    try (StateFile state = StateFile.look(directory)) {
      if (state.found() == null && LaneScan.names(directory).isEmpty()) {
        throw new IOException("there is no journal in " + directory);
      }
      return new JournalView(directory, JournalOpening.of(directory, state, "", false));
    }
  }

  /** Takes over into the journal, now that it can be written, how far the hub has come. */
  void carryOver(Journal journal) throws IOException {
    if (!journal.epoch().equals(epoch)) {
      return;
    }
    for (Lane lane : Lane.values()) {
      journal.transmitted(lane, lane(lane).sent);
      journal.acknowledge(lane, lane(lane).acknowledged);
    }
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public long next(Lane lane) {
    return lane(lane).log.next();
  }

  @Override
  public long acknowledged(Lane lane) {
    return lane(lane).acknowledged;
  }

  @Override
  public long bytes() {
    return lane(Lane.DATA).log.bytes() + lane(Lane.EVENT).log.bytes();
  }

  @Override
  public List<JournalRecord> read(Lane lane, long from, int most) throws IOException {
    JournalLane wanted = lane(lane);
    LaneReader.Batch batch = wanted.reader.read(Math.max(from, wanted.acknowledged + 1), most);
    batch.holes().forEach(hole -> ends.merge(lane, hole.from(), Math::min));
    long end = Objects.requireNonNull(ends.get(lane));
    return batch.records().stream().filter(record -> record.seq() < end).toList();
  }

  @Override
  public void acknowledge(Lane lane, long seq) {
    JournalLane done = lane(lane);
    done.acknowledged = Math.max(done.acknowledged, Math.min(seq, done.log.committed()));
  }

  @Override
  public void transmitted(Lane lane, long seq) {
    lane(lane).transmitted(seq);
  }

  @Override
  public void mark() {}

  private JournalLane lane(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  @Override
  public void close() throws IOException {
    for (JournalLane lane : lanes.values()) {
      lane.close();
    }
  }
}
