package cn.yizhan.edge.journal;

import cn.yizhan.edge.journal.WaitingRecords.Waiting;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Lost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal with a thread of its own, for callers that must not wait. What is asked for while the
 * thread waits for the disk is made durable together in the next turn. A journal that cannot be
 * opened yet is tried again; what is appended meanwhile waits for it. Futures complete on the
 * journal's thread.
 */
public final class AsyncJournal {
  private static final Logger LOG = LoggerFactory.getLogger(AsyncJournal.class);

  private final PatientOpening opening;
  private final Executor thread;
  private final LongSupplier clock;
  private final WaitingRecords waiting = new WaitingRecords();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private boolean unmarked;

  /**
   * Where a journal stands.
   *
   * @param epoch epoch in force
   * @param next per lane the number the next record gets
   * @param acknowledged per lane the highest number acknowledged
   * @param bytes bytes on disk
   */
  public record Position(
      String epoch, Map<Lane, Long> next, Map<Lane, Long> acknowledged, long bytes) {}

  private AsyncJournal(PatientOpening opening, Executor thread, LongSupplier clock) {
    this.opening = opening;
    this.thread = thread;
    this.clock = clock;
    opening.begin(this::schedule);
  }

  /**
   * Opens a journal on one of the threads; done when it is open.
   *
   * @param threads the threads
   * @param directory the journal's folder
   * @param limits how large it may become
   * @param clock milliseconds since 1970 UTC
   * @param lossBody the record that declares a loss
   */
  public static CompletableFuture<AsyncJournal> open(
      JournalThreads threads,
      Path directory,
      JournalLimits limits,
      LongSupplier clock,
      Function<Lost, byte[]> lossBody) {
    AsyncJournal journal = begin(threads, directory, limits, clock, lossBody);
    return journal.opening.opened().thenApply(open -> journal);
  }

  /**
   * The same without waiting: records are taken at once and become durable when the journal is
   * open. While the disk does not let that happen it is tried again and again.
   */
  public static AsyncJournal begin(
      JournalThreads threads,
      Path directory,
      JournalLimits limits,
      LongSupplier clock,
      Function<Lost, byte[]> lossBody) {
    return begin(
        threads,
        clock,
        () -> Journal.open(directory, limits, clock, lossBody),
        () -> JournalView.open(directory));
  }

  /** The same with other ways of opening and of looking at what cannot be opened. */
  static AsyncJournal begin(
      JournalThreads threads,
      LongSupplier clock,
      PatientOpening.Opening opening,
      PatientOpening.Looking looking) {
    Executor thread = threads.next();
    return new AsyncJournal(new PatientOpening(opening, looking, thread), thread, clock);
  }

  /**
   * Done after the first attempt to open the journal, whatever came of it; fails when another agent
   * holds it.
   */
  public CompletableFuture<Void> tried() {
    return opening.tried();
  }

  /**
   * Done once the records held can be read; with a disk that cannot be written that is before the
   * journal is open.
   */
  public CompletableFuture<Void> readable() {
    return opening.readable();
  }

  /** True while what is appended becomes durable, as far as is known. */
  public boolean open() {
    return opening.opened().isDone() && !opening.opened().isCompletedExceptionally();
  }

  /** What opening found, once it is open. */
  public CompletableFuture<Recovery> recovery() {
    return opening.opened().thenApply(Journal::recovery);
  }

  /**
   * Appends a record.
   *
   * @param lane its lane
   * @param body its content
   * @param safety true for a safety event, which is taken however full the journal is
   * @param undated by which clock the times in it are; null when they are true times
   * @return its number, once it is durable; fails with {@link JournalFullException} or the error of
   *     the disk, and then the record is not taken
   */
  public CompletableFuture<Long> append(
      Lane lane, byte[] body, boolean safety, @Nullable Undated undated) {
    Waiting record = new Waiting(lane, body, safety, undated);
    if (waiting.add(record)) {
      schedule();
    }
    return record.done;
  }

  private void schedule() {
    if (opening.opened().isDone() && scheduled.compareAndSet(false, true)) {
      try {
        thread.execute(this::writeWaiting);
      } catch (RejectedExecutionException e) {
        waiting.refuse(e);
      }
    }
  }

