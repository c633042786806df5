package cn.yizhan.bench.demo;

import cn.yizhan.bench.process.ChildProcess;
import cn.yizhan.bench.process.ProcessTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The processes a demonstration consists of: started one by one, stopped all at once. */
final class DemoParts {
  private final List<ChildProcess> started = new ArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * Starts a part and does not wait for it: from here on it is stopped with the others, ready or
   * not.
   *
   * @throws IOException when it cannot be started, or all are being stopped
   */
  synchronized ChildProcess start(List<String> command, Path log) throws IOException {
    if (stopping.getCount() == 0) {
      throw new IOException("being stopped");
    }
    ChildProcess part = ChildProcess.launch(command, log);
    started.add(part);
    return part;
  }

  /** Says so when the first part ends, whatever the reason. */
  synchronized void onEnd(Runnable told) {
    CompletableFuture<?>[] ends =
        started.stream().map(part -> part.handle().onExit()).toArray(CompletableFuture<?>[]::new);
    Thread watch =
        new Thread(
            () -> {
              CompletableFuture.anyOf(ends).join();
              told.run();
            },
            "watch");
    watch.setDaemon(true);
    watch.start();
  }

  /** A sentence about the part that has ended. */
  synchronized String ended() {
    for (ChildProcess part : started) {
      if (ProcessTree.ended(part.handle())) {
        return "a part ended by itself; the end of " + part.log() + " may say why";
      }
    }
    return "interrupted";
  }

  /**
   * Stops all parts and what they started, in parallel and within one time for all; what takes
   * longer is killed. None can be started any more.
   *
   * @return true when all stopped by themselves
   */
  boolean stop(Duration within) {
    List<ProcessHandle> parts;
    synchronized (this) {
      stopping.countDown();
      parts = started.stream().map(ChildProcess::handle).toList();
    }
    return new ProcessTree(parts).stop(within);
  }

  /** Whether they are being stopped, or will be within that time; of no parts that is known. */
  boolean stopping(Duration within) {
    synchronized (this) {
      if (started.isEmpty()) {
        return stopping.getCount() == 0;
      }
    }
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        return stopping.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        // Another part has ended: that is what this waits for the reason of.
      }
    }
  }
}
