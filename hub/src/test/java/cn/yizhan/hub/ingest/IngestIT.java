package cn.yizhan.hub.ingest;

import static cn.yizhan.hub.ingest.IngestFixture.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of each kind of message, over real MQTT and a real database. */
@WithDatabase
class IngestIT {
  private static final int PAYLOAD_FORMAT_INVALID = 0x99;

  private IngestFixture hub;
  private Registered station;
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    hub = IngestFixture.start(database);
    station = hub.stations().add("pc-001");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void sendAndExpectAcknowledged(WireClient client, String kind, String payload) {
    client.publish(station.topic(kind), payload, 9);
    assertEquals(0, client.expectAcknowledged(9));
  }

  @Test
  void aReportIsInTheSampleViewWhenItIsAcknowledged() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), report("E1", 1, 31.5), 7);
      client.expectAcknowledged(7);
      List<Row> rows = database.rows("select * from sample");
      assertEquals(1, rows.size());
      assertEquals("pc-001", rows.get(0).getString("station"));
      assertEquals("bay/1/temperature", rows.get(0).getString("point"));
      assertEquals(31.5, rows.get(0).getDouble("value"));
      assertEquals("Cel", rows.get(0).getString("unit"));
      assertEquals("E1", rows.get(0).getString("epoch"));
    }
  }

  @Test
  void aRepeatedReportIsAcknowledgedAndNotStored() {
    String payload = report("E1", 1, 31.5);
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "data", payload);
      sendAndExpectAcknowledged(client, "data", payload);
    }
    try (WireClient again = hub.connect(station)) {
      sendAndExpectAcknowledged(again, "data", report("E1", 1, 99));
    }
    assertEquals(1, hub.samples(station));
  }

  @Test
  void aJumpIsAGapWithItsBoundsAndWhatFollowsIsStored() {
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "data", report("E1", 1, 30));
      sendAndExpectAcknowledged(client, "data", report("E1", 5, 31));
      sendAndExpectAcknowledged(client, "data", report("E1", 6, 32));
    }
    Row gap = database.rows("select * from gap").get(0);
    assertEquals(2, gap.getLong("from_seq"));
    assertEquals(4, gap.getLong("to_seq"));
    assertEquals("missing", gap.getString("reason"));
    assertEquals(1, database.number("select count(*) from gap"));
    assertEquals(3, hub.samples(station));
  }

  @Test
  void aNewEpochStartsAnewAndIsNoGap() {
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "data", report("E1", 7, 30));
      sendAndExpectAcknowledged(client, "data", report("E2", 3, 31));
    }
    assertEquals(2, hub.samples(station));
    assertEquals(0, database.number("select count(*) from gap"));
    assertEquals(
        3,
        database.number(
            "select seq from lane l join epoch e on e.station = l.station and e.code = l.epoch"
                + " where e.name = 'E2' and l.lane = 0"));
  }

  @Test
  void aDeclaredLossIsAGapWithTheStationsReason() {
    String lost =
        "{\"epoch\":\"E1\",\"seq\":4,\"sent\":"
            + System.currentTimeMillis() / 1000.0
            + ",\"pack\":[],\"lost\":{\"epoch\":\"E1\",\"lane\":\"data\",\"from\":2,\"to\":3,"
            + "\"reason\":\"full\"}}";
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "data", report("E1", 1, 30));
      sendAndExpectAcknowledged(client, "data", lost);
    }
    List<Row> gaps = database.rows("select * from gap");
    assertEquals(1, gaps.size());
    assertEquals("full", gaps.get(0).getString("reason"));
  }

  @Test
  void whatIsNotJsonIsKeptAsARejectionAndAnsweredWithTheReason() {
    try (WireClient client = hub.connectFive(station)) {
      client.publish(station.topic("data"), "not json", 3);
      assertEquals(PAYLOAD_FORMAT_INVALID, client.expectAcknowledged(3));
    }
    Row rejection = database.rows("select * from rejection").get(0);
    assertEquals("NOT_JSON", rejection.getString("reason"));
    assertEquals("not json", rejection.getBuffer("bytes").toString(StandardCharsets.UTF_8));
  }

  @Test
  void anUnreadableMessageWhoseNumberIsKnownTakesItAndLeavesNoGap() {
    try (WireClient client = hub.connectFive(station)) {
      sendAndExpectAcknowledged(client, "data", report("E1", 1, 30));
      client.publish(
          station.topic("data"), "{\"epoch\":\"E1\",\"seq\":2,\"sent\":\"today\",\"pack\":[]}", 3);
      assertEquals(PAYLOAD_FORMAT_INVALID, client.expectAcknowledged(3));
      sendAndExpectAcknowledged(client, "data", report("E1", 3, 31));
    }
    assertEquals(0, database.number("select count(*) from gap"));
    Row rejection = database.rows("select * from rejection").get(0);
    assertEquals("WRONG_TYPE", rejection.getString("reason"));
    assertEquals("E1", rejection.getString("epoch"));
    assertEquals(2, rejection.getLong("seq"));
    assertEquals(1, database.number("select count(*) from report where seq = 2"));
    assertEquals(2, hub.samples(station));
  }

  @Test
  void oneBadRecordCostsOnlyItself() {
    double now = System.currentTimeMillis() / 1000.0;
    String payload =
        "{\"epoch\":\"E1\",\"seq\":1,\"sent\":"
            + now
            + ",\"pack\":[{\"n\":\"bay/1/power\",\"t\":"
            + now
            + ",\"u\":\"W\",\"v\":10},{\"n\":\"bay/77/power\",\"t\":"
            + now
            + ",\"u\":\"W\",\"v\":10}]}";
    try (WireClient client = hub.connectFive(station)) {
      sendAndExpectAcknowledged(client, "data", payload);
    }
    assertEquals(1, hub.samples(station));
    Row rejection = database.rows("select * from rejection").get(0);
    assertEquals("UNKNOWN_POINT", rejection.getString("reason"));
    assertEquals(1, rejection.getLong("seq"));
  }

  @Test
  void aReadingTooFarAheadIsRefusedAndItsMessageTakesItsNumber() {
    double now = System.currentTimeMillis() / 1000.0;
    String payload =
        "{\"epoch\":\"E1\",\"seq\":1,\"sent\":"
            + now
            + ",\"pack\":[{\"n\":\"bay/1/power\",\"t\":"
            + (now + 3600)
            + ",\"u\":\"W\",\"v\":10}]}";
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "data", payload);
    }
    assertEquals(0, hub.samples(station));
    assertEquals(1, database.number("select count(*) from report where seq = 1"));
    assertEquals(
        1, database.number("select count(*) from rejection where reason = 'IMPOSSIBLE_TIME'"));
  }

  @Test
  void anOldReadingIsStoredInItsOwnDayAndMarkedLate() {
    double now = System.currentTimeMillis() / 1000.0;
    double then = now - 9 * 86_400;
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "data", report("E1", 1, now, then, 30));
    }
    assertEquals(1, database.number("select count(*) from sample where late"));
  }

  @Test
  void aPackWithoutAnEnvelopeIsStored() {
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "data", "[{\"n\":\"bay/2/power\",\"u\":\"W\",\"v\":12.5}]");
    }
    assertEquals(1, hub.samples(station));
    assertEquals(0, database.number("select count(*) from lane where seq <> 0"));
  }

  @Test
  void aMessageThatAskedForNoAcknowledgementIsStored() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), report("E1", 1, 30), 0);
      Await.until("stored", () -> hub.samples(station) == 1);
    }
  }

  @Test
  void eventsAreStoredWithTheirMessage() {
    double now = System.currentTimeMillis() / 1000.0;
    String payload =
        "{\"epoch\":\"E1\",\"seq\":1,\"sent\":"
            + now
            + ",\"pack\":[],\"events\":[{\"id\":\"01KAR9\",\"type\":\"safety.cut\",\"t\":"
            + now
            + ",\"subject\":\"bay/3\",\"rule\":\"S02@1\",\"data\":{\"confirmed\":true}}]}";
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "event", payload);
      sendAndExpectAcknowledged(client, "event", payload);
    }
    Row event = database.rows("select * from station_event").get(0);
    assertEquals("safety.cut", event.getString("type"));
    assertEquals(new JsonObject().put("confirmed", true), event.getJsonObject("data"));
    assertEquals(1, database.number("select count(*) from station_event"));
  }

  @Test
  void acknowledgementsLeaveInTheOrderOfReceipt() {
    try (WireClient client = hub.connect(station)) {
      for (int i = 1; i <= 200; i++) {
        client.publish(
            station.topic(i % 5 == 0 ? "event" : "data"),
            i % 7 == 0 ? "garbage" : report("E1", i, 30),
            i);
      }
      for (int i = 1; i <= 200; i++) {
        client.expectAcknowledged(i);
      }
    }
  }

  @Test
  void theLatestValuesFollowWithinSeconds() {
    try (WireClient client = hub.connect(station)) {
      for (int i = 1; i <= 3; i++) {
        sendAndExpectAcknowledged(client, "data", report("E1", i, 30 + i));
      }
      Await.until(
          "latest value",
          () ->
              database.number(
                      "select count(*) from latest_value where point = 'bay/1/temperature'"
                          + " and value = 33")
                  == 1);
    }
  }

  @Test
  void aHubThatTakesOverGoesOnFromWhatIsStored() {
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "data", report("E1", 1, 30));
      sendAndExpectAcknowledged(client, "data", report("E1", 2, 31));
    }
    IngestFixture first = hub;
    first.close();
    hub = IngestFixture.startAgain(first);
    try (WireClient client = hub.connect(station)) {
      sendAndExpectAcknowledged(client, "data", report("E1", 2, 99));
      sendAndExpectAcknowledged(client, "data", report("E1", 3, 32));
    }
    assertEquals(3, hub.samples(station));
    assertEquals(0, database.number("select count(*) from gap"));
    assertTrue(database.number("select count(*) from twin") == 1);
  }
}
