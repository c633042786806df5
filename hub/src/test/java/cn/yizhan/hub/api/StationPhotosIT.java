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
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos of stations over HTTP. */
@WithDatabase
class StationPhotosIT {
  private static final String JPEG = "image/jpeg";

  private final TestDatabase db;
  private final TestWeb web;
  private final ApiClient worker;

  StationPhotosIT(TestDatabase db, @TempDir Path directory) throws IOException {
    this.db = db;
    db.clear();
    this.web = new TestWeb(db, directory, Fixtures.NO_ALERT_WORK);
    ApiClient all = web.client(Role.SYSTEM_ADMIN, null);
    for (String one : List.of("a", "b")) {
      all.post("/offices", Fixtures.office("office-" + one));
      all.post("/stations", Fixtures.station("station-" + one, "office-" + one));
    }
    this.worker = web.client(Role.GRID_WORKER, "office-a");
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void aPhotoIsKeptStrippedOnceAndAudited() {
    Answer kept = send(worker, "station-a", JPEG, Pictures.fromTelephone(6));
    assertEquals(201, kept.status(), kept.raw().body());
    new DocumentCheck(db.vertx()).answers("createPhoto", kept);
    assertEquals("token:grid-worker", kept.json().getString("actor"));
    String digest = kept.json().getString("digest");
    Answer again = send(worker, "station-a", "image/png", Pictures.fromTelephone(6));
    assertEquals(200, again.status());
    assertEquals(kept.json(), again.json());

    HttpResponse<byte[]> served = worker.bytes("/stations/station-a/photos/" + digest);
    assertEquals(200, served.statusCode());
    assertFalse(new String(served.body(), StandardCharsets.ISO_8859_1).contains(Pictures.SECRET));
    assertArrayEquals(Pictures.pixels(Pictures.written("jpeg")), Pictures.pixels(served.body()));
    assertEquals(List.of(JPEG), served.headers().allValues("Content-Type"));

    List<Row> audit = db.rows("select target, data from audit where action = 'station.photo'");
    assertEquals(1, audit.size());
    assertEquals("station/station-a", audit.get(0).getString("target"));
    assertEquals(digest, audit.get(0).getJsonObject("data").getString("digest"));
  }

  @Test
  void whatIsNoPhotoIsRefusedWithTheReason() {
    problem(415, "media-type", send(worker, "station-a", "text/html", Pictures.written("png")));
    Answer large = send(worker, "station-a", JPEG, new byte[Photo.LARGEST + 1]);
    problem(413, "too-large", large);
    assertTrue(large.json().getString("detail").contains("5 MiB"));
    assertEquals(0, db.number("select count(*) from photo"));
  }

  @Test
  void anotherOfficesStationTakesNoneAndShowsNoneAndAViewerSendsNone() {
    byte[] photo = Pictures.written("png");
    problem(404, "not-found", send(worker, "station-b", "image/png", photo));
    ApiClient viewer = web.client(Role.VIEWER, "office-a");
    problem(403, "forbidden", send(viewer, "station-a", "image/png", photo));
    String digest = send(worker, "station-a", "image/png", photo).json().getString("digest");
    ApiClient other = web.client(Role.GRID_WORKER, "office-b");
    problem(404, "not-found", other.get("/stations/station-a/photos/" + digest));
    problem(404, "not-found", other.get("/stations/station-b/photos/" + digest));
    assertEquals(200, viewer.get("/stations/station-a/photos/" + digest).status());
  }

  @Test
  void aStationHasTwoThousandPhotosAtMost() {
    db.rows(
        "with p as (insert into photo (digest, type, content)"
            + " select sha256(n::text::bytea), 'image/png', '' from generate_series(1, $1) n"
            + " returning digest)"
            + " insert into station_photo (station, digest, at, actor)"
            + " select s.id, p.digest, now(), 'x' from p, station s where s.code = 'station-a'",
        StationPhotos.MOST - 1);
    byte[] last = Pictures.written("png");
    assertEquals(201, send(worker, "station-a", "image/png", last).status());
    problem(409, "conflict", send(worker, "station-a", JPEG, Pictures.written("jpeg")));
    assertEquals(200, send(worker, "station-a", "image/png", last).status());
  }

  private static Answer send(ApiClient client, String station, String type, byte[] photo) {
    return client.send(
        "POST",
        "/stations/" + station + "/photos",
        Map.of("Content-Type", type),
        BodyPublishers.ofByteArray(photo));
  }
}
