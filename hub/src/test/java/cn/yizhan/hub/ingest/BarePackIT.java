package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packs without an envelope: acknowledged means stored and judged, at least once. */
@WithDatabase
class BarePackIT {
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

  private void send(WireClient client, String kind, String pack) {
    client.publish(station.topic(kind), pack, 5);
    client.expectAcknowledged(5);
  }

  private long stockOuts() {
    return database.number("select count(*) from alert where rule = 'R03'");
  }

  @Test
  void oneWithItsOwnTimesIsStoredAndJudgedOnceHoweverOftenItComes() {
    String pack =
        String.format(
            Locale.ROOT,
            "[{\"n\":\"supply/water/level\",\"u\":\"l\",\"t\":%.3f,\"v\":0}]",
            System.currentTimeMillis() / 1000.0);
    try (WireClient client = hub.connect(station)) {
      send(client, "event", pack);
      send(client, "event", pack);
    }
    try (WireClient again = hub.connect(station)) {
      send(again, "event", pack);
    }
    assertEquals(1, hub.samples(station));
    assertEquals(0, stockOuts());
  }

  @Test
  void oneWithoutTimesIsANewReadingEachTimeItComes() {
    String pack = "[{\"n\":\"supply/water/level\",\"u\":\"l\",\"v\":0}]";
    try (WireClient client = hub.connect(station)) {
      send(client, "event", pack);
      long received = System.currentTimeMillis();
      while (System.currentTimeMillis() == received) {
        Thread.onSpinWait();
      }
      send(client, "event", pack);
    }
    assertEquals(2, hub.samples(station));
    assertEquals(1, stockOuts());
  }

  @Test
  void oneThatWasAcknowledgedIsInTheTwinThatAnotherHubMakes() {
    database.rows(
        "insert into rule_override (name, rule, station, params, reason, created_by)"
            + " values ('quick', 'S02', $1, '{\"criticalHold\": 1}', 'test', 'test')",
        station.id());
    try (WireClient client = hub.connect(station)) {
      send(client, "event", "[{\"n\":\"room/smoke\",\"vb\":false}]"); // the twin is saved
      send(client, "data", "[{\"n\":\"bay/1/temperature\",\"u\":\"Cel\",\"v\":80}]");
    }
    IngestFixture first = hub;
    first.close();
    hub = IngestFixture.startAgain(first);
    hub.connect(station).close();
    Await.until(
        "the hold is over",
        () -> database.number("select count(*) from alert where rule = 'S02'") == 1);
  }
}
