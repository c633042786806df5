package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders to stations as people give them. */
@WithDatabase
class CommandsIT {
  private static final String COMMANDS = "/stations/pc-001/commands";

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final DocumentCheck check;

  CommandsIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.check = new DocumentCheck(database.vertx());
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    admin.post("/offices", Fixtures.office("xinwang"));
    admin.post("/offices", Fixtures.office("kaiyuan"));
    admin.post("/stations", Fixtures.station("pc-001", "xinwang"));
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static JsonObject command(String type, String target) {
    return new JsonObject().put("type", type).put("target", target);
  }

  @Test
  void anOrderWaitsAndIsListedAndAudited() {
    Answer made =
        admin.post(
            COMMANDS,
            command("test-mode", "station")
                .put("args", new JsonObject().put("minutes", 5).put("note", "验收")));
    assertEquals(202, made.status());
    check.answers("createCommand", made);
    assertEquals("queued", made.json().getString("state"));
    admin.post(COMMANDS, command("start", "bay/2"));
    check.answers("getCommand", admin.get(COMMANDS + "/" + made.json().getString("id")));
    check.answers("listCommands", admin.get(COMMANDS));
    assertEquals(List.of("start", "test-mode"), Fixtures.all(admin, COMMANDS + "?limit=1", "type"));
    assertEquals(List.of(), Fixtures.all(admin, COMMANDS + "?state=done", "type"));
    assertEquals(
        2,
        database.number(
            "select count(*) from audit where action = 'command.create'"
                + " and target = 'station/pc-001' and actor = 'token:system-admin'"));
  }

  @Test
  void whatCannotBeOrderedIsRefusedWithItsPlace() {
    fault("body.type", admin.post(COMMANDS, command("dance", "bay/1")));
    fault("body.target", admin.post(COMMANDS, command("start", "station")));
    fault("body.target", admin.post(COMMANDS, command("test-mode", "bay/1")));
    fault("body.target", admin.post(COMMANDS, command("start", "bay/3")));
    fault("body.target", admin.post(COMMANDS, command("start", "bay/x")));
    JsonObject start = command("start", "bay/1");
    fault(
        "body.args.minutes",
        admin.post(COMMANDS, start.copy().put("args", new JsonObject().put("minutes", 5))));
    fault(
        "body.expires",
        admin.post(
            COMMANDS, start.copy().put("expires", Instant.now().minusSeconds(1).toString())));
    fault(
        "body.expires",
        admin.post(
            COMMANDS, start.copy().put("expires", Instant.now().plusSeconds(90_000).toString())));
    problem(404, "not-found", admin.post("/stations/pc-009/commands", start));
    assertEquals(0, database.number("select count(*) from station_command"));
  }

  @Test
  void whoMayNotOperateOrSeesAnotherOfficeOrdersNothing() {
    JsonObject start = command("start", "bay/1");
    problem(403, "forbidden", web.client(Role.GRID_WORKER, null).post(COMMANDS, start));
    problem(404, "not-found", web.client(Role.SYSTEM_ADMIN, "kaiyuan").post(COMMANDS, start));
    assertEquals(202, web.client(Role.DUTY_OFFICER, "xinwang").post(COMMANDS, start).status());
  }

  private Answer keyed(ApiClient client, String key, String body) {
    return client.send(
        "POST",
        COMMANDS,
        Map.of("Content-Type", "application/json", "Idempotency-Key", key),
        BodyPublishers.ofString(body));
  }

  @Test
  void aRepeatedRequestGivesNoSecondOrder() {
    Answer first = keyed(admin, "\"k-1\"", "{\"type\":\"start\",\"target\":\"bay/1\"}");
    check.answers("createCommand", first);
    Answer again = keyed(admin, "k-1", "{ \"target\": \"bay/1\", \"type\": \"start\" }");
    assertEquals(202, again.status());
    assertEquals(first.json(), again.json());
    Answer other = keyed(admin, "k-2", "{\"type\":\"start\",\"target\":\"bay/1\"}");
    assertNotEquals(first.json().getString("id"), other.json().getString("id"));
    Answer somebodyElse =
        keyed(
            web.client(Role.DUTY_OFFICER, null), "k-1", "{\"type\":\"stop\",\"target\":\"bay/1\"}");
    assertEquals(202, somebodyElse.status(), "a key is his who made it up");
    assertEquals(3, database.number("select count(*) from station_command"));
    assertEquals(3, database.number("select count(*) from audit where action = 'command.create'"));
  }

  @Test
  void aKeyUsedForAnotherRequestIsRefused() {
    String body = "{\"type\":\"test-mode\",\"target\":\"station\",\"args\":{\"minutes\":5}}";
    keyed(admin, "k-1", body);
    problem(422, "key-reused", keyed(admin, "k-1", body.replace("5", "6")));
    problem(422, "key-reused", keyed(admin, "k-1", "{\"type\":\"stop\",\"target\":\"bay/1\"}"));
    fault("header.Idempotency-Key", keyed(admin, "two words", body));
    assertEquals(1, database.number("select count(*) from station_command"));
  }

  @Test
  void ofRequestsUnderOneKeyAtTheSameTimeOneIsGiven() throws Exception {
    String body = "{\"type\":\"start\",\"target\":\"bay/1\"}";
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> keyed(admin, "k-1", body)));
      }
      Set<String> ids = new HashSet<>();
      for (Future<Answer> answer : answers) {
        assertEquals(202, answer.get(60, TimeUnit.SECONDS).status());
        ids.add(answer.get().json().getString("id"));
      }
      assertEquals(1, ids.size());
    } finally {
      threads.shutdown();
    }
    assertEquals(1, database.number("select count(*) from station_command"));
  }
}
