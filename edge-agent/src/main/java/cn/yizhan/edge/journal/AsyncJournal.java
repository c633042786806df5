package cn.yizhan.edge.journal;

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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A journal with a thread of its own, for callers that must not wait. What is asked for while the
 * thread waits for the disk is made durable together in the next turn. Futures complete on the
 * journal's thread.
 */
public final class AsyncJournal {
  /** Records waiting for the disk beyond which no further one is taken. */
  static final int MOST_WAITING = 4096;

  private final Journal journal;
  private final Executor thread;
  private final LongSupplier clock;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** A record on its way to the disk. */
  private static final class Waiting {
    final Lane lane;
    final byte[] body;
    final boolean safety;
    final CompletableFuture<Long> done = new CompletableFuture<>();
    long seq;

    Waiting(Lane lane, byte[] body, boolean safety) {
      this.lane = lane;
      this.body = body;
      this.safety = safety;
    }
  }

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

  private AsyncJournal(Journal journal, Executor thread, LongSupplier clock) {
    this.journal = journal;
    this.thread = thread;
    this.clock = clock;
  }

  /**
   * Opens a journal on one of the threads.
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
    Executor thread = threads.next();
    return on(
        thread,
        () -> new AsyncJournal(Journal.open(directory, limits, clock, lossBody), thread, clock));
  }

  /** What opening found. */
  public Recovery recovery() {
    return journal.recovery();
  }

  /**
   * Appends a record.
   *
   * @param lane its lane
   * @param body its content
   * @param safety true for a safety event, which is taken however full the journal is
   * @return its number, once it is durable; fails with {@link JournalFullException} or the error of
   *     the disk, and then the record is not taken
   */
  public CompletableFuture<Long> append(Lane lane, byte[] body, boolean safety) {
    Waiting record = new Waiting(lane, body, safety);
    if (waiting.incrementAndGet() > MOST_WAITING && !safety) {
      waiting.decrementAndGet();
      record.done.completeExceptionally(new JournalFullException("the disk does not keep up"));
      return record.done;
    }
    queue.add(record);
    schedule();
    return record.done;
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        thread.execute(this::writeWaiting);
      } catch (RejectedExecutionException e) {
        for (Waiting late = queue.poll(); late != null; late = queue.poll()) {
          late.done.completeExceptionally(e);
        }
      }
    }
  }

  private void writeWaiting() {
    scheduled.set(false);
    List<Waiting> taken = new ArrayList<>();
    try {
      for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
        waiting.decrementAndGet();
        taken.add(next);
        number(next);
      }
      journal.commit();
      journal.mark();
      taken.forEach(record -> record.done.complete(record.seq));
    } catch (Throwable e) {
      taken.forEach(record -> record.done.completeExceptionally(e));
      if (!queue.isEmpty()) {
        schedule();
      }
    }
  }

  private void number(Waiting record) throws IOException {
    try {
      record.seq = journal.append(record.lane, record.body, record.safety);
    } catch (JournalFullException full) {
      record.done.completeExceptionally(full);
    }
  }

  /** The durable records of a lane from a number on, at most so many. */
  public CompletableFuture<List<JournalRecord>> read(Lane lane, long from, int most) {
    return on(thread, () -> journal.read(lane, from, most));
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
    return on(
        thread,
        () -> {
          if (!epoch.equals(journal.epoch())) {
            return null;
          }
          sent.forEach(journal::transmitted);
          for (Map.Entry<Lane, Long> ack : acks.entrySet()) {
            journal.acknowledge(ack.getKey(), ack.getValue());
          }
          journal.mark();
          return null;
        });
  }

  /**
   * Begins a new epoch with the records the hub cannot have.
   *
   * @param hub per lane the highest number the hub has of the epoch in force
   */
  public CompletableFuture<Position> startEpoch(Map<Lane, Long> hub) {
    return on(
        thread,
        () -> {
          journal.startEpoch(Ulid.at(clock.getAsLong()), hub);
          return standing();
        });
  }

  /** Where the journal stands, after everything asked for before. */
  public CompletableFuture<Position> position() {
    return on(thread, this::standing);
  }

  private Position standing() {
    Map<Lane, Long> next = new EnumMap<>(Lane.class);
    Map<Lane, Long> acknowledged = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      next.put(lane, journal.next(lane));
      acknowledged.put(lane, journal.acknowledged(lane));
    }
    return new Position(journal.epoch(), next, acknowledged, journal.bytes());
  }

  /** Does other work of the same folder that waits for the disk, in turn with the records. */
  public <T> CompletableFuture<T> run(Callable<T> work) {
    return on(thread, work);
  }

  /** Makes everything durable and closes the files. */
  public CompletableFuture<Void> close() {
    return on(
        thread,
        () -> {
          writeWaiting();
          journal.close();
          return null;
        });
  }

  private static <T> CompletableFuture<T> on(Executor thread, Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    try {
      thread.execute(
          () -> {
            try {
              done.complete(work.call());
            } catch (Throwable e) {
              // An error too: whoever waits must not wait for ever.
              done.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(e);
    }
    return done;
  }
}
