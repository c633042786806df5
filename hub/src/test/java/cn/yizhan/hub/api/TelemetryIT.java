package cn.yizhan.hub.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithDatabase
class TelemetryIT {
  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;

  TelemetryIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    StationRows.fill(database, "pc-001");
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void aSampleIsANumberABooleanOrAWordByItsPoint() {
    Answer answer = admin.get("/stations/pc-001/samples");
    new DocumentCheck(database.vertx()).answers("listSamples", answer);
    List<String> found = new ArrayList<>();
    for (Object item : answer.json().getJsonArray("items")) {
      JsonObject sample = (JsonObject) item;
      found.add(
          sample.getString("at").substring(17)
              + " "
              + sample.getString("point")
              + " "
              + sample.getValue("value")
              + " "
              + sample.getString("unit")
              + " "
              + sample.getBoolean("late"));
    }
    assertEquals(
        List.of(
            "00.000Z bay/1/power 412.5 W false",
            "00.000Z bay/1/relay true null false",
            "01.000Z bay/1/power 20 W false",
            "05.000Z bay/1/state Charging null true"),
        found);
  }

  @Test
  void samplesAreChosenByPointAndTime() {
    String at = "/stations/pc-001/samples?point=bay/1/power";
    assertEquals(List.of("412.5", "20"), Fixtures.all(admin, at, "value"));
    assertEquals(List.of("20"), Fixtures.all(admin, at + "&from=2026-11-23T06:00:01Z", "value"));
    assertEquals(
        List.of("412.5"), Fixtures.all(admin, at + "&from=&to=2026-11-23T14:00:01+08:00", "value"));
    assertEquals(
        List.of(), Fixtures.all(admin, "/stations/pc-001/samples?point=bay/9/power", "value"));
  }

  @Test
  void pagesOfSamplesHaveEachOnce() {
    List<String> whole = Fixtures.all(admin, "/stations/pc-001/samples", "value");
    for (int limit = 1; limit <= 5; limit++) {
      assertEquals(whole, Fixtures.all(admin, "/stations/pc-001/samples?limit=" + limit, "value"));
    }
  }

  @Test
  void everyStoredMessageIsListedOnceHoweverManyTimesItHas() {
    assertEquals(
        List.of("1", "2", "7"), Fixtures.all(admin, "/stations/pc-001/reports?limit=1", "seq"));
    assertEquals(
        List.of("1", "2"), Fixtures.all(admin, "/stations/pc-001/reports?lane=data", "seq"));
    Answer answer = admin.get("/stations/pc-001/reports?lane=event");
    new DocumentCheck(database.vertx()).answers("listReports", answer);
    JsonObject report = answer.json().getJsonArray("items").getJsonObject(0);
    assertEquals("event", report.getString("lane"));
    assertEquals("01KAR8", report.getString("epoch"));
    assertNull(answer.json().getString("next"));
  }

  @Test
  void theRestIsWhatTheDocumentSays() {
    DocumentCheck check = new DocumentCheck(database.vertx());
    Answer latest = admin.get("/stations/pc-001/latest");
    check.answers("listLatest", latest);
    assertEquals(
        List.of("412.5", "true"), Fixtures.all(admin, "/stations/pc-001/latest?limit=1", "value"));
    Answer rejections = admin.get("/rejections?station=pc-001");
    check.answers("listRejections", rejections);
    assertEquals(
        "aGFsbG8=", rejections.json().getJsonArray("items").getJsonObject(0).getString("bytes"));
    Answer gaps = admin.get("/gaps");
    check.answers("listGaps", gaps);
    JsonObject gap = gaps.json().getJsonArray("items").getJsonObject(0);
    assertEquals(3, gap.getInteger("from"));
    assertEquals(6, gap.getInteger("to"));
    check.answers("listEvents", admin.get("/stations/pc-001/events"));
    check.answers("getMe", admin.get("/me"));
    check.answers("listAlerts", admin.get("/alerts"));
    check.answers("getAlert", admin.get("/alerts/" + StationRows.alert("pc-001")));
    check.answers("listDeliveries", admin.get("/deliveries"));
    check.answers("listAttempts", admin.get("/deliveries/msg_pc-001/attempts"));
    check.answers("listEndpoints", admin.get("/offices/xinwang/endpoints"));
  }

  @Test
  void anAlertIsShownWithItsHistoryAndItsRevisionAsTag() {
    Answer alert = admin.get("/alerts/" + StationRows.alert("pc-001"));
    assertEquals("\"2\"", alert.header("etag"));
    assertEquals("PC-1123-pc-001", alert.json().getString("number"));
    assertEquals("2026-11-23T06:00:00.000Z", alert.json().getString("eventTime"));
    assertEquals(68.2, alert.json().getJsonObject("reading").getDouble("value"));
    assertEquals(2, alert.json().getJsonArray("history").size());
    assertEquals(1, Fixtures.all(admin, "/alerts?condition=active&rule=S02", "id").size());
    assertEquals(0, Fixtures.all(admin, "/alerts?work=closed", "id").size());
    assertEquals(1, Fixtures.all(admin, "/alerts?test=false", "id").size());
    assertEquals(0, Fixtures.all(admin, "/alerts?test=true", "id").size());
    assertEquals(0, Fixtures.all(admin, "/alerts?station=pc-002", "id").size());
  }
}
