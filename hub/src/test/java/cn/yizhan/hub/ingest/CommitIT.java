package cn.yizhan.hub.ingest;

import static cn.yizhan.hub.ingest.IngestFixture.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.CutProxy;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PUBACK means committed: whatever happens to the commit. */
@WithDatabase
class CommitIT {
  private static final int QUIET = 700;

  private TestDatabase database;
  private CutProxy proxy;
  private Database way;
  private IngestFixture hub;
  private Registered station;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    proxy = new CutProxy(database.address().port());
    way = Database.open(database.vertx(), through(proxy), 8);
    hub = IngestFixture.start(database, way, options -> options);
    station = hub.stations().add("pc-001");
  }

  private DatabaseAddress through(CutProxy network) {
    DatabaseAddress direct = database.address();
    return DatabaseAddress.local(
        network.port(), direct.database(), direct.user(), direct.password());
  }

  @AfterEach
  void stop() {
    database.rows("drop function if exists refuse cascade");
    proxy.up();
    hub.close();
    Await.result(way.close());
    proxy.close();
  }

  private SqlConnection holdLanes() {
    SqlConnection holder = Await.result(database.pool().getConnection());
    Await.result(holder.query("begin").execute());
    Await.result(holder.query("select * from lane for update").execute());
    return holder;
  }

  private void refuseRows(String when, String state) {
    database.rows(
        "create function refuse() returns trigger language plpgsql as $$ begin if "
            + when
            + " then raise exception 'refused' using errcode = '"
            + state
            + "'; end if; return new; end $$");
    database.rows(
        "create constraint trigger refuse after insert on report deferrable initially deferred"
            + " for each row execute function refuse()");
  }

  @Test
  void aCommitHeldOpenIsAcknowledgedWhenItCompletesAndNotBefore() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.expectAcknowledged(1);
      SqlConnection holder = holdLanes();
      client.publish(station.topic("data"), report("E1", 2, 31), 2);
      assertNull(client.poll(QUIET), "acknowledged before the commit");
      Await.result(holder.query("commit").execute());
      Await.result(holder.close());
      client.expectAcknowledged(2);
      assertEquals(2, hub.samples(station));
    }
  }

  @Test
  void aCommitThatTakesLongerThanTheDeadlineIsRepeatedAndStoredOnce() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.expectAcknowledged(1);
      SqlConnection holder = holdLanes();
      client.publish(station.topic("data"), report("E1", 2, 31), 2);
      assertNull(client.poll(4_000), "acknowledged before the commit");
      Await.result(holder.query("commit").execute());
      Await.result(holder.close());
      client.expectAcknowledged(2);
      assertEquals(2, hub.samples(station));
    }
  }

  @Test
  void aCommitThatFailsIsNotAcknowledgedUntilItSucceeds() {
    refuseRows("true", "53100");
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      assertNull(client.poll(QUIET), "acknowledged although the commit failed");
      assertEquals(0, hub.samples(station));
      database.rows("drop function refuse cascade");
      client.expectAcknowledged(1);
      assertEquals(1, hub.samples(station));
    }
  }

  @Test
  void aCommitWhoseAnswerWasLostIsAcknowledgedAndStoredOnce() {
    try (WireClient client = hub.connect(station)) {
      for (int i = 1; i <= 2; i++) {
        client.publish(station.topic("data"), report("E1", i, 30), i);
        client.expectAcknowledged(i);
      }
      proxy.mute();
      client.publish(station.topic("data"), report("E1", 3, 31), 3);
      Await.until("committed behind our back", () -> hub.samples(station) == 3);
      assertNull(client.poll(200), "acknowledged without an answer");
      proxy.cut();
      proxy.up();
      client.expectAcknowledged(3);
      client.publish(station.topic("data"), report("E1", 4, 32), 4);
      client.expectAcknowledged(4);
      assertEquals(4, hub.samples(station));
      assertEquals(0, database.number("select count(*) from gap"));
    }
  }

  @Test
  void aBackendKilledBeforeItsCommitLeavesNothingAndTheBatchIsRepeated() {
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.expectAcknowledged(1);
      SqlConnection holder = holdLanes();
      client.publish(station.topic("data"), report("E1", 2, 31), 2);
      Await.until("killed", () -> killWriters() > 0);
      assertNull(client.poll(QUIET), "acknowledged although its backend was killed");
      Await.result(holder.query("commit").execute());
      Await.result(holder.close());
      client.expectAcknowledged(2);
      assertEquals(2, hub.samples(station));
    }
  }

  private long killWriters() {
    return database.number(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where application_name = 'yizhan-ingest' and state = 'active'"
            + " and wait_event_type = 'Lock' and datname = current_database()");
  }

  @Test
  void aRowThatTheDatabaseRefusesBecomesARejectionAndItsNeighboursAreStored() {
    refuseRows("new.\"values\"[1] = 66.6", "P0001");
    Registered other = hub.stations().add("pc-002");
    try (WireClient client = hub.connectFive(station);
        WireClient neighbour = hub.connectFive(other)) {
      List<Integer> codes = new ArrayList<>();
      for (int i = 1; i <= 6; i++) {
        client.publish(station.topic("data"), report("E1", i, i == 3 ? 66.6 : 30 + i), i);
        neighbour.publish(other.topic("data"), report("E9", i, 20 + i), i);
      }
      for (int i = 1; i <= 6; i++) {
        codes.add(client.expectAcknowledged(i));
        assertEquals(0, neighbour.expectAcknowledged(i));
      }
      assertEquals(List.of(0, 0, 0x99, 0, 0, 0), codes);
      client.publish(station.topic("data"), report("E1", 7, 40), 7);
      assertEquals(0, client.expectAcknowledged(7));
    }
    assertEquals(6, hub.samples(station));
    assertEquals(6, hub.samples(other));
    assertEquals(1, database.number("select count(*) from rejection where reason = 'STORAGE'"));
    assertEquals(3, database.number("select seq from rejection"));
    assertEquals(0, database.number("select count(*) from gap"));
    assertEquals(7, database.number("select count(distinct seq) from report where epoch = 1"));
  }

  @Test
  void aMessageWhoseAlertCannotBeWrittenCostsOnlyItself() {
    database.rows(
        "create function refuse() returns trigger language plpgsql as $$ begin"
            + " raise exception 'refused' using errcode = '42P01'; end $$");
    database.rows(
        "create trigger refuse before insert on alert for each row execute function refuse()");
    Registered other = hub.stations().add("pc-002");
    try (WireClient client = hub.connectFive(station);
        WireClient neighbour = hub.connectFive(other)) {
      client.publish(station.topic("event"), JudgedIT.smoke(1, true), 1);
      neighbour.publish(other.topic("data"), report("E9", 1, 20), 1);
      client.publish(station.topic("data"), report("E1", 1, 30), 2);
      assertEquals(0x99, client.expectAcknowledged(1));
      assertEquals(0, client.expectAcknowledged(2));
      assertEquals(0, neighbour.expectAcknowledged(1));
    }
    assertEquals(1, database.number("select count(*) from rejection where reason = 'STORAGE'"));
  }

  @Test
  void aDayThatSomebodyRemovedIsMadeAgain() {
    try (WireClient client = hub.connectFive(station)) {
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.expectAcknowledged(1);
      for (Row day :
          database.rows(
              "select inhrelid::regclass::text from pg_inherits"
                  + " where inhparent = 'report'::regclass")) {
        database.rows("drop table " + day.getString(0));
      }
      client.publish(station.topic("data"), report("E1", 2, 31), 2);
      assertEquals(0, client.expectAcknowledged(2));
    }
    assertEquals(1, hub.samples(station));
    assertEquals(0, database.number("select count(*) from rejection"));
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsAcknowledgedAndNobodyNewIsLetIn() {
    Registered other = hub.stations().add("pc-002");
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), report("E1", 1, 30), 1);
      client.expectAcknowledged(1);
      proxy.down();
      client.publish(station.topic("data"), report("E1", 2, 31), 2);
      assertNull(client.poll(QUIET), "acknowledged without a database");
      try (WireClient late = new WireClient(hub.port(), MqttVersion.MQTT_3_1_1)) {
        assertEquals(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            late.connect("pc-002", "pc-002", other.secret()).variableHeader().connectReturnCode());
      }
      proxy.up();
      client.expectAcknowledged(2);
      client.publish(station.topic("data"), report("E1", 3, 32), 3);
      client.expectAcknowledged(3);
    }
    try (WireClient late = hub.connect(other)) {
      late.publish(other.topic("data"), report("E1", 1, 30), 1);
      late.expectAcknowledged(1);
    }
    assertEquals(3, hub.samples(station));
  }
}
