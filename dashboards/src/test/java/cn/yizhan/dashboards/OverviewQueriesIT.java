package cn.yizhan.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every panel's SQL as the role that Grafana has. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverviewQueriesIT {
  private Database reader;

  @BeforeAll
  void fill(TestDatabase db) {
    SimulatedDistrict.fill(db);
    reader = Database.open(db.vertx(), db.reader(), 2);
  }

  @AfterAll
  void close() {
    Await.result(reader.close());
  }

  private List<Row> rows(String sql) {
    List<Row> rows = new ArrayList<>();
    Await.result(reader.pool().query(sql).execute()).forEach(rows::add);
    return rows;
  }

  static List<Overview.Query> panels() {
    return Overview.sql(SimulatedDistrict.OFFICES);
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelShowsSomething(Overview.Query panel) {
    List<Row> rows = rows(panel.text());

    assertTrue(!rows.isEmpty(), panel.text());
    boolean filled = false;
    for (Row row : rows) {
      for (int column = 0; column < row.size(); column++) {
        filled |= row.getValue(column) instanceof Number number && number.doubleValue() > 0;
      }
    }
    assertTrue(filled, "nothing but nulls and zeros in " + rows.size() + " rows");
  }

  @Test
  void theOfficeVariableListsTheOffices() {
    List<String> offices =
        rows(Overview.read().officesSql()).stream().map(row -> row.getString("__value")).toList();

    assertEquals(SimulatedDistrict.OFFICES, offices);
  }

  @Test
  void choosingOneOfficeLeavesOutTheOthers() {
    Overview.Query online = Overview.sql(List.of("zhenhua")).get(0);

    Row row = rows(online.text()).get(0);

    assertEquals(2, row.getLong(0));
    assertEquals(3, row.getLong(1));
  }

  @Test
  void theDashboardsLoginReadsTheViewsAndNothingElse() {
    for (String table : List.of("station_secret", "endpoint", "api_token", "report", "audit")) {
      Throwable refused = Await.failure(reader.pool().query("select * from " + table).execute());
      assertTrue(refused.toString().contains("permission denied"), table + ": " + refused);
    }
    Throwable refused = Await.failure(reader.pool().query("create table x (y int)").execute());
    assertTrue(refused.toString().contains("read-only transaction"), refused.toString());
  }
}
