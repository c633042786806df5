package cn.yizhan.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubProcessIT {
  @TempDir private Path data;

  @Test
  void aSignalStopsTheHubAndItsDatabaseInOrder() throws IOException {
    HubProcess hub = HubProcess.start(data);
    long server = server();
    assertTrue(alive(server));
    assertEquals(hub.http(), ReadyLine.read(data).http());
    assertEquals(0, hub.terminate());
    assertFalse(alive(server));
    assertFalse(Files.exists(data.resolve("hub.json")));
    assertFalse(Files.exists(data.resolve("pg/data/postmaster.pid")));
  }

  @Test
  void aKilledHubStartsAgainTheFirstTimeAndStopsTheServerLeftBehind() throws IOException {
    HubProcess killed = HubProcess.start(data);
    long orphan = server();
    killed.kill();
    assertTrue(alive(orphan));
    try (HubProcess next = HubProcess.start(data)) {
      assertFalse(alive(orphan));
      assertNotEquals(orphan, server());
      assertTrue(next.process().isAlive());
    }
  }

  @Test
  void aKilledServerIsStartedAgainUnderARunningHub() throws IOException {
    try (HubProcess hub = HubProcess.start(data)) {
      long first = server();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      Await.until("another server", () -> server() != first && alive(server()));
      Await.until(
          "the API to answer out of the new server",
          () -> hub.api(data).get("/offices").status() == 200);
    }
  }

  @Test
  void aSecondHubOnTheSameDataSaysWhoHasItAndEnds() throws IOException, InterruptedException {
    try (HubProcess hub = HubProcess.start(data)) {
      Path log = data.resolve("second.log");
      Process second = HubProcess.launch(data, Map.of(), log);
      assertTrue(second.waitFor(30, TimeUnit.SECONDS));
      assertEquals(1, second.exitValue());
      String said = Files.readString(log, UTF_8);
      assertTrue(said.contains("another hub (process " + hub.process().pid() + ")"), said);
    }
  }

  @Test
  void allProblemsOfAConfigurationAreSaidAtOnce() throws IOException, InterruptedException {
    Path log = data.resolve("problems.log");
    Process process = HubProcess.launch(data, Map.of(), log, "--zone", "x", "--database-port", "y");
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(2, process.exitValue());
    String said = Files.readString(log, UTF_8);
    assertTrue(said.contains("--zone: ") && said.contains("--database-port: "), said);
  }

  private long server() throws IOException {
    Path file = data.resolve("pg/data/postmaster.pid");
    return Files.exists(file) ? Long.parseLong(Files.readAllLines(file, UTF_8).get(0)) : 0;
  }

  /** False for a zombie too: it has ended, only nobody has asked for its exit code yet. */
  private static boolean alive(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      String line = Files.readString(stat, UTF_8);
      return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }
}