  private void writeWaiting() {
    scheduled.set(false);
    List<Waiting> taken = new ArrayList<>();
    try {
      Journal journal = opening.opened().join();
      Waiting next;
      while ((next = waiting.poll()) != null) {
        taken.add(next);
        number(journal, next);
      }
      journal.commit();
      mark(journal);
      taken.forEach(record -> record.done.complete(record.seq));
    } catch (CompletionException notOpened) {
      waiting.refuse(notOpened);
    } catch (Throwable e) {
      taken.forEach(record -> record.done.completeExceptionally(e));
      if (!waiting.isEmpty()) {
        schedule();
      }
    }
  }

  private static void number(Journal journal, Waiting record) throws IOException {
    try {
      record.seq = journal.append(record.lane, record.body, record.safety, record.undated);
    } catch (JournalFullException full) {
      record.done.completeExceptionally(full);
    }
  }

  /** The records are durable; that the second witness could not be written does not change it. */
  private void mark(Journal journal) {
    try {
      journal.mark();
      unmarked = false;
    } catch (IOException e) {
      if (!unmarked) {
        unmarked = true;
        LOG.error("the state of the journal cannot be written", e);
      }
    }
  }

  /** The durable records of a lane from a number on, at most so many. */
  public CompletableFuture<List<JournalRecord>> read(Lane lane, long from, int most) {
    return held(journal -> () -> journal.read(lane, from, most));
  }

  /**
   * Notes how far the hub has come; nothing happens when another epoch has begun since.
   *
   * @param epoch the epoch the numbers are of
   * @param acknowledged per lane the highest number acknowledged without a gap
   * @param transmitted per lane the highest number ever sent
   */
  public CompletableFuture<Void> progress(
      String epoch, Map<Lane, Long> acknowledged, Map<Lane, Long> transmitted) {
    Map<Lane, Long> acks = Map.copyOf(acknowledged);
    Map<Lane, Long> sent = Map.copyOf(transmitted);
    return held(
        journal ->
            () -> {
              if (epoch.equals(journal.epoch())) {
                sent.forEach(journal::transmitted);
                journal.acknowledge(acks);
                journal.mark();
              }
              return null;
            });
  }

  /**
   * Begins a new epoch with the records the hub cannot have.
   *
   * @param hub per lane the highest number the hub has of the epoch in force
   */
  public CompletableFuture<Position> startEpoch(Map<Lane, Long> hub) {
    return opened(
        journal ->
            () -> {
              journal.startEpoch(Ulid.at(clock.getAsLong()), hub);
              return standing(journal);
            });
  }

  /** Where the journal stands, after everything asked for before. */
  public CompletableFuture<Position> position() {
    return held(journal -> () -> standing(journal));
  }

  private static Position standing(HeldRecords journal) {
    Map<Lane, Long> next = new EnumMap<>(Lane.class);
    Map<Lane, Long> acknowledged = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      next.put(lane, journal.next(lane));
      acknowledged.put(lane, journal.acknowledged(lane));
    }
    return new Position(journal.epoch(), next, acknowledged, journal.bytes());
  }

  /**
   * Does other work of the same folder that waits for the disk, in turn with the records; whether
   * the journal is open or not.
   */
  public <T> CompletableFuture<T> run(Callable<T> work) {
    return JournalThreads.on(thread, work);
  }

  /** Makes everything durable and closes the files; what still waits for an open journal fails. */
  public CompletableFuture<Void> close() {
    return JournalThreads.on(
        thread,
        () -> {
          opening.giveUp();
          writeWaiting();
          if (!opening.opened().isCompletedExceptionally()) {
            opening.opened().join().close();
          }
          return null;
        });
  }

  private <T> CompletableFuture<T> opened(Function<Journal, Callable<T>> work) {
    return opening.opened().thenCompose(journal -> JournalThreads.on(thread, work.apply(journal)));
  }

  private <T> CompletableFuture<T> held(Function<HeldRecords, Callable<T>> work) {
    return opening
        .readable()
        .thenCompose(
            readable -> JournalThreads.on(thread, () -> work.apply(opening.held()).call()));
  }
}
