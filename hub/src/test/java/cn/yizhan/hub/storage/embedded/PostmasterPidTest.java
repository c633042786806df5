package cn.yizhan.hub.storage.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterPidTest {
  @TempDir private Path data;

  private static PostmasterPid of(long pid, String data) {
    return new PostmasterPid(pid, data, 5432, "ready");
  }

  @Test
  void theFileOfARunningServerIsRead() {
    assertEquals(
        new PostmasterPid(12747, "/d/pg/data", 54999, "ready"),
        PostmasterPid.parse(
            List.of(
                "12747", "/d/pg/data", "1795403486", "54999", "", "127.0.0.1", "1 4", "ready ")));
  }

  @Test
  void aFileStillBeingWrittenIsNone() {
    assertNull(PostmasterPid.parse(List.of("12747", "/d")));
    assertNull(PostmasterPid.parse(List.of("x", "/d", "1", "2")));
  }

  @Test
  void noFileIsNone() throws IOException {
    assertNull(PostmasterPid.read(data));
  }

  @Test
  void aProcessThatTookOverTheIdIsNotOurs() {
    assertFalse(of(ProcessHandle.current().pid(), data.toString()).running());
  }

  @Test
  void anIdThatNobodyHasIsNotRunning() {
    assertFalse(of(Integer.MAX_VALUE, data.toString()).running());
  }

  @Test
  void aServerLeftBehindIsStoppedByAnInterrupt() throws IOException, InterruptedException {
    Process left = new ProcessBuilder("sh", "-c", "sleep 60 & wait", data.toString()).start();
    PostmasterPid found = of(left.pid(), data.toString());
    assertTrue(found.running());
    found.stopOrphan();
    assertTrue(left.waitFor(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS));
    assertEquals(128 + 2, left.exitValue());
    found.stopOrphan();
  }

  private void write(String first) throws IOException {
    Files.writeString(
        data.resolve("postmaster.pid"), first + "\n" + data + "\n1\n5432\n\n\n0 0\nready\n");
  }

  @Test
  void aFileWhoseIdHasGoneToAnotherProcessIsRemoved() throws IOException {
    write(Long.toString(ProcessHandle.current().pid()));
    assertTrue(PostmasterPid.removeStale(data));
    assertFalse(Files.exists(data.resolve("postmaster.pid")));
    assertFalse(PostmasterPid.removeStale(data));
  }

  @Test
  void aFileThatWasCutShortIsRemoved() throws IOException {
    Files.createFile(data.resolve("postmaster.pid"));
    assertTrue(PostmasterPid.removeStale(data));
  }

  @Test
  void aFileWhoseIdNobodyHasIsLeftToTheServer() throws IOException {
    write(Integer.toString(Integer.MAX_VALUE));
    assertFalse(PostmasterPid.removeStale(data));
    assertTrue(Files.exists(data.resolve("postmaster.pid")));
  }

  @Test
  void aFileIsKeptWhileAnyProcessWorksInTheDirectory() throws IOException, InterruptedException {
    write(Long.toString(ProcessHandle.current().pid()));
    Process backEnd = new ProcessBuilder("sleep", "60").directory(data.toFile()).start();
    try {
      assertFalse(PostmasterPid.removeStale(data));
    } finally {
      backEnd.destroyForcibly().waitFor();
    }
    assertTrue(PostmasterPid.removeStale(data));
  }

  @Test
  void aZombieIsNotRunning() throws IOException, InterruptedException {
    // the parent becomes a program that never waits for its child
    Process parent =
        new ProcessBuilder("sh", "-c", "sh -c 'exit 0' " + data + " & exec sleep 60").start();
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (parent.children().findAny().isEmpty() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      long child = parent.children().findAny().orElseThrow().pid();
      while (of(child, data.toString()).running() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertFalse(of(child, data.toString()).running());
      assertTrue(ProcessHandle.of(child).isPresent());
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }
}
