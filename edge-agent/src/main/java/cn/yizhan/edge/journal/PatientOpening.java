package cn.yizhan.edge.journal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a journal on its thread, again and again until the disk lets that happen. */
final class PatientOpening {
  private static final Logger LOG = LoggerFactory.getLogger(PatientOpening.class);

  /** After this time opening is tried again, ms. */
  private static final long TRY_AGAIN = 2_000;

  private static final int LOG_EVERY = 150;

  private final Opening opening;
  private final Looking looking;
  private final Executor thread;
  private final CompletableFuture<Journal> opened = new CompletableFuture<>();
  private final CompletableFuture<Void> tried = new CompletableFuture<>();
  private final CompletableFuture<Void> readable = new CompletableFuture<>();
  private @Nullable JournalView view;
  private Runnable settled = () -> {};
  private int failures;

  /** How a journal is opened. */
  @FunctionalInterface
  interface Opening {
    Journal open() throws IOException;
  }

  /** How a journal is looked at that cannot be opened. */
  @FunctionalInterface
  interface Looking {
    JournalView look() throws IOException;
  }

  PatientOpening(Opening opening, Looking looking, Executor thread) {
    this.opening = opening;
    this.looking = looking;
    this.thread = thread;
  }

  /**
   * Begins.
   *
   * @param done called on the journal's thread when it is settled whether there is a journal
   */
  void begin(Runnable done) {
    settled = done;
    thread.execute(this::attempt);
  }

  private void attempt() {
    if (opened.isDone()) {
      return;
    }
    try {
      Journal journal = opening.open();
      if (failures > 0) {
        LOG.info("the journal is open, after {} attempts that failed", failures);
      }
      leave(journal);
      tried.complete(null);
      opened.complete(journal);
      readable.complete(null);
      settled.run();
    } catch (JournalInUseException e) {
      tried.completeExceptionally(e);
      opened.completeExceptionally(e);
      readable.completeExceptionally(e);
      settled.run();
    } catch (IOException | RuntimeException e) {
      if (failures++ % LOG_EVERY == 0) {
        LOG.error("the journal cannot be opened: nothing becomes durable, safety goes on", e);
      }
      look();
      tried.complete(null);
      CompletableFuture.delayedExecutor(TRY_AGAIN, TimeUnit.MILLISECONDS, thread)
          .execute(this::attempt);
    }
  }

  private void look() {
    if (view != null) {
      return;
    }
    try {
      view = looking.look();
      LOG.warn("the journal can be read: what it holds is sent meanwhile");
      readable.complete(null);
    } catch (IOException | RuntimeException e) {
      LOG.debug("the journal cannot be read either", e);
    }
  }

  /** What the hub has acknowledged meanwhile need not be sent again. */
  private void leave(Journal journal) {
    JournalView before = view;
    if (before == null) {
      return;
    }
    view = null;
    try (before) {
      before.carryOver(journal);
    } catch (IOException e) {
      LOG.warn("what was sent meanwhile is sent again: {}", e.toString());
    }
  }

  /** Does not try again; on the journal's thread. */
  void giveUp() {
    IOException why = new IOException("the journal could not be opened");
    opened.completeExceptionally(why);
    readable.completeExceptionally(why);
    JournalView before = view;
    view = null;
    if (before != null) {
      try {
        before.close();
      } catch (IOException e) {
        LOG.debug("closed already", e);
      }
    }
  }

  /** Done once the records held can be read, whether the journal is open or not. */
  CompletableFuture<Void> readable() {
    return readable;
  }

  /** The records held, once they can be read; on the journal's thread. */
  HeldRecords held() throws IOException {
    JournalView only = view;
    if (only != null) {
      return only;
    }
    if (!opened.isDone() || opened.isCompletedExceptionally()) {
      throw new IOException("the journal is not open");
    }
    return opened.join();
  }

  /** The journal, once it is open; fails when another agent holds it, or was given up. */
  CompletableFuture<Journal> opened() {
    return opened;
  }

  /** Done after the first attempt, whatever came of it; fails when another agent holds it. */
  CompletableFuture<Void> tried() {
    return tried;
  }
}
