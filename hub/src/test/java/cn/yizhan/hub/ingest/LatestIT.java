package cn.yizhan.hub.ingest;

import static cn.yizhan.hub.ingest.IngestFixture.report;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.sqlclient.SqlConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Latest values are those of the last report stored, however a connection or a hub ended. */
@WithDatabase
class LatestIT {
  private IngestFixture hub;
  private Registered station;
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    // a second never passes, so that only what must be written is
    long now = System.currentTimeMillis();
    hub = IngestFixture.start(database, () -> now);
    station = hub.stations().add("pc-001");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void send(WireClient client, int seq, double celsius) {
    client.publish(station.topic("data"), report("E1", seq, celsius), seq);
    client.expectAcknowledged(seq);
  }

  private long latest() {
    return database.number(
        "select coalesce(sum(value), 0) from latest_value where station = 'pc-001'"
            + " and point = 'bay/1/temperature'");
  }

  @Test
  void valuesOfAConnectionThatClosesAreWritten() {
    try (WireClient client = hub.connect(station)) {
      send(client, 1, 30);
      send(client, 2, 31);
    }
    Await.until("written", () -> latest() == 31);
  }

  @Test
  void valuesOfABatchThatWasUnderWayWhenItsConnectionClosedAreWritten() {
    SqlConnection holder = Await.result(database.pool().getConnection());
    try (WireClient client = hub.connect(station)) {
      send(client, 1, 30);
      Await.until("written", () -> latest() == 30);
      Await.result(holder.query("begin").execute());
      Await.result(holder.query("select * from lane for update").execute());
      client.publish(station.topic("data"), report("E1", 2, 31), 2);
      Await.until("under way", () -> waitingWriters() == 1);
    }
    Await.until("closed", () -> database.number("select count(*) from presence where online") == 0);
    Await.result(holder.query("commit").execute());
    Await.result(holder.close());
    Await.until("written", () -> latest() == 31);
  }

  private long waitingWriters() {
    return database.number(
        "select count(*) from pg_stat_activity where application_name = 'yizhan-ingest'"
            + " and state = 'active' and wait_event_type = 'Lock'"
            + " and datname = current_database()");
  }

  @Test
  void aHubThatStopsWritesWhatItHas() {
    try (WireClient client = hub.connect(station)) {
      send(client, 1, 30);
      send(client, 2, 31);
      hub.close();
      assertEquals(31, latest());
    }
    hub = IngestFixture.startAgain(hub);
  }

  @Test
  void whatAKilledHubDidNotWriteIsCompletedFromTheReports() {
    Registered other = hub.stations().add("pc-002");
    try (WireClient client = hub.connect(station);
        WireClient silent = hub.connect(other)) {
      send(client, 1, 30);
      send(client, 2, 31);
      silent.publish(other.topic("data"), report("E1", 1, 40), 1);
      silent.expectAcknowledged(1);
      client.publish(station.topic("data"), "[{\"n\":\"bay/2/power\",\"u\":\"W\",\"v\":7}]", 3);
      client.expectAcknowledged(3);
    }
    hub.close();
    // as a killed hub leaves it: one row a report behind, the other not written at all
    database.rows(
        "update latest set \"values\" = array[30, 5], points = array["
            + point("bay/1/temperature")
            + ", "
            + point("bay/2/power")
            + "]::smallint[], ats = array[now() - interval '20 seconds', now() + interval '20"
            + " seconds'], saved = now() - interval '10 seconds' where station = $1",
        station.id());
    database.rows("delete from latest where station = $1", other.id());
    hub = IngestFixture.startAgain(hub);
    assertEquals(31, latest());
    assertEquals(
        5,
        database.number(
            "select value from latest_value where station = 'pc-001' and point = 'bay/2/power'"));
    assertEquals(
        40,
        database.number(
            "select value from latest_value where station = 'pc-002'"
                + " and point = 'bay/1/temperature'"));
  }

  private long point(String name) {
    return database.number(
        "select code from point where station = $1 and name = $2", station.id(), name);
  }
}
