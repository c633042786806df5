package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.micrometer.core.instrument.Counter;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.util.Locale;
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

  static String smoke(long seq, boolean value) {
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
      assertEquals(
          1,
          hub.meters().get("yizhan.alert.changes").tags("rule", "S01").counters().stream()
              .mapToDouble(Counter::count)
              .sum());
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
        "insert into rule_override (name, rule, station, params, reason, created_by, valid_from)"
            + " values ('quick', 'S02', $1, '{\"criticalHold\": 1}', 'test', 'test', now() - interval '1 hour')",
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
        "insert into rule_override (name, rule, station, params, reason, created_by, valid_from)"
            + " values ('quick', 'S02', $1, '{\"criticalHold\": 1}', 'test', 'test', now() - interval '1 hour')",
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

  /** A report of power of bay 1, read that many seconds ago. */
  private static String power(long seq, double ago, double watts) {
    double now = System.currentTimeMillis() / 1000.0;
    return String.format(
        Locale.ROOT,
        "{\"epoch\":\"E1\",\"seq\":%d,\"sent\":%.3f,\"pack\":[{\"n\":\"bay/1/power\",\"t\":%.3f,"
            + "\"u\":\"W\",\"v\":%.1f}]}",
        seq,
        now,
        now - ago,
        watts);
  }

  private void overPowerUntil(WireClient client, Registered of, double ago) {
    client.publish(of.topic("data"), power(1, ago + 4, 1500), 1);
    client.expectAcknowledged(1);
    client.publish(of.topic("data"), power(2, ago + 1, 1500), 2);
    client.expectAcknowledged(2);
    client.publish(of.topic("data"), power(3, ago, 0), 3);
    client.expectAcknowledged(3);
  }

  private long cleared(Registered of) {
    return database.number(
        "select count(*) from alert_history h join alert a on a.id = h.alert"
            + " where a.rule = 'S03' and a.station = $1 and h.what = 'cleared'",
        of.id());
  }

  @Test
  void theEndOfADangerIsToldOfAStationThatIsHeardAndNotOfOneThatHasGone() {
    database.rows(
        "insert into rule_override (name, rule, params, reason, created_by, valid_from)"
            + " values ('quick', 'S03', '{\"hold\": 1, \"clearHold\": 2}', 'test', 'test', now() - interval '1 hour')");
    Registered heard = hub.stations().add("pc-002");
    try (WireClient client = hub.connect(station)) {
      overPowerUntil(client, station, 2);
    }
    try (WireClient client = hub.connect(heard)) {
      overPowerUntil(client, heard, 0);
      Await.until(
          "the end is told",
          () -> {
            client.send(MqttMessage.PINGREQ);
            return cleared(heard) == 1;
          });
    }
    assertEquals(2, database.number("select count(*) from alert where rule = 'S03'"));
    assertEquals(0, cleared(station));
  }

  @Test
  void aGapIsFoundAgainWhenTheTwinIsMadeFromTheWholeHistoryAndItsAlertClears() {
    database.rows(
        "insert into rule_override (name, rule, params, reason, created_by, valid_from)"
            + " values ('quick', 'A04', '{\"clearHold\": 1}', 'test', 'test', now() - interval '1 hour')");
    try (WireClient client = hub.connect(station)) {
      for (int seq : new int[] {1, 9}) {
        client.publish(station.topic("data"), IngestFixture.report("E1", seq, 30), seq);
        client.expectAcknowledged(seq);
      }
    }
    IngestFixture first = hub;
    first.close();
    database.rows("delete from twin");
    hub = IngestFixture.startAgain(first);
    try (WireClient client = hub.connect(station)) {
      Await.until(
          "the alert clears",
          () -> {
            client.send(MqttMessage.PINGREQ);
            return database.number(
                    "select count(*) from alert where rule = 'A04' and condition = 'cleared'")
                == 1;
          });
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
