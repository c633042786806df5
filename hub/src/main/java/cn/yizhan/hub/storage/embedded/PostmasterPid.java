package cn.yizhan.hub.storage.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a server wrote about itself into {@code postmaster.pid} of its data directory.
 *
 * @param pid process id
 * @param data the data directory as the server was told it
 * @param port its port
 * @param status {@code starting}, {@code ready}, {@code stopping}; empty when not yet written
 */
record PostmasterPid(long pid, String data, int port, String status) {
  private static final String FILE = "postmaster.pid";

  /** Reads the file; null when there is none or it is not complete yet. */
  static @Nullable PostmasterPid read(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(data.resolve(FILE), UTF_8);
    } catch (NoSuchFileException e) {
      return null;
    }
    return parse(lines);
  }

  static @Nullable PostmasterPid parse(List<String> lines) {
    if (lines.size() < 4) {
      return null;
    }
    try {
      return new PostmasterPid(
          // a standalone back end notes its pid negated
          Math.abs(Long.parseLong(lines.get(0).strip())),
          lines.get(1),
          Integer.parseInt(lines.get(3).strip()),
          lines.size() > 7 ? lines.get(7).strip() : "");
    } catch (NumberFormatException e) {
      return null;
    }
  }

  boolean ready() {
    return status.equals("ready");
  }

  /**
   * Whether the process lives and is that server: the id may have gone to another program since,
   * and a dead child that its parent has not waited for keeps its id as a zombie.
   */
  boolean running() {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(process.resolve("stat"), UTF_8);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      String command = Files.readString(process.resolve("cmdline"), UTF_8);
      return state != 'Z' && state != 'X' && List.of(command.split("\0")).contains(data);
    } catch (IOException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  /**
   * Stops a server whose hub is gone: first as a fast shutdown, then at once.
   *
   * @throws IOException when it does not end
   */
  void stopOrphan() throws IOException {
    if (!running()) {
      return;
    }
    signal(pid, "INT");
    if (ends(Duration.ofSeconds(30))) {
      return;
    }
    signal(pid, "QUIT");
    if (!ends(Duration.ofSeconds(10))) {
      throw new IOException("the PostgreSQL server left behind, process " + pid + ", does not end");
    }
  }

  /**
   * Removes the file when it is of no server: PostgreSQL refuses to start when the process id in it
   * has gone to another process or thread of the same user, or when it was cut short. To be called
   * by whoever has the directory's lock, with no server of his own running.
   *
   * @return whether it was removed
   */
  static boolean removeStale(Path data) throws IOException {
    PostmasterPid left = read(data);
    Path file = data.resolve(FILE);
    // an id that nobody has PostgreSQL sees through itself, and then it checks its shared memory
    boolean misleads =
        left == null
            ? Files.exists(file)
            : !left.running() && Files.exists(Path.of("/proc", Long.toString(left.pid)));
    return misleads && !Occupants.anyIn(data) && Files.deleteIfExists(file);
  }

  private boolean ends(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (running()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause(20);
    }
    return true;
  }

  /** Sends a signal by name; Java itself can send TERM and KILL only. */
  static void signal(long pid, String name) throws IOException {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start();
    try {
      kill.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Waits. */
  static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
