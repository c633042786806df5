package cn.yizhan.hub.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.FreePorts;
import cn.yizhan.hub.testing.HubProcess;
import cn.yizhan.hub.testing.StationClient;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations;
import cn.yizhan.hub.testing.WebhookInbox;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub and then its PostgreSQL killed with SIGKILL while stations send without a pause and bays
 * overheat, half of them with time for the alert to be raised, half of them into the kill.
 */
class KilledHubIT {
  /** The hubs try their alert path meanwhile. */
  private static final String OF_PEOPLE = "endpoint in (select id from endpoint where office > 0)";

  private static final int STATIONS = 8;
  private static final int KILLS = 5;
  private static final int PROGRESS = 800;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path data;
  private final Vertx vertx = Vertx.vertx();
  private final List<StationClient> clients = new ArrayList<>();
  private final int mqtt = FreePorts.one();
  private final int postgres = FreePorts.one();

  @AfterEach
  void stop() {
    clients.forEach(StationClient::close);
    Await.result(vertx.close());
  }

  @Test
  void whatWasAcknowledgedIsStoredOnceAndEveryAlertAndDeliveryIsOne() throws IOException {
    WebhookInbox inbox = new WebhookInbox(vertx);
    HubProcess hub = start();
    try {
      TestDatabase database = HubProcess.ownDatabase(vertx, data);
      register(hub, database, inbox);
      long load = vertx.setPeriodic(5, id -> clients.forEach(KilledHubIT::load));
      for (int kill = 1; kill <= KILLS; kill++) {
        overheat(kill);
        hub.kill();
        hub = start();
        assertNothingMissing(database);
      }
      overheat(KILLS + 1);
      ProcessHandle.of(serverPid()).orElseThrow().destroyForcibly();
      awaitProgress();
      vertx.cancelTimer(load);
      Await.until(
          "everything to be acknowledged",
          LIMIT,
          () -> clients.stream().allMatch(StationClient::drained));
      assertStoredIsAcknowledged(database);
      assertEachAlertIsOne(database, inbox);
      assertEquals(0, hub.terminate());
    } finally {
      hub.close();
    }
  }

  private HubProcess start() {
    return HubProcess.start(
        data,
        "--mqtt",
        "127.0.0.1:" + mqtt,
        "--database-port",
        String.valueOf(postgres),
        "--webhook-allow",
        "127.0.0.0/8",
        "--public-url",
        "https://yizhan.example.cn/");
  }

  private void register(HubProcess hub, TestDatabase database, WebhookInbox inbox)
      throws IOException {
    TestStations stations = new TestStations(database, Peppers.open(data.resolve("pepper")));
    for (int i = 0; i < STATIONS; i++) {
      clients.add(new StationClient(vertx, stations.add("station-" + i), mqtt));
    }
    int status =
        hub.api(data)
            .post(
                "/offices/o-station-0/endpoints",
                new JsonObject().put("kind", "webhook").put("url", inbox.url()))
            .status();
    assertEquals(201, status);
  }

  private static void load(StationClient client) {
    double now = System.currentTimeMillis() / 1000.0;
    client.offer(
        "data",
        String.format(
            Locale.ROOT,
            "\"pack\":[{\"bn\":\"bay/1/\",\"bt\":%.3f,\"n\":\"power\",\"u\":\"W\",\"v\":%d},"
                + "{\"n\":\"voltage\",\"u\":\"V\",\"v\":229.5}]",
            now,
            400 + (int) (now % 7)));
  }

  /**
   * One bay of every station becomes dangerous: of half the stations now, the others at the end.
   */
  private void overheat(int bay) {
    for (int i = 0; i < STATIONS; i++) {
      if (i == STATIONS / 2) {
        awaitProgress();
      }
      // 70 degrees for eight seconds of the bay's own time: rule S02 holds
      for (int ago : new int[] {10, 2}) {
        clients
            .get(i)
            .offer(
                "data",
                String.format(
                    Locale.ROOT,
                    "\"pack\":[{\"n\":\"bay/%d/temperature\",\"t\":%.3f,\"u\":\"Cel\",\"v\":70}]",
                    bay,
                    System.currentTimeMillis() / 1000.0 - ago));
      }
    }
  }

  private void awaitProgress() {
    int target = acknowledged() + PROGRESS;
    Await.until("acknowledgements under load", LIMIT, () -> acknowledged() >= target);
  }

  private int acknowledged() {
    return clients.stream().mapToInt(StationClient::acknowledgedCount).sum();
  }

  private void assertNothingMissing(TestDatabase database) {
    for (int i = 0; i < STATIONS; i++) {
      Set<Integer> acknowledged = clients.get(i).acknowledged("data");
      Set<Integer> stored = stored(database, i);
      assertTrue(stored.containsAll(acknowledged), "acknowledged and not stored: station " + i);
    }
  }

  private void assertStoredIsAcknowledged(TestDatabase database) {
    for (int i = 0; i < STATIONS; i++) {
      Set<Integer> acknowledged = new TreeSet<>(clients.get(i).acknowledged("data"));
      assertEquals(acknowledged, stored(database, i), "station " + i);
      assertEquals("", clients.get(i).fault());
    }
    assertEquals(0, database.number("select count(*) from gap"));
    assertEquals(0, database.number("select count(*) from rejection"));
  }

  private static void assertEachAlertIsOne(TestDatabase database, WebhookInbox inbox) {
    int bays = STATIONS * (KILLS + 1);
    assertEquals(
        bays,
        database.number("select count(distinct (station, subject)) from alert where rule = 'S02'"));
    assertEquals(bays, database.number("select count(*) from alert where rule = 'S02'"));
    assertEquals(
        bays,
        database.number("select count(distinct number) from alert where station is not null"));
    assertEquals(bays, database.number("select count(*) from outbox where " + OF_PEOPLE));
    assertEquals(
        bays, database.number("select count(distinct alert) from outbox where " + OF_PEOPLE));
    assertEquals(
        bays,
        database.number(
            "select count(*) from outbox where body::jsonb -> 'data' ->> 'link'"
                + " = 'https://yizhan.example.cn/alerts/' || alert and "
                + OF_PEOPLE));
    Await.until(
        "every notification to be delivered",
        LIMIT,
        () ->
            database.number(
                    "select count(*) from outbox where state <> 'delivered' and " + OF_PEOPLE)
                == 0);
    Set<String> queued = new TreeSet<>();
    database
        .rows("select id from outbox where " + OF_PEOPLE)
        .forEach(row -> queued.add(row.getString(0)));
    assertEquals(queued, inbox.ids());
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

  private long serverPid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("pg/data/postmaster.pid")).get(0));
  }
}
