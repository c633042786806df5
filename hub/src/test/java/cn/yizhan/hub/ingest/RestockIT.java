package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.notify.AddressGuard;
import cn.yizhan.hub.notify.AddressRange;
import cn.yizhan.hub.notify.Courier;
import cn.yizhan.hub.notify.HttpPostman;
import cn.yizhan.hub.notify.Names;
import cn.yizhan.hub.notify.RetrySchedule;
import cn.yizhan.hub.storage.PgEndpoints;
import cn.yizhan.hub.storage.PgOutbox;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WebhookInbox;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a station's message to the system of whoever brings supplies. */
@WithDatabase
class RestockIT {
  private static final Actor ADMIN = new Actor("token:test", Role.SYSTEM_ADMIN, null);

  private TestDatabase database;
  private IngestFixture hub;
  private Registered station;
  private WebhookInbox supplier;
  private WebhookInbox other;
  private HttpPostman postman;
  private Courier courier;

  @BeforeEach
  void start(TestDatabase given, @TempDir Path folder) throws IOException {
    database = given;
    database.clear();
    hub = IngestFixture.start(database);
    station = hub.stations().add("pc-001");
    supplier = new WebhookInbox(database.vertx());
    other = new WebhookInbox(database.vertx());
    Peppers peppers = Peppers.open(folder.resolve("pepper"));
    AddressGuard guard = new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8")));
    PgEndpoints endpoints =
        new PgEndpoints(database.pool(), peppers, guard, ZoneId.of("Asia/Shanghai"));
    ObjectNode asks = webhook(supplier);
    asks.putArray("events").add("restock");
    Await.result(endpoints.register(ADMIN, "o-pc-001", asks));
    Await.result(endpoints.register(ADMIN, "o-pc-001", webhook(other)));
    postman =
        new HttpPostman(
            database.vertx(), guard, Names.of(database.vertx()), System::currentTimeMillis, null);
    courier =
        new Courier(
            database.vertx(),
            new PgOutbox(database.pool(), peppers),
            postman,
            new RetrySchedule(new Random(1)),
            Courier.Limits.STANDARD,
            new SimpleMeterRegistry());
    courier.start();
  }

  @AfterEach
  void stop() {
    hub.close();
    Await.result(courier.stop(10_000));
    Await.result(postman.close());
    supplier.close();
    other.close();
  }

  private static ObjectNode webhook(WebhookInbox inbox) {
    ObjectNode sheet = JsonNodeFactory.instance.objectNode();
    return sheet.put("kind", "webhook").put("url", inbox.url());
  }

  private static String level(long seq, double litres) {
    double now = System.currentTimeMillis() / 1000.0;
    return String.format(
        Locale.ROOT,
        "{\"epoch\":\"E1\",\"seq\":%d,\"sent\":%.3f,\"pack\":[{\"n\":\"supply/water/level\","
            + "\"t\":%.3f,\"u\":\"l\",\"v\":%.2f}]}",
        seq,
        now,
        now,
        litres);
  }

  private List<JsonObject> news() {
    return supplier.bodies().stream()
        .map(JsonObject::new)
        .filter(body -> body.getString("type").startsWith("restock."))
        .toList();
  }

  @Test
  void waterThatRunsLowIsRequestedAndWhatWasBroughtEndsTheRequest() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("event"), level(1, 4), 1);
      client.expectAcknowledged(1);
      Await.until("requested", () -> news().size() == 1);
      client.publish(station.topic("event"), level(2, 3.5), 2);
      client.expectAcknowledged(2);
      client.publish(station.topic("event"), level(3, 38.25), 3);
      client.expectAcknowledged(3);
      Await.until("done", () -> news().size() == 2);
    }
    JsonObject requested = news().get(0).getJsonObject("data");
    JsonObject done = news().get(1).getJsonObject("data");
    assertEquals("restock.requested", news().get(0).getString("type"));
    assertEquals("pc-001", requested.getJsonObject("station").getString("code"));
    assertEquals(4, requested.getInteger("level"));
    assertEquals(36, requested.getInteger("quantity"));
    assertEquals("restock.done", news().get(1).getString("type"));
    assertEquals(38.25, done.getDouble("level"));
    assertEquals(requested.getJsonObject("alert"), done.getJsonObject("alert"));

    // whoever did not ask is told of the alerts as ever
    Await.until("both alerts", () -> other.bodies().size() == 2);
    assertEquals(
        List.of("alert.raised", "alert.cleared"),
        other.bodies().stream().map(body -> new JsonObject(body).getString("type")).toList());
    Await.until(
        "all delivered",
        () -> database.number("select count(*) from outbox where state <> 'delivered'") == 0);
  }
}
