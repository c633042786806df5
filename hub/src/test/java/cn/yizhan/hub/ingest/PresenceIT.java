package cn.yizhan.hub.ingest;

import static cn.yizhan.hub.ingest.IngestFixture.birth;
import static cn.yizhan.hub.ingest.IngestFixture.report;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of a station's coming and going, and of what it tried and may not. */
@WithDatabase
class PresenceIT {
  private IngestFixture hub;
  private Registered station;
  private Registered other;
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    hub = IngestFixture.start(database);
    station = hub.stations().add("pc-001");
    other = hub.stations().add("pc-002");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aDeathOfTheCurrentSessionIsAbsenceAndThatOfAnEarlierOneIsNothing() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("birth"), birth("s-2"), 1);
      client.expectAcknowledged(1);
      assertEquals(MqttMessageType.PUBLISH, client.next().fixedHeader().messageType());
      client.publish(station.topic("death"), "{\"session\":\"s-1\"}", 2);
      client.expectAcknowledged(2);
      client.publish(station.topic("data"), report("E1", 5, 30), 3);
      client.expectAcknowledged(3);
      Await.until("present", () -> online() == 1);
      client.publish(station.topic("death"), "{\"session\":\"s-2\"}", 4);
      client.expectAcknowledged(4);
      Await.until("absent", () -> online() == 0);
      client.publish(station.topic("birth"), birth("s-3"), 5);
      client.expectAcknowledged(5);
      Await.until("present again on the same connection", () -> online() == 1);
    }
  }

  @Test
  void aBirthThatIsStoredAfterItsConnectionHasEndedConnectsNobody() {
    WireClient client = hub.connect(station);
    Await.until("present", () -> online() == 1);
    SqlConnection holder = Await.result(database.pool().getConnection());
    Await.result(holder.query("begin").execute());
    Await.result(holder.query("select * from lane for update").execute());
    client.publish(station.topic("birth"), birth("s-1"), 1);
    Await.until("the birth to wait for its lanes", () -> waitingWrites() == 1);
    client.close();
    Await.until("absent", () -> online() == 0);
    Await.result(holder.query("commit").execute());
    Await.result(holder.close());
    Await.until(
        "the birth to be stored",
        () -> database.number("select count(*) from presence where session = 's-1'") == 1);
    assertEquals(0, online());
  }

  private long waitingWrites() {
    return database.number(
        "select count(*) from pg_stat_activity where application_name = 'yizhan-ingest'"
            + " and wait_event_type = 'Lock' and datname = current_database()");
  }

  private long online() {
    return database.number("select count(*) from presence where online");
  }

  @Test
  void aHubThatStartsKnowsNobodyToBeConnected() {
    hub.close();
    // as a hub leaves it that was killed
    database.rows(
        "insert into presence (station, online, since)"
            + " values ($1, true, '2026-01-01Z'), ($2, false, '2026-01-01Z')"
            + " on conflict (station) do nothing",
        station.id(),
        other.id());
    hub = IngestFixture.startAgain(hub);
    assertEquals(
        1,
        database.number(
            "select count(*) from presence where station = $1 and not online"
                + " and since > now() - interval '1 hour'",
            station.id()));
    assertEquals(
        1,
        database.number(
            "select count(*) from presence where station = $1 and not online"
                + " and since = '2026-01-01Z'",
            other.id()));
  }

  @Test
  void aHubThatStartsLeavesTheStationsOfAnotherOneThatLivesConnected() {
    try (WireClient client = hub.connect(station)) {
      Await.until("present", () -> online() == 1);
      IngestFixture second = IngestFixture.startAgain(hub);
      assertEquals(1, online());
      second.close();
      assertEquals(1, online());
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.expectAcknowledged(1);
    }
  }

  @Test
  void whatAStationReachesForAndMayNotIsAuditedOnceAMinute() {
    for (int i = 0; i < 3; i++) {
      try (WireClient client = hub.connect(station)) {
        client.subscribe(1, "yizhan/v1/pc-002/config", "#", "yizhan/v1/+/config");
        client.publish("yizhan/v1/pc-002/data", report("E1", 1, 30), 1);
        client.expectClosed();
      }
    }
    try (WireClient client = hub.connect(other)) {
      client.publish("yizhan/v1/pc-002/nothing", report("E1", 1, 30), 1);
      client.expectClosed();
    }
    Await.until("audited", () -> database.number("select count(*) from audit") >= 3);
    assertEquals(
        List.of(
            "station:pc-001 subscription.refused yizhan/v1/pc-002/config",
            "station:pc-001 topic.refused yizhan/v1/pc-002/data",
            "station:pc-002 topic.refused yizhan/v1/pc-002/nothing"),
        database
            .rows(
                "select actor || ' ' || action || ' ' || (data ->> 'topic') from audit"
                    + " where role = 'station' and remote = '127.0.0.1' order by 1")
            .stream()
            .map(row -> row.getString(0))
            .toList());
  }
}
