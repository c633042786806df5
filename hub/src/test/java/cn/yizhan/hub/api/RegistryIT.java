package cn.yizhan.hub.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithDatabase
class RegistryIT {
  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;

  RegistryIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
  }

  @BeforeEach
  void anOffice() {
    assertEquals(201, admin.post("/offices", Fixtures.office("xinwang")).status());
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void anOfficeIsRegisteredOnceAndShown() {
    Answer shown = admin.get("/offices/xinwang");
    assertEquals(200, shown.status());
    assertEquals("xinwang", shown.json().getString("code"));
    assertEquals(0, shown.json().getInteger("stations"));
    Answer again = admin.post("/offices", Fixtures.office("xinwang"));
    assertEquals(409, again.status());
    assertEquals("urn:yizhan:problem:conflict", again.json().getString("type"));
  }

  @Test
  void aStationIsRegisteredWithItsBaysAndItemsAndASecretOfWhichOnlyAHashIsKept() {
    JsonObject station = Fixtures.station("pc-001", "xinwang").put("breaker", 7040);
    station.getJsonArray("bays").getJsonObject(1).put("low", true);
    station.getJsonArray("bays").getJsonObject(0).put("circuit", true);
    Answer created = admin.post("/stations", station);
    assertEquals(201, created.status(), created.raw().body());
    assertEquals(java.util.Set.of("code", "secret"), created.json().fieldNames());
    String secret = created.json().getString("secret");
    assertEquals(43, secret.length());

    Row kept = database.rows("select slot, hmac, pepper from station_secret").get(0);
    byte[] hash =
        web.peppers().hmac(kept.getShort("pepper"), secret.getBytes(StandardCharsets.UTF_8));
    assertArrayEquals(hash, kept.getBuffer("hmac").getBytes());

    JsonObject shown = admin.get("/stations/pc-001").json();
    assertEquals(
        new JsonArray()
            .add(
                new JsonObject()
                    .put("number", 1)
                    .put("use", "e-bike")
                    .put("low", false)
                    .put("circuit", true))
            .add(
                new JsonObject()
                    .put("number", 2)
                    .put("use", "phone")
                    .put("low", true)
                    .put("circuit", false)),
        shown.getJsonArray("bays"));
    assertEquals(7040, shown.getDouble("breaker"));
    assertEquals(1, shown.getJsonObject("config").getInteger("desired"));
    JsonObject item = shown.getJsonArray("items").getJsonObject(0);
    assertEquals("water", item.getString("code"));
    assertEquals(4.5, item.getDouble("minimum"));
    assertEquals("gcj02", shown.getJsonObject("place").getString("crs"));
    assertNull(shown.getJsonObject("presence").getBoolean("online"));
    assertEquals("live", shown.getString("status"));
    assertEquals(1, admin.get("/offices/xinwang").json().getInteger("stations"));
  }

  @Test
  void aCodeThatIsTakenOrAnOfficeThatIsNotThereIsRefused() {
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    assertEquals(409, admin.post("/stations", Fixtures.station("pc-001", "xinwang")).status());
    assertEquals(404, admin.post("/stations", Fixtures.station("pc-002", "nowhere")).status());
    assertEquals(1, database.number("select count(*) from station"));
    assertEquals(1, database.number("select count(*) from station_secret"));
  }

  @Test
  void twoSecretsLiveAtATimeAndTheOlderOneGoesFirst() {
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    Buffer first = database.rows("select hmac from station_secret").get(0).getBuffer(0);
    Answer second = admin.post("/stations/pc-001/secret");
    assertEquals(200, second.status(), second.raw().body());
    assertEquals(2, database.number("select count(*) from station_secret"));
    Answer third = admin.post("/stations/pc-001/secret");
    assertNotEquals(second.json().getString("secret"), third.json().getString("secret"));
    assertEquals(2, database.number("select count(*) from station_secret"));
    assertEquals(0, database.number("select count(*) from station_secret where hmac = $1", first));
    Answer last = admin.post("/stations/pc-001/secret", new JsonObject().put("revokeOthers", true));
    assertEquals(200, last.status());
    assertEquals(1, database.number("select count(*) from station_secret"));
    assertEquals(404, admin.post("/stations/pc-009/secret").status());
  }

  @Test
  void aStationIsDisabledAndEnabledAgain() {
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    String since = admin.post("/stations/pc-001/disable").json().getString("disabled");
    assertNotNull(since);
    assertEquals(since, admin.post("/stations/pc-001/disable").json().getString("disabled"));
    assertNull(admin.post("/stations/pc-001/enable").json().getString("disabled"));
    assertEquals(404, admin.post("/stations/pc-009/disable").status());
  }

  @Test
  void aListComesInPagesThatTogetherHaveEachStationOnce() {
    for (int i = 0; i < 5; i++) {
      admin.post("/stations", Fixtures.station("pc-00" + i, "xinwang"));
    }
    List<String> codes = Fixtures.all(admin, "/stations?limit=2", "code");
    assertEquals(List.of("pc-000", "pc-001", "pc-002", "pc-003", "pc-004"), codes);
    assertEquals(List.of(), Fixtures.all(admin, "/stations?office=nowhere", "code"));
  }

  @Test
  void everyChangeHasItsAuditRow() {
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    admin.post("/stations/pc-001/secret");
    admin.post("/stations/pc-001/disable");
    admin.post("/stations/pc-001/enable");
    List<String> rows =
        database
            .rows("select actor, role, action, target, remote from audit where actor <> 'tester'")
            .stream()
            .map(row -> row.getString("action") + " " + row.getString("target"))
            .toList();
    assertEquals(
        List.of(
            "office.create office/xinwang",
            "station.create station/pc-001",
            "station.rotate station/pc-001",
            "station.disable station/pc-001",
            "station.enable station/pc-001"),
        rows);
    Row one = database.rows("select * from audit where action = 'station.create'").get(0);
    assertEquals("token:system-admin", one.getString("actor"));
    assertEquals("system-admin", one.getString("role"));
    assertEquals("127.0.0.1", one.getString("remote"));
  }

  @Test
  void aChangeWhoseAuditRowCannotBeWrittenIsNotMade() {
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    database.rows("alter table audit add constraint full_disk check (id < 0) not valid");
    try {
      assertEquals(500, admin.post("/offices", Fixtures.office("kaiyuan")).status());
      assertEquals(500, admin.post("/stations", Fixtures.station("pc-2", "xinwang")).status());
      assertEquals(500, admin.post("/stations/pc-001/secret").status());
      assertEquals(500, admin.post("/stations/pc-001/disable").status());
      Answer token = admin.post("/tokens", new JsonObject().put("name", "a").put("role", "viewer"));
      assertEquals(500, token.status());
    } finally {
      database.rows("alter table audit drop constraint full_disk");
    }
    assertEquals(404, admin.get("/offices/kaiyuan").status());
    assertEquals(1, database.number("select count(*) from station"));
    assertEquals(1, database.number("select count(*) from station_secret"));
    assertNull(admin.get("/stations/pc-001").json().getString("disabled"));
    assertEquals(1, database.number("select count(*) from api_token"));
  }

  @Test
  void whatAnswersIsWhatTheDocumentSays() {
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    DocumentCheck check = new DocumentCheck(database.vertx());
    check.answers("listOffices", admin.get("/offices"));
    check.answers("getOffice", admin.get("/offices/xinwang"));
    check.answers("listStations", admin.get("/stations"));
    assertNull(admin.get("/stations/pc-001").json().getJsonObject("test"));
    database.rows(
        "insert into station_test (station, id, started, until, begun_by)"
            + " select id, 'e1', now(), now() + interval '9 min', '王工' from station");
    assertEquals("王工", admin.get("/stations/pc-001").json().getJsonObject("test").getString("by"));
    check.answers("getStation", admin.get("/stations/pc-001"));
    check.answers("rotateStationSecret", admin.post("/stations/pc-001/secret"));
    check.answers("disableStation", admin.post("/stations/pc-001/disable"));
    check.answers("createStation", admin.post("/stations", Fixtures.station("pc-3", "xinwang")));
    check.answers("createOffice", admin.post("/offices", Fixtures.office("o-2")));
  }
}
