package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Lost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of both lanes that the hub has not acknowledged, and the numbers they carry. Blocks,
 * and belongs to one thread at a time; {@link AsyncJournal} gives it one.
 */
public final class Journal implements HeldRecords {
  private static final int REJOURNAL_BATCH = 256;

  private final Path directory;
  private final JournalLimits limits;
  private final Function<Lost, byte[]> lossBody;
  private final LaneLog.Force force;
  private final JournalLock lock;
  private final StateFile stateFile;
  private final Map<Lane, JournalLane> lanes = new EnumMap<>(Lane.class);
  private final DeclaredLosses losses;
  private final Recovery recovery;
  private String epoch;
  private boolean closed;

  /** {@link #open} with a way of forcing, whose failures tests play. */
  Journal(
      Path directory,
      JournalLimits limits,
      LongSupplier clock,
      Function<Lost, byte[]> lossBody,
      LaneLog.Force force)
      throws IOException {
    this.directory = directory;
    this.limits = limits;
    this.lossBody = lossBody;
    this.force = force;
    Files.createDirectories(directory);
    this.lock = JournalLock.take(directory);
    StateFile opened = null;
    try {
      opened = StateFile.open(directory);
      this.stateFile = opened;
      JournalOpening found =
          JournalOpening.of(directory, opened, Ulid.at(clock.getAsLong()), false);
      this.epoch = found.epoch();
      this.losses = found.losses();
      this.recovery = found.recovery();
      recover(found);
    } catch (IOException | RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      lock.close();
      throw e;
    }
  }

  /**
   * Opens a journal, creating it when the folder has none, and declares what was lost.
   *
   * @param directory its folder
   * @param limits how large it may become
   * @param clock milliseconds since 1970 UTC, for the name of a new epoch
   * @param lossBody the record that declares a loss
   * @throws IOException when it is in use or cannot be read or written
   */
  public static Journal open(
      Path directory, JournalLimits limits, LongSupplier clock, Function<Lost, byte[]> lossBody)
      throws IOException {
    return new Journal(directory, limits, clock, lossBody, LaneLog.Force.DISK);
  }

