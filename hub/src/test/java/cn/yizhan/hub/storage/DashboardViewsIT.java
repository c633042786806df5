package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithDatabase
class DashboardViewsIT {
  private final TestDatabase db;

  DashboardViewsIT(TestDatabase db) {
    this.db = db;
  }

  @BeforeEach
  void oneStation() {
    db.clear();
    db.rows("insert into office (code, name) values ('pc', '水泊寺街道')");
    db.rows(
        "insert into station (code, name, office, kind)"
            + " select 'east', '东关小哥驿站', id, 'full' from office");
    db.rows("insert into hub (name, alive_until) values ('h', now() + interval '15 s')");
    db.rows("insert into lane (station, lane, hub) select s.id, 0, h.id from station s, hub h");
    db.rows("insert into presence select id, true, now(), 'x', '1' from station");
    db.rows("insert into bay select id, n, 'e-bike' from station, generate_series(1, 2) n");
    db.rows("insert into item select id, 'water', 'l', 40, 8 from station");
    db.rows("insert into item select id, 'bandage', 'count', 20, 5 from station");
    db.rows(
        """
        insert into point (station, code, name, unit, kind, words)
        select s.id, v.code, v.name, v.unit, v.kind, string_to_array(v.words, ' ')
        from station s, (values
          (1, 'bay/1/state', null, 'word', 'Available Preparing Charging'),
          (2, 'bay/1/power', 'W', 'number', ''),
          (3, 'supply/water/level', 'l', 'number', ''),
          (4, 'room/people', 'count', 'number', '')) v (code, name, unit, kind, words)
        """);
    db.rows(
        """
        insert into latest (station, saved, points, "values", ats)
        select id, now(), '{1,2,3,4}', '{2,412.5,6,3}', array[now(), now(), now(), now()]
        from station
        """);
  }

  @Test
  void aStationIsOnlineOnlyWhileItsHubLives() {
    assertEquals(true, one("select online from dashboard_stations").getBoolean(0));
    db.rows("update hub set alive_until = now()");
    assertEquals(false, one("select online from dashboard_stations").getBoolean(0));
  }

  @Test
  void aBayShowsItsLatestValuesAndOneNeverHeardOfShowsNone() {
    List<Row> bays = db.rows("select bay, state, power from dashboard_bays order by bay");
    assertEquals("Charging", bays.get(0).getString(1));
    assertEquals(412.5, bays.get(0).getDouble(2));
    assertNull(bays.get(1).getString(1));
  }

  @Test
  void suppliesBelowTheirMinimumAreMarked() {
    Row water = one("select fill, below_minimum from dashboard_supplies where item = 'water'");
    assertEquals(0.15, water.getDouble(0), 1e-9);
    assertEquals(true, water.getBoolean(1));
    assertNull(one("select level from dashboard_supplies where item = 'bandage'").getDouble(0));
  }

  @Test
  void peopleAreCounted() {
    assertEquals(3, one("select people from dashboard_people").getInteger(0));
  }

  @Test
  void powerOverTimeComesFromTheReports() {
    Partitions partitions = new Partitions(db.vertx(), db.pool(), Clock.systemUTC());
    Await.result(partitions.ensure(List.of(LocalDate.of(2026, 11, 23))));
    db.rows(
        """
        insert into report (station, at, lane, epoch, seq, received, flags, points, "values")
        select id, '2026-11-23T10:00Z', 0, 1, 1, now(), 0, '{1,2}', '{2,412.5}' from station
        """);
    List<Row> power =
        db.rows("select point, power from dashboard_power where at >= '2026-11-23T00:00Z'");
    assertEquals(1, power.size());
    assertEquals("bay/1/power", power.get(0).getString(0));
    assertEquals(412.5, power.get(0).getDouble(1));
  }

  @Test
  void theReaderSeesTheViewsAndNothingElse() {
    Database reader = Database.open(db.vertx(), db.reader(), 1);
    for (Row view : db.rows("select viewname from pg_views where viewname like 'dashboard\\_%'")) {
      Await.result(
          reader.pool().query("select * from " + view.getString(0) + " limit 1").execute());
    }
    for (String refused :
        List.of(
            "select * from station_secret",
            "select * from report limit 1",
            "create table mine (a int)",
            "delete from station")) {
      Throwable failure = Await.failure(reader.pool().query(refused).execute());
      assertTrue(
          failure.toString().contains("permission denied")
              || failure.toString().contains("read-only"),
          refused + ": " + failure);
    }
    Await.result(reader.close());
  }

  private Row one(String sql) {
    List<Row> rows = db.rows(sql);
    assertEquals(1, rows.size(), sql);
    return rows.get(0);
  }
}
