package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.BootstrapToken;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.access.Secret;
import cn.yizhan.hub.testing.ApiClient;
import cn.yizhan.hub.testing.ApiClient.Answer;
import cn.yizhan.hub.testing.Fixtures;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestWeb;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is let in to the page by a token. */
@WithDatabase
class SessionsIT {
  private final TestDatabase database;
  private final TestWeb web;
  private final Path directory;

  SessionsIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    this.directory = directory;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void aLinkAndWhatIsDoneByItAreAuditedUnderTheSaidNameAndTheToken() {
    ApiClient admin = web.client(Role.SYSTEM_ADMIN, null);
    String session = enter(link(admin, "张伟"));
    assertEquals(201, post(session, "/offices", Fixtures.office("office-a")).status());

    Row token = database.rows("select id, name from api_token").get(0);
    Row link = audit("session.link");
    assertEquals("token:system-admin", link.getString("actor"));
    assertEquals(token.getUUID("id"), link.getUUID("token"));
    assertEquals("page:张伟/token:system-admin", link.getJsonObject("data").getString("session"));
    Row change = audit("office.create");
    assertEquals("page:张伟/token:system-admin", change.getString("actor"));
    assertEquals(token.getUUID("id"), change.getUUID("token"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"token:boss", "a/b", "a|b", "recovery/", " boss", "boss ", "a\tb", "a\u202eb"})
  void aSaidNameCannotPoseAsAToken(String name) {
    Answer refused =
        web.client(Role.GRID_WORKER, null).post("/login-links", new JsonObject().put("name", name));
    assertEquals(400, refused.status(), refused.raw().body());
    assertEquals(0, database.number("select count(*) from audit where action = 'session.link'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"张伟", "买买提·艾力", "José María O’Neill", "J. R. Smith-Jones", "7号"})
  void aNameOfAPersonIsTaken(String name) {
    link(web.client(Role.GRID_WORKER, null), name);
    assertEquals(1, database.number("select count(*) from audit where action = 'session.link'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"revoked = now()", "expires = now()"})
  void aSessionEndsWithTheTokenThatOpenedIt(String end) {
    ApiClient worker = web.client(Role.GRID_WORKER, null);
    String session = enter(link(worker, null));
    String unused = link(worker, null);
    assertEquals("page:token:grid-worker", get(session, "/me").json().getString("name"));
    assertTrue(get(session, "//").raw().body().contains("id=\"totals\""));

    database.rows("update api_token set " + end);

    assertEquals(401, get(session, "/me").status());
    assertFalse(get(session, "//").raw().body().contains("id=\"totals\""));
    assertEquals(410, web.stranger().get("/" + unused).status());
    database.rows("update api_token set revoked = null, expires = now() + interval '1 day'");
    assertEquals(401, get(session, "/me").status(), "it has ended, whatever comes after");
  }

  @Test
  void aSessionOfTheBootstrapTokenEndsWithIt() throws IOException {
    Secret secret = new Secret(Files.readString(directory.resolve(BootstrapToken.FILE)).strip());
    ApiClient bootstrap = web.client(secret);
    String session = enter(link(bootstrap, null));
    assertEquals("page:bootstrap", get(session, "/me").json().getString("name"));
    bootstrap.post("/tokens", new JsonObject().put("name", "me").put("role", "system-admin"));
    assertEquals(401, get(session, "/me").status());
  }

  @Test
  void aSessionMakesNoLinks() {
    String session = enter(link(web.client(Role.SYSTEM_ADMIN, null), "张伟"));
    assertEquals(403, post(session, "/login-links", new JsonObject()).status());
  }

  @Test
  void aLinkOpensOneSession() {
    String link = link(web.client(Role.VIEWER, null), null);
    enter(link);
    assertEquals(410, web.stranger().get("/" + link).status());
  }

  private static String link(ApiClient by, @Nullable String name) {
    JsonObject body = new JsonObject();
    if (name != null) {
      body.put("name", name);
    }
    Answer answer = by.post("/login-links", body);
    assertEquals(201, answer.status(), answer.raw().body());
    return answer.json().getString("link");
  }

  private String enter(String link) {
    Answer answer = web.stranger().get("/" + link);
    assertEquals(200, answer.status(), answer.raw().body());
    return answer.header("set-cookie").replaceFirst(";.*", "");
  }

  private Answer get(String session, String path) {
    return web.stranger().send("GET", path, Map.of("Cookie", session), BodyPublishers.noBody());
  }

  private Answer post(String session, String path, JsonObject body) {
    return web.stranger()
        .send(
            "POST",
            path,
            Map.of(
                "Cookie",
                session,
                "Origin",
                "http://127.0.0.1:" + web.port(),
                "Content-Type",
                "application/json"),
            BodyPublishers.ofString(body.encode()));
  }

  private Row audit(String action) {
    return database.rows("select * from audit where action = $1", action).get(0);
  }
}
