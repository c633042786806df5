package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts for displays as people post them. */
@WithDatabase
class NoticesIT {
  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final ApiClient mine;
  private final DocumentCheck check;

  NoticesIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.check = new DocumentCheck(database.vertx());
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/offices", Fixtures.office("kaiyuan"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
    admin.post("/stations", Fixtures.station("pc-002", "kaiyuan"));
    this.mine = web.client(Role.DUTY_OFFICER, "xinwang");
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static JsonObject notice(String scope, @Nullable String code) {
    JsonObject notice =
        new JsonObject()
            .put("scope", scope)
            .put("text", new JsonObject().put("zh", "今晚大风").put("en", "Strong wind tonight"))
            .put("until", Instant.now().plusSeconds(3600).toString());
    return code == null ? notice : notice.put("code", code);
  }

  private static Answer delete(ApiClient client, String id) {
    return client.send("DELETE", "/notices/" + id, Map.of(), BodyPublishers.noBody());
  }

  @Test
  void aNoticeIsPostedListedAndWithdrawnOnce() {
    Answer posted = admin.post("/notices", notice("office", "xinwang"));
    check.answers("createNotice", posted);
    String id = posted.json().getString("id");
    admin.post("/notices", notice("station", "pc-001"));
    admin.post("/notices", notice("all", null));
    check.answers("listNotices", admin.get("/notices"));
    check.answers("getNotice", admin.get("/notices/" + id));
    Answer withdrawn = delete(admin, id);
    check.answers("withdrawNotice", withdrawn);
    assertNotNull(withdrawn.json().getString("withdrawn"));
    assertEquals(
        withdrawn.json().getString("withdrawn"), delete(admin, id).json().getString("withdrawn"));
    assertEquals(
        List.of("all", "station", "office"), Fixtures.all(admin, "/notices?limit=1", "scope"));
    assertEquals(List.of("all", "station"), Fixtures.all(admin, "/notices?current=true", "scope"));
    assertEquals(
        List.of("notice.post", "notice.post", "notice.post", "notice.withdraw"),
        database.rows("select action from audit where action like 'notice.%' order by id").stream()
            .map(row -> row.getString(0))
            .toList());
  }

  @Test
  void anOfficeTellsOnlyItsOwnStationsAndSeesWhatAllAreTold() {
    problem(404, "not-found", mine.post("/notices", notice("all", null)));
    problem(404, "not-found", mine.post("/notices", notice("office", "kaiyuan")));
    problem(404, "not-found", mine.post("/notices", notice("station", "pc-002")));
    assertEquals(201, mine.post("/notices", notice("station", "pc-001")).status());
    String all = admin.post("/notices", notice("all", null)).json().getString("id");
    String theirs = admin.post("/notices", notice("office", "kaiyuan")).json().getString("id");
    assertEquals(List.of("all", "station"), Fixtures.all(mine, "/notices", "scope"));
    problem(404, "not-found", mine.get("/notices/" + theirs));
    problem(404, "not-found", delete(mine, theirs));
    problem(404, "not-found", delete(mine, all));
    assertEquals(3, Fixtures.all(admin, "/notices?current=true", "id").size());
  }

  @Test
  void whatCannotBePostedIsRefusedWithItsPlace() {
    fault("body.code", admin.post("/notices", notice("all", "xinwang")));
    fault("body.code", admin.post("/notices", notice("office", null)));
    fault("body.scope", admin.post("/notices", notice("city", null)));
    fault(
        "body.until",
        admin.post(
            "/notices",
            notice("all", null).put("until", Instant.now().minusSeconds(1).toString())));
    fault(
        "body.until",
        admin.post(
            "/notices",
            notice("all", null).put("from", Instant.now().plusSeconds(7200).toString())));
    problem(404, "not-found", admin.post("/notices", notice("station", "pc-009")));
    problem(
        403, "forbidden", web.client(Role.GRID_LEADER, null).post("/notices", notice("all", null)));
    assertEquals(0, database.number("select count(*) from notice"));
  }
}
