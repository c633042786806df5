package cn.yizhan.hub.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.embedded.EmbeddedPostgres;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.BuildFolder;
import cn.yizhan.hub.testing.FreePorts;
import cn.yizhan.hub.testing.HubProcess;
import cn.yizhan.hub.testing.StationClient;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations;
import cn.yizhan.hub.testing.WireClient;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is away for a minute while every station of the district goes on sending. */
class DatabaseAwayIT {
  private static final int STATIONS = 188;
  private static final int SECONDS = 60;
  private static final int MEBIBYTES = 256;

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<StationClient> clients = new ArrayList<>();
  private final int port = FreePorts.one();

  @AfterEach
  void stop() {
    clients.forEach(StationClient::close);
    Await.result(vertx.close());
  }

  @Test
  void theHubWaitsWithinItsMemoryAndGoesOnByItself() throws Exception {
    EmbeddedPostgres postgres = postgres();
    DatabaseAddress address = postgres.owner();
    try (HubProcess hub =
        HubProcess.start(
            folder.resolve("hub"),
            Map.of("YIZHAN_DATABASE_PASSWORD", address.password()),
            "--database",
            "postgresql://" + address)) {
      TestDatabase database = TestDatabase.open(vertx, postgres);
      TestStations stations =
          new TestStations(database, Peppers.open(folder.resolve("hub/pepper")));
      for (int i = 0; i < STATIONS; i++) {
        clients.add(new StationClient(vertx, stations.add("station-" + i), hub.mqttPort()));
      }
      TestStations.Registered late = stations.add("late");
      vertx.setPeriodic(250, id -> clients.forEach(DatabaseAwayIT::offer));
      Await.until(
          "every station to have reports stored",
          Duration.ofMinutes(1),
          () -> clients.stream().allMatch(c -> c.acknowledgedCount() > 3));
      assertEquals(200, status(hub, "ready"));

      postgres.close();
      Await.until("the hub to notice", () -> status(hub, "ready") == 503);
      int most = 0;
      long next = System.nanoTime();
      for (int second = 0; second < SECONDS; second++) {
        next += TimeUnit.SECONDS.toNanos(1);
        int now = hub.residentMebibytes();
        most = Math.max(most, now);
        assertTrue(now <= MEBIBYTES, "resident " + now + " MiB in second " + second);
        assertEquals(503, status(hub, "ready"));
        assertEquals(200, status(hub, "live"));
        if (second % 10 == 0) {
          assertEquals(
              MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE, refusal(hub, late));
        }
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      }
      System.err.printf(
          Locale.ROOT, "PostgreSQL away for %d s: at most %d MiB resident%n", SECONDS, most);

      postgres = postgres();
      Await.until("the hub to be ready again", () -> status(hub, "ready") == 200);
      Await.until(
          "what was held to be stored",
          Duration.ofSeconds(90),
          () -> clients.stream().allMatch(c -> c.acknowledgedCount() > SECONDS * 4));
      for (StationClient client : clients) {
        assertEquals(1, client.connections(), "connected stations stay");
        assertEquals("", client.fault());
      }
      assertEquals(0, database.number("select count(*) from gap"));
      assertTrue(hub.process().isAlive());
    } finally {
      postgres.close();
    }
  }

  private EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.start(folder.resolve("database"), BuildFolder.postgresPrograms(), port);
  }

  private static void offer(StationClient client) {
    client.offer(
        "data",
        String.format(
            Locale.ROOT,
            "\"pack\":[{\"bn\":\"bay/1/\",\"bt\":%.3f,\"n\":\"power\",\"u\":\"W\",\"v\":400},"
                + "{\"n\":\"temperature\",\"u\":\"Cel\",\"v\":31.5}]",
            System.currentTimeMillis() / 1000.0));
  }

  private static MqttConnectReturnCode refusal(HubProcess hub, TestStations.Registered station) {
    try (WireClient wire = new WireClient(hub.mqttPort(), MqttVersion.MQTT_3_1_1)) {
      String code = station.code().value();
      return wire.connect(code, code, station.secret()).variableHeader().connectReturnCode();
    }
  }

  private int status(HubProcess hub, String what) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(hub.http() + "/health/" + what))
                .timeout(Duration.ofSeconds(5))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
