package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgTestBook;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test on site as a station tells of it, from its messages to whom is told. */
@WithDatabase
class SiteTestIT {
  private IngestFixture hub;
  private Registered station;
  private TestDatabase database;
  private long seq;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    hub = IngestFixture.start(database);
    station = hub.stations().add("pc-001");
    for (boolean tester : new boolean[] {true, false}) {
      database.rows(
          "insert into endpoint (id, office, kind, url, secret, pepper, tester)"
              + " select $1, office, 'webhook', 'https://example.org/', $2, 1::smallint, $3"
              + " from station",
          UUID.randomUUID(),
          Buffer.buffer("x"),
          tester);
    }
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void event(WireClient client, String type, String more) {
    double now = System.currentTimeMillis() / 1000.0;
    publish(
        client,
        now,
        String.format(
            Locale.ROOT,
            "\"pack\":[],\"events\":[{\"id\":\"e%d\",\"type\":\"%s\",\"t\":%.3f,"
                + "\"subject\":\"station\",\"data\":{\"by\":\"王工\"%s}}]",
            seq + 1,
            type,
            now,
            more));
  }

  private void smoke(WireClient client, boolean value) {
    double now = System.currentTimeMillis() / 1000.0;
    publish(
        client,
        now,
        String.format(
            Locale.ROOT, "\"pack\":[{\"n\":\"room/smoke\",\"t\":%.3f,\"vb\":%b}]", now, value));
  }

  private void publish(WireClient client, double sent, String content) {
    seq++;
    client.publish(
        station.topic("event"),
        String.format(
            Locale.ROOT, "{\"epoch\":\"E1\",\"seq\":%d,\"sent\":%.3f,%s}", seq, sent, content),
        (int) seq);
    client.expectAcknowledged((int) seq);
  }

  private void started(WireClient client) {
    event(
        client,
        "test.started",
        String.format(Locale.ROOT, ",\"until\":%.3f", System.currentTimeMillis() / 1000.0 + 600));
  }

  private List<String> told() {
    return database
        .rows(
            "select o.type, e.tester from outbox o join endpoint e on e.id = o.endpoint"
                + " order by o.ordinal")
        .stream()
        .map(row -> (row.getBoolean("tester") ? "tester " : "office ") + row.getString("type"))
        .toList();
  }

  private int review() {
    PgTestBook book =
        new PgTestBook(
            database.pool(),
            AlertWriter.standard(new Style("PC", ZoneId.of("Asia/Shanghai"), null)),
            step -> {});
    return Await.result(book.review(System.currentTimeMillis()));
  }

  @Test
  void smokeOfATestIsTheTestersAndSmokeAfterItEverybodysAlsoOverAnotherHub() {
    try (WireClient client = hub.connect(station)) {
      started(client);
      smoke(client, true);
    }
    assertEquals(List.of("tester alert.raised"), told());
    IngestFixture first = hub;
    first.close();
    hub = IngestFixture.startAgain(first);
    try (WireClient client = hub.connect(station)) {
      smoke(client, false);
      assertEquals(0, review());
      event(client, "test.ended", ",\"reason\":\"finished\"");
      assertEquals(List.of("tester alert.raised", "tester alert.cleared"), told());
      assertEquals(1, review());
      smoke(client, true);
    }
    assertEquals(
        List.of("tester alert.raised", "tester alert.cleared", "office alert.raised"), told());
    assertEquals(
        List.of("true closed", "false new"),
        database.rows("select test, work from alert order by detected_time").stream()
            .map(row -> row.getBoolean("test") + " " + row.getString("work"))
            .toList());
    assertEquals(2, database.number("select count(*) from audit where actor = 'station:pc-001'"));
  }

  @Test
  void anAgentThatWasKilledInATestHidesNoFire() {
    try (WireClient client = hub.connect(station)) {
      started(client);
      publish(
          client,
          System.currentTimeMillis() / 1000.0,
          String.format(
              Locale.ROOT,
              "\"pack\":[],\"events\":[{\"id\":\"x\",\"type\":\"safety.cut\",\"t\":%.3f,"
                  + "\"subject\":\"station\",\"rule\":\"S01@1\",\"data\":{\"latched\":true,"
                  + "\"confirmed\":true}}]",
              System.currentTimeMillis() / 1000.0 + 0.001));
    }
    assertEquals(List.of("office alert.raised"), told());
    assertEquals(
        1,
        database.number(
            "select count(*) from audit where action = 'test.end'"
                + " and data ->> 'reason' = 'the station acts in earnest'"));
  }
}