  private void recover(JournalOpening found) throws IOException {
    for (SegmentName stray : found.strays()) {
      new Segment(directory, stray).delete();
    }
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new JournalLane(log(lane, epoch), found.scan(lane), found.marks(lane)));
    }
    declare(recovery.lost());
    if (!recovery.lost().isEmpty() || stateFile.found() == null) {
      save(true);
    }
  }

  private LaneLog log(Lane lane, String named) {
    return new LaneLog(directory, lane, named, limits.segmentBytes(), force);
  }

  /** What opening found. */
  public Recovery recovery() {
    return recovery;
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

  /**
   * Numbers a record; it is durable after {@link #commit()}.
   *
   * @param lane its lane
   * @param body its content
   * @param safety true for a safety event, which is taken however full the journal is
   * @param undated by which clock the times in it are; null when they are true times
   * @return its number
   * @throws JournalFullException when nothing may be dropped to make room for it
   * @throws IOException when room could not be made
   */
  public long append(Lane lane, byte[] body, boolean safety, @Nullable Undated undated)
      throws IOException {
    if (closed) {
      throw new IOException("the journal is closed");
    }
    long needed = RecordFormat.size(body, undated);
    boolean room = bytes() + needed <= limits.capacity();
    while (!room && dropOldestTelemetry()) {
      room = bytes() + needed <= limits.capacity();
    }
    if (!room && !safety) {
      throw new JournalFullException("the journal is full of events");
    }
    return lane(lane).log.append(body, undated);
  }

  /**
   * Makes everything appended durable.
   *
   * @throws IOException when that failed; what was appended since the last time is then forgotten
   */
  public void commit() throws IOException {
    try {
      lane(Lane.EVENT).log.commit();
    } finally {
      lane(Lane.DATA).log.commit();
    }
  }

  /** Notes where the lanes stand, so that a restart in this machine's life finds it. */
  @Override
  public void mark() throws IOException {
    save(false);
  }

  /**
   * The durable records of a lane from a number on. Records that turn out damaged are passed over
   * and declared lost.
   *
   * @param lane the lane
   * @param from least number
   * @param most greatest number of records
   */
  @Override
  public List<JournalRecord> read(Lane lane, long from, int most) throws IOException {
    JournalLane wanted = lane(lane);
    LaneReader.Batch batch = wanted.reader.read(Math.max(from, wanted.acknowledged + 1), most);
    List<Lost> news =
        batch.holes().stream()
            .filter(hole -> !losses.declared(lane, hole))
            .map(hole -> new Lost(epoch, lane, hole.from(), hole.to(), "damaged"))
            .toList();
    if (!news.isEmpty()) {
      declare(news);
      save(true);
    }
    return batch.records();
  }

  /** The hub has acknowledged everything of the lane up to that number; whole files go. */
  @Override
  public void acknowledge(Lane lane, long seq) throws IOException {
    JournalLane done = lane(lane);
    done.acknowledged = Math.max(done.acknowledged, Math.min(seq, done.log.committed()));
    List<Segment> whole = done.log.droppable(done.acknowledged);
    if (!whole.isEmpty()) {
      losses.forget(lane, whole.get(whole.size() - 1).last);
      save(true);
      done.log.delete(whole);
    }
  }

  @Override
  public void transmitted(Lane lane, long seq) {
    lane(lane).transmitted(seq);
  }

  /**
   * Begins a new epoch with the records that the hub cannot have: those never transmitted and those
   * above what it has. The lanes are numbered from 1 again.
   *
   * @param name name of the new epoch
   * @param hub per lane the highest number the hub has of this epoch; 0 for none
   */
  public void startEpoch(String name, Map<Lane, Long> hub) throws IOException {
    commit();
    Map<Lane, JournalLane> fresh = new EnumMap<>(Lane.class);
    try {
      for (Lane lane : Lane.values()) {
        JournalLane to = new JournalLane(log(lane, name));
        fresh.put(lane, to);
        carryOver(lane, hub.getOrDefault(lane, 0L), to.log);
      }
      stateFile.save(JournalState.of(name, fresh, List.of()), true);
    } catch (IOException | RuntimeException e) {
      fresh.values().forEach(JournalLane::discard);
      throw e;
    }
    List<JournalLane> old = List.copyOf(lanes.values());
    lanes.putAll(fresh);
    epoch = name;
    losses.clear();
    old.forEach(JournalLane::discard);
  }

  private void carryOver(Lane lane, long hub, LaneLog to) throws IOException {
    JournalLane from = lane(lane);
    long at = Math.max(Math.min(from.sent, hub), from.acknowledged) + 1;
    List<JournalRecord> batch = read(lane, at, REJOURNAL_BATCH);
    while (!batch.isEmpty()) {
      batch.forEach(r -> to.append(r.body(), r.undated()));
      to.commit();
      at = batch.get(batch.size() - 1).seq() + 1;
      batch = read(lane, at, REJOURNAL_BATCH);
    }
  }

  private boolean dropOldestTelemetry() throws IOException {
    JournalLane data = lane(Lane.DATA);
    data.log.commit();
    if (data.log.segments().isEmpty()) {
      return false;
    }
    Segment oldest = data.log.segments().iterator().next();
    long from = Math.max(oldest.name.firstSeq(), data.acknowledged + 1);
    if (from <= oldest.last) {
      declare(List.of(new Lost(epoch, Lane.DATA, from, oldest.last, "full")));
    }
    data.acknowledged = Math.max(data.acknowledged, oldest.last);
    save(true);
    data.log.delete(List.of(oldest));
    return true;
  }

  /** Tells the hub of losses; they count as declared once that is durable. */
  private void declare(List<Lost> news) throws IOException {
    LaneLog events = lane(Lane.EVENT).log;
    news.forEach(lost -> events.append(lossBody.apply(lost), null));
    events.commit();
    news.forEach(losses::add);
  }

  private void save(boolean durable) throws IOException {
    stateFile.save(JournalState.of(epoch, lanes, losses.list()), durable);
  }

  private JournalLane lane(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try (lock;
        stateFile) {
      commit();
      save(true);
      for (JournalLane lane : lanes.values()) {
        lane.close();
      }
    }
  }
}
