package cn.yizhan.hub.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TwoHubs;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
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
  /** The hubs try their alert path meanwhile. */
  private static final String OF_PEOPLE = "endpoint in (select id from endpoint where office > 0)";

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
  private TwoHubs hubs;
  private TestDatabase database;
  private HttpServer receiver;

  @BeforeEach
  void open() throws IOException {
    receiver =
        Await.result(vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
    hubs = TwoHubs.start(folder, vertx);
    database = hubs.database();
  }

  @AfterEach
  void close() throws IOException {
    if (hubs != null) {
      hubs.close();
    }
    Await.result(vertx.close());
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
        hubs.api(0)
            .post("/offices", new JsonObject().put("code", "sbs").put("name", "水泊寺街道"))
            .status());
    List<UUID> endpoints = new ArrayList<>();
    for (int i = 0; i < ENDPOINTS; i++) {
      endpoints.add(
          UUID.fromString(
              hubs.api(0).post("/offices/sbs/endpoints", webhook).json().getString("id")));
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
    database
        .rows("select id from outbox where " + OF_PEOPLE)
        .forEach(row -> ids.add(row.getString(0)));
    return ids;
  }

  private void untilAllAreDelivered() {
    Await.until(
        "every notification to be delivered",
        LIMIT,
        () ->
            database.number(
                    "select count(*) from outbox where state <> 'delivered' and " + OF_PEOPLE)
                == 0);
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
    assertEquals(
        QUEUED,
        database.number(
            "select count(*) from delivery_attempt d join outbox o on o.id = d.notification where "
                + OF_PEOPLE));
  }

  @Test
  void withHubsKilledAtRandomNoneIsLostAndRepeatsCarryTheSameIdAndBody() throws IOException {
    Random random = new Random(SEED);
    queue();
    for (int kill = 1; kill <= KILLS; kill++) {
      int enough = Math.min(answered.get() + BETWEEN_KILLS, QUEUED - BETWEEN_KILLS);
      Await.until("some progress", LIMIT, () -> answered.get() >= enough);
      int victim = random.nextInt(2);
      hubs.kill(victim);
      hubs.restart(victim);
    }
    untilAllAreDelivered();

    assertEquals(queuedIds(), new TreeSet<>(bodies.keySet()));
    bodies.forEach(
        (id, got) -> assertEquals(1, new TreeSet<>(got).size(), id + " came with several bodies"));
    assertTrue(answered.get() >= QUEUED, "answered " + answered.get());
  }
}
