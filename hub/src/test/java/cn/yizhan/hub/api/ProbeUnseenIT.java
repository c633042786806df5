package cn.yizhan.hub.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.console.Snapshot;
import cn.yizhan.hub.notify.ProbePostman;
import cn.yizhan.hub.probe.Course;
import cn.yizhan.hub.probe.TriedPath;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertBook;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgLapses;
import cn.yizhan.hub.storage.PgOpenAlerts;
import cn.yizhan.hub.storage.PgOverview;
import cn.yizhan.hub.storage.PgUndeliveredBook;
import cn.yizhan.hub.storage.PgUntold;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.hub.watch.Undelivered;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody sees anything of a synthetic alert; the questions come out of the document. */
@WithDatabase
class ProbeUnseenIT {
  private static final String OFFICE = "~probe";
  private static final String STATION = "station-a";
  private static final Set<String> ELSEWHERE = Set.of("followOverview");
  private static final Map<String, String> QUERIES =
      Map.of("exportRoster", "?from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final TestDatabase database;
  private final TestWeb web;
  private final TriedPath path;
  private final AlertWriter writer = AlertWriter.standard(new Style("PC", ZONE, null));

  ProbeUnseenIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    PgAlertBook book =
        new PgAlertBook(database.pool(), writer, System::currentTimeMillis, step -> {});
    this.web = new TestWeb(database, directory, book);
    ApiClient administrator = web.client(Role.SYSTEM_ADMIN, null);
    administrator.post("/offices", Fixtures.office("office-a"));
    administrator.post("/stations", Fixtures.station(STATION, "office-a"));
    StationRows.fill(database, STATION);
    this.path = new TriedPath(database, web.peppers());
    path.look();
    path.look(Course.SETTLES);
    assertEquals(1, database.number("select count(*) from probe"));
  }

  @AfterEach
  void close() {
    path.close();
    web.close();
  }

  private String alert() {
    return database.rows("select alert::text from probe").get(0).getString(0);
  }

