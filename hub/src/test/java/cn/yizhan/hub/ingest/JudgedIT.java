package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rules make of a message is durable when the message is acknowledged. */
@WithDatabase
class JudgedIT {
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

  private static String smoke(long seq, boolean value) {
    double now = System.currentTimeMillis() / 1000.0;
    return "{\"epoch\":\"E1\",\"seq\":"
        + seq
        + ",\"sent\":"
        + now
        + ",\"pack\":[{\"n\":\"room/smoke\",\"t\":"
        + now
        + ",\"vb\":"
        + value
        + "}]}";
  }

  @Test
  void smokeIsAnAlertWhenItsMessageIsAcknowledged() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("event"), smoke(1, true), 1);
      client.expectAcknowledged(1);
      assertEquals(1, database.number("select count(*) from alert where rule = 'S01'"));
      client.publish(station.topic("event"), smoke(1, true), 2);
      client.expectAcknowledged(2);
      client.publish(station.topic("event"), smoke(2, true), 3);
      client.expectAcknowledged(3);
      assertEquals(1, database.number("select count(*) from alert"));
    }
  }

  @Test
  void anotherHubThatTakesOverFindsNothingTwice() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("event"), smoke(1, true), 1);
      client.expectAcknowledged(1);
    }
    IngestFixture first = hub;
    first.close();
    hub = IngestFixture.startAgain(first);
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("event"), smoke(2, true), 1);
      client.expectAcknowledged(1);
      assertEquals(1, database.number("select count(*) from alert"));
    }
  }

  @Test
  void aHoldIsCompletedByTimeAloneWhenNothingElseComes() {
    database.rows(
        "insert into rule_override (name, rule, station, params, reason, created_by)"
            + " values ('quick', 'S02', $1, '{\"criticalHold\": 1}', 'test', 'test')",
        station.id());
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), IngestFixture.report("E1", 1, 80), 1);
      client.expectAcknowledged(1);
      Await.until(
          "the hold is over",
          () -> database.number("select count(*) from alert where rule = 'S02'") == 1);
    }
  }

  @Test
  void aHoldIsCompletedAlthoughTheStationHasGone() {
    database.rows(
        "insert into rule_override (name, rule, station, params, reason, created_by)"
            + " values ('quick', 'S02', $1, '{\"criticalHold\": 1}', 'test', 'test')",
        station.id());
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), IngestFixture.report("E1", 1, 80), 1);
      client.expectAcknowledged(1);
    }
    Await.until(
        "the hold is over",
        () -> database.number("select count(*) from alert where rule = 'S02'") == 1);
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), IngestFixture.report("E1", 2, 81), 1);
      client.expectAcknowledged(1);
    }
    assertEquals(1, database.number("select count(*) from alert"));
  }

  @Test
  void aGapIsAnAlert() {
    try (WireClient client = hub.connect(station)) {
      for (int seq : new int[] {1, 9}) {
        client.publish(station.topic("data"), IngestFixture.report("E1", seq, 30), seq);
        client.expectAcknowledged(seq);
      }
      assertEquals(1, database.number("select count(*) from alert where rule = 'A04'"));
    }
  }
}
