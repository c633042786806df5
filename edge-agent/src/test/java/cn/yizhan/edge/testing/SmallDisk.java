package cn.yizhan.edge.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own of 4 MiB, in memory; tests that need one are left out without root. */
public final class SmallDisk implements AutoCloseable {
  private final Path at;

  private SmallDisk(Path at) {
    this.at = at;
  }

  /** Mounts one at a folder. */
  public static SmallDisk mount(Path at) throws Exception {
    Files.createDirectories(at);
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", at.toString()),
        "file systems cannot be mounted here");
    return new SmallDisk(at);
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  /** Makes it read-only, which needs that nobody writes to it, or writable again. */
  public void readOnly(boolean only) throws Exception {
    List<String> command = List.of("mount", "-o", "remount," + (only ? "ro" : "rw"), at.toString());
    if (!run(command.toArray(new String[0]))) {
      throw new AssertionError(command);
    }
  }

  /** Fills it to the last byte. */
  public void fill() throws IOException {
    byte[] bytes = new byte[4096];
    try (OutputStream out = Files.newOutputStream(at.resolve("filling"))) {
      while (true) {
        out.write(bytes);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space")) {
        throw full;
      }
    }
  }

  /** Makes room again. */
  public void empty() throws IOException {
    Files.delete(at.resolve("filling"));
  }

  @Override
  public void close() {
    boolean done = false;
    try {
      done = run("umount", "-l", at.toString());
    } catch (Exception e) {
      throw new AssertionError("cannot unmount " + at, e);
    }
    if (!done) {
      throw new AssertionError("cannot unmount " + at);
    }
  }
}
