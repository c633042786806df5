package cn.yizhan.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.HubProcess;
import cn.yizhan.hub.testing.Tool;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every panel's query against a hub that stations report to, as the roles Grafana has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverviewIT {
  private static final List<String> OFFICES =
      List.of("kaiyuan", "shuiposi", "xinhua", "xinwang", "yingbin", "zhenhua");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private RunningDistrict district;
  private Database reader;

  @BeforeAll
  void start() throws IOException {
    district = RunningDistrict.start();
    reader = Database.open(vertx, HubProcess.ownDatabase(vertx, district.hubData()).reader(), 2);
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    Await.result(vertx.close());
    district.stop();
  }

  private List<Row> rows(String sql) {
    List<Row> rows = new ArrayList<>();
    Await.result(reader.pool().query(sql).execute()).forEach(rows::add);
    return rows;
  }

  static List<Overview.Query> panels() {
    return Overview.sql(OFFICES);
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelShowsSomethingOfTheStations(Overview.Query panel) {
    Await.until(
        panel + " shows something but nulls and zeros",
        LIMIT,
        () -> rows(panel.text()).stream().anyMatch(OverviewIT::filled));
  }

  private static boolean filled(Row row) {
    for (int column = 0; column < row.size(); column++) {
      if (row.getValue(column) instanceof Number number && number.doubleValue() > 0) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aPanelShowsSomethingOfTheHub() throws IOException {
    Tool.needs("prometheus");
    try (PrometheusServer prometheus = PrometheusServer.start(district.http())) {
      for (Overview.Query panel : Overview.promql()) {
        Await.until(
            panel + " shows a number: " + panel.text(),
            LIMIT,
            () -> numbers(PrometheusServer.result(prometheus.query(panel.text()))));
      }
    }
  }

  /** Whether there is a series, and each has a number. */
  private static boolean numbers(JsonArray series) {
    return !series.isEmpty()
        && Overview.objects(series).stream()
            .map(each -> each.getJsonArray("value").getString(1))
            .allMatch(value -> Double.isFinite(Double.parseDouble(value)));
  }

  @Test
  void theOfficeVariableListsTheOffices() {
    Set<String> offices = new TreeSet<>();
    rows(Overview.read().officesSql()).forEach(row -> offices.add(row.getString("__value")));

    assertEquals(new TreeSet<>(OFFICES), offices);
  }

  @Test
  void choosingOneOfficeLeavesOutTheOthers() {
    Row one = rows(Overview.sql(List.of("zhenhua")).get(0).text()).get(0);
    Row all = rows(Overview.sql(OFFICES).get(0).text()).get(0);

    assertEquals(2, one.getLong(1));
    assertEquals(12, all.getLong(1));
    assertTrue(one.getLong(0) <= 2 && all.getLong(0) > 2, one.getLong(0) + ", " + all.getLong(0));
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
