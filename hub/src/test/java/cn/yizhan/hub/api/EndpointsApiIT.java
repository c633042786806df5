package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels of an office over the API. */
@WithDatabase
class EndpointsApiIT {
  private static final String ALL = "/offices/sbs/endpoints";

  private final TestDatabase database;
  private final TestWeb web;
  private final ApiClient admin;
  private final DocumentCheck check;

  EndpointsApiIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.admin = web.client(Role.SYSTEM_ADMIN, null);
    this.check = new DocumentCheck(database.vertx());
    admin.post("/offices", Fixtures.office("sbs"));
  }

  @AfterEach
  void close() {
    web.close();
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  private String created(String endpoint) {
    Answer answer = admin.post(ALL, json(endpoint));
    check.answers("createEndpoint", answer);
    return answer.json().getString("id");
  }

  private Answer patch(String path, JsonObject patch) {
    return admin.send(
        "PATCH",
        path,
        Map.of("Content-Type", "application/json"),
        BodyPublishers.ofString(patch.encode()));
  }

  private JsonObject robot() {
    return json(
        "{'kind':'feishu','url':'https://open.feishu.cn/open-apis/bot/v2/hook/tok3n',"
            + "'name':'值班群','settings':{'secret':'s3cret','mentions':['all']}}");
  }

  @Test
  void everyKindIsRegisteredShownWithoutItsSecretsAndTested() {
    List<String> endpoints =
        List.of(
            "{'kind':'webhook','url':'https://hooks.example.cn/'}",
            "{'kind':'alertmanager','url':'https://am.example.cn/h?t=tok3n',"
                + "'settings':{'authorization':'Bearer s3cret'}}",
            "{'kind':'dingtalk','url':'https://oapi.dingtalk.com/robot/send?access_token=tok3n'}",
            "{'kind':'wecom','url':'https://qyapi.weixin.qq.com/send?key=tok3n'}",
            robot().encode(),
            "{'kind':'sms','url':'https://sms.example.cn/s','settings':{'contentType':'text/plain',"
                + "'body':'{mobile} {text} {secret.k}','secrets':{'k':'s3cret'},"
                + "'mobiles':['13800000001']}}",
            "{'kind':'voice','url':'https://sms.example.cn/c?m={mobile}',"
                + "'settings':{'method':'GET','mobiles':['13800000001']}}",
            "{'kind':'email','settings':{'host':'mail.example.cn','user':'u','password':'s3cret',"
                + "'from':'a@example.cn','to':['b@example.cn']}}");
    for (String one : endpoints) {
      String id = created(one);
      check.answers("getEndpoint", admin.get("/endpoints/" + id));
      check.answers("testEndpoint", admin.post("/endpoints/" + id + "/test"));
    }

    Answer list = admin.get(ALL);
    check.answers("listEndpoints", list);
    assertEquals(endpoints.size(), list.json().getJsonArray("items").size());
    assertFalse(list.raw().body().contains("s3cret"), list.raw().body());
    assertFalse(list.raw().body().contains("tok3n"), list.raw().body());
    assertEquals(endpoints.size(), database.number("select count(*) from outbox"));
  }

  @Test
  void allThatIsWrongIsAnsweredAtOnceWithItsPlace() {
    Answer answer =
        admin.post(
            ALL,
            json(
                "{'kind':'wecom','url':'https://10.1.1.1/','settings':{'mobiles':['x'],'mail':1}}"));

    problem(400, "invalid-request", answer);
    JsonArray errors = answer.json().getJsonArray("errors");
    assertEquals(3, errors.size(), errors.encode());
    assertEquals("body.url", errors.getJsonObject(0).getString("place"));
    assertEquals("body.settings.mobiles[0]", errors.getJsonObject(1).getString("place"));
    assertEquals("body.settings.mail", errors.getJsonObject(2).getString("place"));
    fault("body.url", admin.post(ALL, json("{'kind':'webhook'}")));
    fault("body.url", admin.post(ALL, json("{'kind':'webhook','url':'https://10.0.0.1/'}")));
  }

  @Test
  void aChangeIsMergedAndWhatWasShownCanBeSentBack() {
    String path = "/endpoints/" + created(robot().encode());
    JsonObject shown = admin.get(path).json();
    JsonObject patch =
        new JsonObject()
            .put("url", shown.getString("url"))
            .put("settings", shown.getJsonObject("settings"))
            .put("minSeverity", "major")
            .put("language", "en");

    Answer changed = patch(path, patch);

    check.answers("changeEndpoint", changed);
    assertEquals("major", changed.json().getString("minSeverity"));
    assertEquals(
        "https://open.feishu.cn/open-apis/bot/v2/hook/***", changed.json().getString("url"));
    problem(400, "invalid-request", patch(path, json("{'settings':{'colour':'red'}}")));
    problem(404, "not-found", patch("/endpoints/" + UUID.randomUUID(), json("{'name':'x'}")));
  }

  @Test
  void aWebhookAsksForNewsOfStationsAndOtherKindsAreRefusedIt() {
    String path =
        "/endpoints/"
            + created("{'kind':'webhook','url':'https://hooks.example.cn/','events':['restock']}");
    assertEquals(List.of("restock"), admin.get(path).json().getJsonArray("events").getList());

    Answer changed = patch(path, json("{'events':['station','restock']}"));

    check.answers("changeEndpoint", changed);
    assertEquals(List.of("station", "restock"), changed.json().getJsonArray("events").getList());
    assertEquals(
        "[\"events\"]",
        database
            .rows("select data ->> 'changed' from audit where action = 'endpoint.change'")
            .get(0)
            .getString(0));
    assertEquals(
        List.of(), patch(path, json("{'events':[]}")).json().getJsonArray("events").getList());
    fault("body.events", patch(path, json("{'events':['station'],'tester':true}")));
    String robot = "/endpoints/" + created(robot().encode());
    assertEquals(List.of(), admin.get(robot).json().getJsonArray("events").getList());
    fault("body.events", patch(robot, json("{'events':['station']}")));
    problem(400, "invalid-request", admin.post(ALL, json("{'kind':'webhook','events':['x']}")));
  }

  @Test
  void aWebhookGetsANewSecretAndARobotDoesNot() {
    Answer first = admin.post(ALL, json("{'kind':'webhook','url':'https://hooks.example.cn/'}"));
    String path = "/endpoints/" + first.json().getString("id");

    Answer rotated = admin.post(path + "/rotate");

    check.answers("rotateEndpoint", rotated);
    assertTrue(rotated.json().getString("secret").startsWith("whsec_"));
    assertFalse(
        rotated.json().getString("secret").equals(first.json().getString("secret")), "the same");
    assertEquals(
        rotated.json().getString("bothUntil"), admin.get(path).json().getString("bothUntil"));
    Answer atOnce = admin.post(path + "/rotate", json("{'bothHours':0}"));
    assertNull(atOnce.json().getString("bothUntil"));
    problem(404, "not-found", admin.post("/endpoints/" + created(robot().encode()) + "/rotate"));
  }

  @Test
  void whatWasDisabledIsEnabledAgain() {
    String path = "/endpoints/" + created("{'kind':'webhook','url':'https://hooks.example.cn/'}");
    admin.post(path + "/disable");

    Answer enabled = admin.post(path + "/enable");

    check.answers("enableEndpoint", enabled);
    assertTrue(enabled.json().getBoolean("enabled"));
    assertNull(enabled.json().getString("disabledReason"));
  }

  @Test
  void theSchemaOfTheBodyIsServed() {
    Answer schema = admin.get("/schemas/webhook");

    check.answers("getWebhookSchema", schema);
    assertEquals("urn:yizhan:schema:webhook", schema.json().getString("$id"));
  }
}
