package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Records on their way to the disk, a bounded number of them; safe for several threads. */
final class WaitingRecords {
  /** Records beyond which no further one is taken. */
  static final int MOST = 4096;

  /** Bytes beyond which no further record is taken: an eighth of the agent's heap. */
  static final long MOST_BYTES = 4 << 20;

  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** A record that is not durable yet. */
  static final class Waiting {
    final Lane lane;
    final byte[] body;
    final boolean safety;
    final @Nullable Undated undated;
    final CompletableFuture<Long> done = new CompletableFuture<>();
    long seq;

    Waiting(Lane lane, byte[] body, boolean safety, @Nullable Undated undated) {
      this.lane = lane;
      this.body = body;
      this.safety = safety;
      this.undated = undated;
    }
  }

  /** Takes a record; false, and its future failed, when there is no room and it is not safety. */
  boolean add(Waiting record) {
    int records = count.incrementAndGet();
    long size = bytes.addAndGet(record.body.length);
    if (!record.safety && (records > MOST || size > MOST_BYTES)) {
      gone(record);
      record.done.completeExceptionally(new JournalFullException("the disk does not keep up"));
      return false;
    }
    queue.add(record);
    return true;
  }

  /** The next one, which waits no more; null when there is none. */
  @Nullable Waiting poll() {
    Waiting next = queue.poll();
    if (next != null) {
      gone(next);
    }
    return next;
  }

  private void gone(Waiting record) {
    count.decrementAndGet();
    bytes.addAndGet(-record.body.length);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** None of them is taken. */
  void refuse(Throwable why) {
    for (Waiting late = poll(); late != null; late = poll()) {
      late.done.completeExceptionally(why);
    }
  }
}
