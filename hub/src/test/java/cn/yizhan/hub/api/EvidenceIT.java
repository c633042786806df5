package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.evidence.Photo;
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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos of alerts over HTTP. */
@WithDatabase
class EvidenceIT {
  private static final String JPEG = "image/jpeg";

  private final TestDatabase db;
  private final TestWeb web;
  private final ApiClient worker;

  EvidenceIT(TestDatabase db, @TempDir Path directory) throws IOException {
    this.db = db;
    db.clear();
    this.web = new TestWeb(db, directory, Fixtures.NO_ALERT_WORK);
    ApiClient all = web.client(Role.SYSTEM_ADMIN, null);
    for (String one : List.of("a", "b")) {
      all.post("/offices", Fixtures.office("office-" + one));
      all.post("/stations", Fixtures.station("station-" + one, "office-" + one));
      StationRows.fill(db, "station-" + one);
    }
    db.rows("delete from alert_photo");
    db.rows("delete from station_photo");
    db.rows("delete from photo");
    this.worker = web.client(Role.GRID_WORKER, "office-a");
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void aPhotoIsKeptWithoutWhatATelephoneWroteBesideItAndServedAsAPictureAndNothingElse() {
    Answer kept = send(worker, "station-a", JPEG, Pictures.fromTelephone(6));
    assertEquals(201, kept.status(), kept.raw().body());
    new DocumentCheck(db.vertx()).answers("addEvidence", kept);
    assertEquals("token:grid-worker", kept.json().getString("actor"));
    String digest = kept.json().getString("digest");
    HttpResponse<byte[]> served = worker.bytes(path("station-a") + "/" + digest);
    assertEquals(200, served.statusCode());
    assertEquals(kept.json().getInteger("bytes"), served.body().length);
    assertFalse(new String(served.body(), StandardCharsets.ISO_8859_1).contains(Pictures.SECRET));
    assertArrayEquals(Pictures.pixels(Pictures.written("jpeg")), Pictures.pixels(served.body()));
    for (Map.Entry<String, String> header :
        Map.of(
                "Content-Type", JPEG,
                "X-Content-Type-Options", "nosniff",
                "Content-Security-Policy", "default-src 'none'; sandbox",
                "Cache-Control", "private, max-age=31536000, immutable",
                "Content-Disposition", "inline; filename=\"" + digest.substring(0, 12) + ".jpg\"")
            .entrySet()) {
      assertEquals(
          List.of(header.getValue()), served.headers().allValues(header.getKey()), header.getKey());
    }
    Answer listed = worker.get(path("station-a"));
    new DocumentCheck(db.vertx()).answers("listEvidence", listed);
    assertEquals(new JsonArray().add(kept.json()), listed.json().getJsonArray("items"));
  }

  @Test
  void aPhotoIsInTheHistoryAndInTheAuditLogAndASecondTimeChangesNothing() {
    Answer first = send(worker, "station-a", JPEG, Pictures.fromTelephone(1));
    Answer again = send(worker, "station-a", "image/png", Pictures.fromTelephone(1));
    assertEquals(201, first.status());
    assertEquals(200, again.status());
    assertEquals(first.json(), again.json());
    JsonObject alert = worker.get("/alerts/" + StationRows.alert("station-a")).json();
    assertEquals(3, alert.getInteger("revision"));
    assertEquals("\"3\"", first.header("ETag"));
    assertEquals("\"3\"", again.header("ETag"));
    JsonObject last = alert.getJsonArray("history").getJsonObject(2);
    assertEquals("photographed", last.getString("what"));
    assertEquals(first.json().getString("digest"), last.getJsonObject("data").getString("digest"));
    List<Row> audit = db.rows("select action, target, data from audit where action like 'alert.%'");
    assertEquals(1, audit.size());
    assertEquals("alert.evidence", audit.get(0).getString("action"));
    assertEquals("alert/" + StationRows.alert("station-a"), audit.get(0).getString("target"));
    assertEquals(JPEG, audit.get(0).getJsonObject("data").getString("type"));
  }

  @Test
  void whatIsNoPhotoIsRefusedWithTheReason() {
    byte[] heic = Pictures.ascii("\0\0\0\30ftypheic");
    problem(415, "media-type", send(worker, "station-a", "text/html", Pictures.written("png")));
    Answer foreign = send(worker, "station-a", JPEG, heic);
    problem(415, "media-type", foreign);
    assertTrue(foreign.json().getString("detail").contains("image/webp"));
    byte[] half = Arrays.copyOf(Pictures.written("png"), 200);
    Answer unfit = send(worker, "station-a", "image/png", half);
    problem(422, "unusable", unfit);
    assertTrue(unfit.json().getString("detail").contains("cut off"));
    Answer large = send(worker, "station-a", JPEG, new byte[Photo.LARGEST + 1]);
    problem(413, "too-large", large);
    assertTrue(large.json().getString("detail").contains("5 MiB"));
    assertEquals(0, db.number("select count(*) from photo"));
  }

  @Test
  void aPhotoOfFiveMebibytesIsTaken() {
    byte[] note = Pictures.segment(0xfe, new byte[60_000]);
    byte[] plain = Pictures.written("jpeg");
    byte[] sent = plain;
    while (sent.length + note.length <= Photo.LARGEST) {
      sent = Pictures.with(sent, 2, note);
    }
    sent = Pictures.join(sent, new byte[Photo.LARGEST - sent.length]);
    Answer kept = send(worker, "station-a", JPEG, sent);
    assertEquals(201, kept.status(), kept.raw().body());
    assertEquals(plain.length, kept.json().getInteger("bytes"));
  }

  @Test
  void anAlertHasTwentyPhotosAtMostAndAPhotoOfTwoAlertsIsKeptOnce() {
    for (int i = 1; i <= Evidence.MOST; i++) {
      Answer kept = send(worker, "station-a", "image/png", Pictures.written("png", i, 1));
      assertEquals(201, kept.status(), kept.raw().body());
    }
    problem(409, "conflict", send(worker, "station-a", JPEG, Pictures.written("jpeg")));
    assertEquals(
        200, send(worker, "station-a", "image/png", Pictures.written("png", 1, 1)).status());
    ApiClient other = web.client(Role.GRID_WORKER, "office-b");
    assertEquals(
        201, send(other, "station-b", "image/png", Pictures.written("png", 1, 1)).status());
    assertEquals(Evidence.MOST, db.number("select count(*) from photo"));
  }

  @Test
  void anotherOfficesAlertTakesNoPhotoAndAViewerSendsNone() {
    byte[] photo = Pictures.written("png");
    problem(404, "not-found", send(worker, "station-b", "image/png", photo));
    problem(
        403,
        "forbidden",
        send(web.client(Role.VIEWER, "office-a"), "station-a", "image/png", photo));
    String digest = send(worker, "station-a", "image/png", photo).json().getString("digest");
    problem(404, "not-found", worker.get(path("station-b") + "/" + digest));
    problem(404, "not-found", worker.get(path("station-a") + "/" + "0".repeat(64)));
    assertEquals(200, web.client(Role.VIEWER, "office-a").get(path("station-a")).status());
  }

  private static Answer send(ApiClient client, String station, String type, byte[] photo) {
    return client.send(
        "POST", path(station), Map.of("Content-Type", type), BodyPublishers.ofByteArray(photo));
  }

  private static String path(String station) {
    return "/alerts/" + StationRows.alert(station) + "/evidence";
  }
}
