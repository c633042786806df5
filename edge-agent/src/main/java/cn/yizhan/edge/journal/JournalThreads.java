package cn.yizhan.edge.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The named threads on which journals wait for their disk. Each journal keeps to one of them; any
 * number of journals may share it.
 */
public final class JournalThreads implements AutoCloseable {
  private static final long STOP_SECONDS = 20;

  private final List<ExecutorService> threads = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * Starts them.
   *
   * @param count how many: one for a single agent, a few for many agents in one process
   */
  public JournalThreads(int count) {
    for (int i = 0; i < count; i++) {
      String name = "journal-" + i;
      threads.add(
          Executors.newSingleThreadExecutor(
              task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
              }));
    }
  }

  /** The thread of the next journal. */
  ExecutorService next() {
    return threads.get(Math.floorMod(turn.getAndIncrement(), threads.size()));
  }

  /** Finishes what was begun and ends the threads. */
  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdown);
    try {
      for (ExecutorService thread : threads) {
        thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does work on a thread; a thread that takes no more fails it. */
  static <T> CompletableFuture<T> on(Executor thread, Callable<T> work) {
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
