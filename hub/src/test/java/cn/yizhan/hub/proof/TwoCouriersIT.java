package cn.yizhan.hub.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.embedded.EmbeddedPostgres;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.BuildFolder;
import cn.yizhan.hub.testing.FreePorts;
import cn.yizhan.hub.testing.HubProcess;
import cn.yizhan.hub.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five hundred notifications, two hubs on one database, and a receiver that takes its time. */
class TwoCouriersIT {
  private static final int QUEUED = 500;
  private static final int ENDPOINTS = 25;
  private static final int KILLS = 4;
  private static final int BETWEEN_KILLS = 60;
  private static final long SEED = 20_261_126;

  // what a killed hub had claimed waits for the end of its lease
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, List<String>> bodies = new ConcurrentHashMap<>();
  private final AtomicInteger answered = new AtomicInteger();
  private EmbeddedPostgres postgres;
  private TestDatabase database;
  private HttpServer receiver;
  private final List<HubProcess> hubs = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    postgres =
        EmbeddedPostgres.start(
            folder.resolve("database"), BuildFolder.postgresPrograms(), FreePorts.one());
    receiver =
        Await.result(vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
    hubs.add(hub(0));
    Files.createDirectories(folder.resolve("hub1"));
    Files.copy(folder.resolve("hub0/pepper"), folder.resolve("hub1/pepper"));
    hubs.add(hub(1));
    database = TestDatabase.open(vertx, postgres);
  }

  @AfterEach
  void close() throws IOException {
    hubs.forEach(HubProcess::close);
    Await.result(vertx.close());
    postgres.close();
  }

  private HubProcess hub(int number) throws IOException {
    DatabaseAddress address = postgres.owner();
    return HubProcess.start(
        folder.resolve("hub" + number),
        Map.of("YIZHAN_DATABASE_PASSWORD", address.password()),
        "--database",
        "postgresql://" + address,
        "--webhook-allow",
        "127.0.0.0/8");
  }

  private void receive(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              bodies
                  .computeIfAbsent(
                      String.valueOf(request.getHeader("webhook-id")),
                      id -> new CopyOnWriteArrayList<>())
                  .add(body.toString());
              vertx.setTimer(
                  100,
                  timer -> {
                    answered.incrementAndGet();
                    request.response().setStatusCode(204).end();
                  });
            });
  }

  private void queue() {
    String url = "http://127.0.0.1:" + receiver.actualPort() + "/";
    JsonObject webhook = new JsonObject().put("kind", "webhook").put("url", url);
    assertEquals(
        201,
        hubs.get(0)
            .api(folder.resolve("hub0"))
            .post("/offices", new JsonObject().put("code", "sbs").put("name", "水泊寺街道"))
            .status());
    List<UUID> endpoints = new ArrayList<>();
    for (int i = 0; i < ENDPOINTS; i++) {
      endpoints.add(
          UUID.fromString(
              hubs.get(0)
                  .api(folder.resolve("hub0"))
                  .post("/offices/sbs/endpoints", webhook)
                  .json()
                  .getString("id")));
    }
    for (UUID endpoint : endpoints) {
      database.rows(
          "insert into outbox (id, endpoint, type, body)"
              + " select 'msg_' || replace(gen_random_uuid()::text, '-', ''), $1, 'endpoint.test',"
              + " '{\"n\":' || n || '}' from generate_series(1, $2) n",
          endpoint,
          QUEUED / ENDPOINTS);
    }
  }

  private Set<String> queuedIds() {
    Set<String> ids = new TreeSet<>();
    database.rows("select id from outbox").forEach(row -> ids.add(row.getString(0)));
    return ids;
  }

  private void untilAllAreDelivered() {
    Await.until(
        "every notification to be delivered",
        LIMIT,
        () -> database.number("select count(*) from outbox where state <> 'delivered'") == 0);
  }

  @Test
  void eachNotificationSucceedsOnceWhicheverHubTakesIt() {
    queue();
    untilAllAreDelivered();

    assertEquals(queuedIds(), new TreeSet<>(bodies.keySet()));
    Map<String, Integer> moreThanOnce = new TreeMap<>();
    bodies.forEach((id, got) -> moreThanOnce.put(id, got.size()));
    moreThanOnce.values().removeIf(times -> times == 1);
    assertEquals(Map.of(), moreThanOnce);
    assertEquals(QUEUED, database.number("select count(*) from delivery_attempt"));
  }

  @Test
  void withHubsKilledAtRandomNoneIsLostAndRepeatsCarryTheSameIdAndBody() throws IOException {
    Random random = new Random(SEED);
    queue();
    for (int kill = 1; kill <= KILLS; kill++) {
      int enough = Math.min(answered.get() + BETWEEN_KILLS, QUEUED - BETWEEN_KILLS);
      Await.until("some progress", LIMIT, () -> answered.get() >= enough);
      int victim = random.nextInt(2);
      hubs.get(victim).kill();
      hubs.set(victim, hub(victim));
    }
    untilAllAreDelivered();

    assertEquals(queuedIds(), new TreeSet<>(bodies.keySet()));
    bodies.forEach(
        (id, got) -> assertEquals(1, new TreeSet<>(got).size(), id + " came with several bodies"));
    assertTrue(answered.get() >= QUEUED, "answered " + answered.get());
  }
}