  private List<String> notifications() {
    return database
        .rows("select id from outbox where endpoint = $1", ProbePostman.ENDPOINT)
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void noOperationThatReadsShowsAnythingOfItWhileItIsUnderWay() {
    assertEquals(
        1, database.number("select count(*) from alert where work = 'new' and office < 0"));
    nothingIsShown();
  }

  @Test
  void norWhenItIsOver() {
    path.deliver();
    path.untilOver();
    assertEquals(3, notifications().size());
    nothingIsShown();
  }

  private void nothingIsShown() {
    List<Operation> asked = new ArrayList<>();
    for (Operation operation : new DocumentCheck(database.vertx()).contract().operations()) {
      if (!operation.getHttpMethod().equals(HttpMethod.GET)
          || ELSEWHERE.contains(operation.getOperationId())) {
        continue;
      }
      for (Role role : List.of(Role.SYSTEM_ADMIN, Role.DISTRICT_MANAGER)) {
        Answer answer = web.client(role, null).get(path(operation));
        if (ofTheProbe(operation.getOpenAPIPath())) {
          assertTrue(
              answer.status() == 404 || answer.status() == 400 || answer.status() == 403,
              operation.getOperationId() + ": " + answer.raw().body());
        } else {
          unseen(operation.getOperationId(), answer.raw().body());
        }
      }
      asked.add(operation);
    }
    assertTrue(asked.size() > 20, "asked only " + asked.size());
  }

  private static boolean ofTheProbe(String openApiPath) {
    return List.of("{office}", "{alert}", "{endpoint}", "{delivery}").stream()
        .anyMatch(openApiPath::contains);
  }

  private String path(Operation operation) {
    String filled = operation.getOpenAPIPath();
    Map<String, String> parts =
        Map.of(
            "office", OFFICE,
            "alert", alert(),
            "endpoint", ProbePostman.ENDPOINT.toString(),
            "delivery", notifications().get(0),
            "photo", StationRows.photo(STATION),
            "station", STATION,
            "item", "water",
            "command", StationRows.order(STATION).toString(),
            "notice", StationRows.order(STATION).toString(),
            "silence", StationRows.order(STATION).toString());
    for (Map.Entry<String, String> part : parts.entrySet()) {
      filled = filled.replace("{" + part.getKey() + "}", part.getValue());
    }
    assertFalse(filled.contains("{"), "say in this test what is at " + filled);
    return filled + QUERIES.getOrDefault(operation.getOperationId(), "");
  }

  /** Neither identities nor words of it. */
  private void unseen(String where, String shown) {
    List<String> traces = new ArrayList<>(notifications());
    traces.addAll(
        List.of(
            alert(),
            ProbePostman.ENDPOINT.toString(),
            OFFICE,
            "office/probe",
            "\"x01\"",
            "自检",
            "probe.invalid"));
    String text = shown.toLowerCase(Locale.ROOT);
    for (String trace : traces) {
      assertFalse(text.contains(trace.toLowerCase(Locale.ROOT)), where + " shows " + trace);
    }
  }

  @Test
  void filtersDoNotFindItEither() {
    ApiClient manager = web.client(Role.DISTRICT_MANAGER, null);
    for (String one :
        List.of(
            "/alerts?rule=X01",
            "/alerts?number=office%2Fprobe",
            "/alerts?severity=critical&work=closed",
            "/deliveries?alert=" + alert(),
            "/deliveries?state=due")) {
      Answer answer = manager.get(one);
      assertTrue(answer.status() == 200 || answer.status() == 400, answer.raw().body());
      unseen(one, answer.raw().body());
    }
  }

  @Test
  void nobodyCanChangeAnythingOfIt() {
    ApiClient administrator = web.client(Role.SYSTEM_ADMIN, null);
    String endpoint = "/endpoints/" + ProbePostman.ENDPOINT;
    for (String one :
        List.of(
            endpoint + "/disable",
            endpoint + "/enable",
            endpoint + "/test",
            "/alerts/" + alert() + "/acknowledge",
            "/deliveries/" + notifications().get(0) + "/replay")) {
      Answer answer = administrator.post(one);
      assertTrue(
          answer.status() == 404 || answer.status() == 400, one + ": " + answer.raw().body());
    }
    JsonObject token =
        new JsonObject().put("name", "t").put("role", "viewer").put("office", OFFICE);
    assertTrue(administrator.post("/tokens", token).status() >= 400);
    assertTrue(administrator.post("/offices", Fixtures.office(OFFICE)).status() >= 400);
    assertEquals(
        1, database.number("select count(*) from alert where work = 'new' and office < 0"));
    assertEquals(
        0, database.number("select count(*) from audit where target like $1", "%" + alert()));
  }

  @Test
  void theOverviewAndTheDashboardsDoNotCountIt() {
    Snapshot overview =
        Await.result(new PgOverview(database.pool()).read(new Actor("a", Role.VIEWER, null), 0));
    assertEquals(1, overview.alerts().size());
    assertEquals(
        1,
        Await.result(new PgOpenAlerts(database.pool()).get()).values().stream()
            .mapToLong(n -> n)
            .sum());
    for (Row view :
        database.rows(
            "select relname::text from pg_class where relkind = 'v' and relname like 'dashboard%'")) {
      for (Row row : database.rows("select v::text from " + view.getString(0) + " v")) {
        unseen(view.getString(0), row.getString(0));
      }
    }
  }

  @Test
  void nothingThatLooksAfterAlertsTakesItForOne() {
    PgAlertFacts facts = new PgAlertFacts(writer, System::currentTimeMillis, step -> {});
    database.rows("delete from delivery_attempt");
    database.rows("update outbox set attempts = 4, created = now() - interval '1 hour'");
    database.rows("delete from outbox where endpoint <> $1", ProbePostman.ENDPOINT);
    Await.result(new PgUndeliveredBook(database.pool(), facts).review(Undelivered::judge));
    Await.result(new PgUntold(database.pool(), writer, System::currentTimeMillis).review());
    database.rows(
        "update alert set condition = 'cleared', cleared_time = now() - interval '3 days',"
            + " detected_time = now() - interval '3 days' where office < 0");
    assertEquals(0, Await.result(new PgLapses(database.pool(), writer).close()));
    assertEquals(2, database.number("select count(*) from alert"));
    assertEquals(0, database.number("select count(*) from deadline"));
  }
}
