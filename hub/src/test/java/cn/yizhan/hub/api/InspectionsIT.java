package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.compliance.Element;
import cn.yizhan.hub.compliance.Elements;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.Pictures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inspections and elements over HTTP. */
@WithDatabase
class InspectionsIT {
  private static final String BOOKS = "study-books";

  private final TestDatabase db;
  private final TestWeb web;
  private final ApiClient worker;
  private final DocumentCheck document;

  InspectionsIT(TestDatabase db, @TempDir Path directory) throws IOException {
    this.db = db;
    db.clear();
    this.web = new TestWeb(db, directory, Fixtures.NO_ALERT_WORK);
    this.document = new DocumentCheck(db.vertx());
    ApiClient all = web.client(Role.SYSTEM_ADMIN, null);
    for (String one : List.of("a", "b")) {
      all.post("/offices", Fixtures.office("office-" + one));
      all.post("/stations", Fixtures.station("station-" + one, "office-" + one));
    }
    all.post("/stations", Fixtures.station("corner-a", "office-a").put("kind", "love-corner"));
    this.worker = web.client(Role.GRID_WORKER, "office-a");
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static JsonObject finding(String element, String result) {
    return new JsonObject().put("element", element).put("result", result);
  }

  private static JsonObject inspection(JsonObject... findings) {
    return new JsonObject().put("findings", new JsonArray(List.of(findings)));
  }

  private static JsonObject whole() {
    JsonArray findings = new JsonArray();
    for (Element element : Elements.of("full")) {
      findings.add(finding(element.code(), "present"));
    }
    return new JsonObject().put("findings", findings);
  }

  private static String ago(long hours) {
    return Instant.now().minus(hours, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private Answer send(JsonObject inspection) {
    return worker.post("/stations/station-a/inspections", inspection);
  }

  private JsonObject element(String code) {
    Answer answer = worker.get("/stations/station-a/elements");
    document.answers("listElements", answer);
    for (Object item : answer.json().getJsonArray("items")) {
      if (((JsonObject) item).getString("element").equals(code)) {
        return (JsonObject) item;
      }
    }
    throw new AssertionError("no " + code);
  }

  @Test
  void anInspectionIsKeptShownAndAuditedAndTellsOfEachElement() {
    String photo =
        worker
            .send(
                "POST",
                "/stations/station-a/photos",
                Map.of("Content-Type", "image/png"),
                BodyPublishers.ofByteArray(Pictures.written("png")))
            .json()
            .getString("digest");
    JsonObject first = whole().put("note", "季度排查");
    first
        .getJsonArray("findings")
        .getJsonObject(0)
        .put("expires", "2099-12-31")
        .put("photo", photo);
    first.getJsonArray("findings").getJsonObject(1).put("result", "missing").put("note", "座椅坏");
    Answer kept = send(first);
    assertEquals(201, kept.status(), kept.raw().body());
    document.answers("createInspection", kept);
    assertEquals(true, kept.json().getBoolean("whole"));
    assertEquals("token:grid-worker", kept.json().getString("actor"));
    JsonObject found = kept.json().getJsonArray("findings").getJsonObject(0);
    assertEquals("2099-12-31", found.getString("expires"));
    assertEquals(photo, found.getString("photo"));
    assertEquals("座椅坏", kept.json().getJsonArray("findings").getJsonObject(1).getString("note"));

    assertEquals("present", element("party-building").getString("state"));
    assertEquals("2099-12-31", element("party-building").getString("expires"));
    assertEquals(photo, element("party-building").getString("photo"));
    assertEquals("missing", element("rest-facilities").getString("state"));
    assertEquals(
        kept.json().getString("at"),
        worker.get("/stations/station-a/elements").json().getString("lastWhole"));
    List<Row> audit = db.rows("select target, data from audit where action = 'inspection.create'");
    assertEquals(1, audit.size());
    assertEquals("station/station-a", audit.get(0).getString("target"));
    assertEquals(
        "rest-facilities", audit.get(0).getJsonObject("data").getJsonArray("missing").getString(0));
  }

  @Test
  void nobodyHasLookedAtFirstAndAStationOfAnotherKindHasOtherElements() {
    JsonObject unknown = element(BOOKS);
    assertEquals("unknown", unknown.getString("state"));
    assertNull(unknown.getString("since"));
    Answer corner = worker.get("/stations/corner-a/elements");
    document.answers("listElements", corner);
    assertEquals(4, corner.json().getJsonArray("items").size());
    assertNull(corner.json().getString("lastWhole"));
    fault(
        "body.findings[0].element",
        worker.post("/stations/corner-a/inspections", inspection(finding(BOOKS, "present"))));
  }

  @Test
  void theLastLookCountsByWhenSomebodyLookedAndSinceWhenItIsSoIsTold() {
    String missing = ago(72);
    send(inspection(finding(BOOKS, "present")).put("at", ago(96)));
    send(inspection(finding(BOOKS, "missing")).put("at", missing));
    Answer second = send(inspection(finding(BOOKS, "missing")).put("at", ago(24)));
    assertEquals(false, second.json().getBoolean("whole"));
    JsonObject books = element(BOOKS);
    assertEquals("missing", books.getString("state"));
    assertEquals(second.json().getString("at"), books.getString("at"));
    assertEquals(Instant.parse(missing), Instant.parse(books.getString("since")));
    // reported late: it was so before what is known already
    send(inspection(finding(BOOKS, "present")).put("at", ago(48)));
    assertEquals("missing", element(BOOKS).getString("state"));
    assertEquals(second.json().getString("at"), element(BOOKS).getString("since"));
    // of the same time, the one reported later corrects the other
    send(inspection(finding(BOOKS, "present")).put("at", second.json().getString("at")));
    assertEquals("present", element(BOOKS).getString("state"));
    assertEquals(
        List.of("5 items"),
        List.of(
            Fixtures.all(worker, "/stations/station-a/inspections?limit=2", "id").size()
                + " items"));
  }

  @Test
  void whatHasExpiredIsShownAsExpiredAndSinceWhen() {
    send(inspection(finding(BOOKS, "present").put("expires", "2020-01-31")));
    JsonObject books = element(BOOKS);
    assertEquals("expired", books.getString("state"));
    assertEquals(books.getString("at"), books.getString("since"));
  }

  @Test
  void inspectionsAreListedTheNewestFirst() {
    Answer late = send(inspection(finding(BOOKS, "present")).put("at", ago(1)));
    Answer early = send(inspection(finding(BOOKS, "missing")).put("at", ago(2)));
    document.answers("listInspections", worker.get("/stations/station-a/inspections"));
    assertEquals(
        List.of(late.json().getString("id"), early.json().getString("id")),
        Fixtures.all(worker, "/stations/station-a/inspections?limit=1", "id"));
  }

  @Test
  void whatCannotBeIsRefusedWithItsPlace() {
    JsonObject twice = inspection(finding(BOOKS, "present"), finding(BOOKS, "missing"));
    fault("body.findings[1].element", send(twice));
    fault("body.findings[0].element", send(inspection(finding("water", "present"))));
    JsonObject day = finding(BOOKS, "present").put("expires", "2026-02-30");
    fault("body.findings[0].expires", send(inspection(day)));
    JsonObject gone = finding(BOOKS, "missing").put("expires", "2026-12-31");
    fault("body.findings[0].expires", send(inspection(gone)));
    JsonObject photo = finding(BOOKS, "present").put("photo", "0".repeat(64));
    fault("body.findings[0].photo", send(inspection(photo)));
    JsonObject now = inspection(finding(BOOKS, "present"));
    fault("body.at", send(now.copy().put("at", ago(-1))));
    fault("body.at", send(now.copy().put("at", ago(31 * 24 + 1))));
    fault("body.at", send(now.copy().put("at", "gestern")));
    problem(400, "invalid-request", send(new JsonObject().put("findings", new JsonArray())));
    problem(400, "invalid-request", send(inspection(finding(BOOKS, "perhaps"))));
    assertEquals(0, db.number("select count(*) from inspection"));
    assertEquals(201, send(now.copy().put("at", ago(31 * 24 - 1))).status());
  }

  @Test
  void aPhotoOfAnotherStationIsUnknownAndAnotherOfficesStationIsNotThere() {
    db.rows("insert into photo (digest, type, content) values (sha256('b'), 'image/png', '')");
    db.rows(
        "insert into station_photo (station, digest, at, actor)"
            + " select id, sha256('b'), now(), 'x' from station where code = 'station-b'");
    String digest = db.rows("select encode(sha256('b'), 'hex')").get(0).getString(0);
    fault(
        "body.findings[0].photo", send(inspection(finding(BOOKS, "present").put("photo", digest))));
    JsonObject good = inspection(finding(BOOKS, "present"));
    problem(404, "not-found", worker.post("/stations/station-b/inspections", good));
    problem(404, "not-found", worker.get("/stations/station-b/inspections"));
    problem(404, "not-found", worker.get("/stations/station-b/elements"));
    ApiClient viewer = web.client(Role.VIEWER, "office-a");
    problem(403, "forbidden", viewer.post("/stations/station-a/inspections", good));
    assertEquals(200, viewer.get("/stations/station-a/elements").status());
  }
}
