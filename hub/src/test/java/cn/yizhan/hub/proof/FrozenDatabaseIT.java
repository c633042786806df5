package cn.yizhan.hub.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.embedded.EmbeddedPostgres;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.BuildFolder;
import cn.yizhan.hub.testing.HubProcess;
import cn.yizhan.hub.testing.StationClient;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL stands still, every process of it, until its hub has given up batches and connections
 * and its lease has lapsed; then it goes on where it was, with everything that was asked of it.
 */
class FrozenDatabaseIT {
  private static final int STATIONS = 24;
  private static final int WRITERS = 4;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final List<StationClient> clients = new ArrayList<>();

  @AfterEach
  void stop() {
    clients.forEach(StationClient::close);
    Await.result(vertx.close());
  }

  @Test
  void nothingIsLostOrKeptTwiceAndNoConnectionIsLeftBehind() throws Exception {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(folder.resolve("database"), BuildFolder.postgresPrograms(), 0);
    DatabaseAddress address = postgres.owner();
    try (HubProcess hub =
        HubProcess.start(
            folder.resolve("frozen"),
            Map.of("YIZHAN_DATABASE_PASSWORD", address.password()),
            "--database",
            "postgresql://" + address)) {
      TestDatabase database = TestDatabase.open(vertx, postgres);
      TestStations stations =
          new TestStations(database, Peppers.open(folder.resolve("frozen/pepper")));
      for (int i = 0; i < STATIONS; i++) {
        clients.add(new StationClient(vertx, stations.add("station-" + i), hub.mqttPort()));
      }
      long load = vertx.setPeriodic(100, id -> clients.forEach(FrozenDatabaseIT::offer));
      Await.until(
          "every station to have reports stored",
          LIMIT,
          () -> clients.stream().allMatch(c -> c.acknowledgedCount() > 3));

      List<ProcessHandle> frozen = processes(folder.resolve("database"));
      signal("STOP", frozen);
      try {
        Await.until("the hub's lease to lapse", LIMIT, () -> obstacles(hub).contains("lease"));
        assertTrue(obstacles(hub).contains("database"));
      } finally {
        signal("CONT", frozen);
      }

      Await.until("the hub to be ready again", LIMIT, () -> obstacles(hub).isEmpty());
      vertx.cancelTimer(load);
      Await.until(
          "everything to be acknowledged",
          LIMIT,
          () -> clients.stream().allMatch(StationClient::drained));
      for (int i = 0; i < STATIONS; i++) {
        assertEquals("", clients.get(i).fault());
        assertEquals(1, clients.get(i).connections(), "connected stations stay");
        assertEquals(new TreeSet<>(clients.get(i).acknowledged("data")), stored(database, i));
      }
      assertEquals(0, database.number("select count(*) from gap"));
      assertEquals(0, database.number("select count(*) from rejection"));
      Await.until(
          "a connection for each writer and no other",
          () ->
              database.number(
                      "select count(*) from pg_stat_activity"
                          + " where application_name = 'yizhan-ingest'")
                  <= WRITERS);
    } finally {
      postgres.close();
    }
  }

  private List<String> obstacles(HubProcess hub) {
    List<String> names = new ArrayList<>();
    for (Object obstacle :
        hub.api(folder.resolve("frozen")).get("//health/ready").json().getJsonArray("obstacles")) {
      names.add(String.valueOf(obstacle));
    }
    return names;
  }

  /** The server and its children as they are now. */
  private static List<ProcessHandle> processes(Path database) throws IOException {
    try (Stream<Path> all = Files.walk(database)) {
      Path file = all.filter(path -> path.endsWith("postmaster.pid")).findFirst().orElseThrow();
      ProcessHandle server =
          ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0))).orElseThrow();
      return Stream.concat(Stream.of(server), server.descendants()).toList();
    }
  }

  private static void signal(String name, List<ProcessHandle> processes) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "kill -" + name + " \"$@\"", "kill"));
    for (ProcessHandle process : processes) {
      if (process.isAlive()) {
        command.add(Long.toString(process.pid()));
      }
    }
    // a backend may have ended meanwhile, which kill finds worth complaining about
    new ProcessBuilder(command).start().waitFor();
  }

  private static void offer(StationClient client) {
    client.offer(
        "data",
        String.format(
            Locale.ROOT,
            "\"pack\":[{\"n\":\"bay/1/power\",\"t\":%.3f,\"u\":\"W\",\"v\":400}]",
            System.currentTimeMillis() / 1000.0));
  }

  // also fails on an identity stored twice, each report here being one row
  private static Set<Integer> stored(TestDatabase database, int station) {
    Set<Integer> stored = new TreeSet<>();
    for (Row row :
        database.rows(
            "select r.seq from report r join station s on s.id = r.station where s.code = $1",
            "station-" + station)) {
      assertTrue(stored.add(row.getLong(0).intValue()), "stored twice: " + row.getLong(0));
    }
    return stored;
  }
}
