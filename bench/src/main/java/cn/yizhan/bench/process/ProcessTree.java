package cn.yizhan.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Processes with all they have started: a hub and its PostgreSQL, which outlives a hub that is
 * killed.
 */
public final class ProcessTree {
  private static final long LOOK_AGAIN_MS = 50;

  private final List<ProcessHandle> roots;
  private final Set<ProcessHandle> members = new LinkedHashSet<>();

  /**
   * @param roots the processes that start the others
   */
  public ProcessTree(List<ProcessHandle> roots) {
    this.roots = List.copyOf(roots);
    this.members.addAll(roots);
  }

  /**
   * Asks the roots to stop, all at once, and waits until none of the processes is left; kills what
   * is left when the time is over.
   *
   * @return true when all stopped by themselves in that time
   */
  public boolean stop(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    look();
    roots.forEach(ProcessHandle::destroy);
    try {
      while (!ended()) {
        if (System.nanoTime() > end) {
          members.forEach(ProcessHandle::destroyForcibly);
          return false;
        }
        Thread.sleep(LOOK_AGAIN_MS);
        // A root that is still starting starts others meanwhile.
        look();
      }
      return true;
    } catch (InterruptedException e) {
      members.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** True for a zombie too: it has ended, only nobody has asked for its exit code yet. */
  public static boolean ended(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException e) {
      return true;
    }
  }

  private void look() {
    for (ProcessHandle root : roots) {
      root.descendants().forEach(members::add);
    }
  }

  private boolean ended() {
    return members.stream().allMatch(ProcessTree::ended);
  }
}
