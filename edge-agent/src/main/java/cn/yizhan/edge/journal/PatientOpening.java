package cn.yizhan.edge.journal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a journal on its thread, again and again until the disk lets that happen. */
final class PatientOpening {
  private static final Logger LOG = LoggerFactory.getLogger(PatientOpening.class);

  /** After this time opening is tried again, ms. */
  private static final long TRY_AGAIN = 2_000;

  private static final int LOG_EVERY = 150;

  private final Opening opening;
  private final Executor thread;
  private final CompletableFuture<Journal> opened = new CompletableFuture<>();
  private final CompletableFuture<Void> tried = new CompletableFuture<>();
  private Runnable settled = () -> {};
  private int failures;

  /** How a journal is opened. */
  @FunctionalInterface
  interface Opening {
    Journal open() throws IOException;
  }

  PatientOpening(Opening opening, Executor thread) {
    this.opening = opening;
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
      tried.complete(null);
      opened.complete(journal);
      settled.run();
    } catch (JournalInUseException e) {
      tried.completeExceptionally(e);
      opened.completeExceptionally(e);
      settled.run();
    } catch (IOException | RuntimeException e) {
      if (failures++ % LOG_EVERY == 0) {
        LOG.error("the journal cannot be opened: nothing becomes durable, safety goes on", e);
      }
      tried.complete(null);
      CompletableFuture.delayedExecutor(TRY_AGAIN, TimeUnit.MILLISECONDS, thread)
          .execute(this::attempt);
    }
  }

  /** Does not try again; on the journal's thread. */
  void giveUp() {
    opened.completeExceptionally(new IOException("the journal could not be opened"));
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
