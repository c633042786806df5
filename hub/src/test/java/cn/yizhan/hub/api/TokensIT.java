package cn.yizhan.hub.api;

import static cn.yizhan.hub.api.DocumentCheck.fault;
import static cn.yizhan.hub.api.DocumentCheck.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithDatabase
class TokensIT {
  private final TestDatabase database;
  private final TestWeb web;
  private final BootstrapToken bootstrap;

  TokensIT(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    database.clear();
    this.web = new TestWeb(database, directory, Fixtures.NO_ALERT_WORK);
    this.bootstrap = new BootstrapToken(directory);
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void theBootstrapTokenWorksUntilTheFirstAdministratorExists() throws IOException {
    ApiClient first = bootstrapped();
    assertEquals("bootstrap", first.get("/me").json().getString("name"));
    create(first, new JsonObject().put("name", "page").put("role", "viewer"));
    assertEquals(200, first.get("/me").status());
    ApiClient admin = create(first, new JsonObject().put("name", "me").put("role", "system-admin"));
    problem(401, "unauthenticated", first.get("/me"));
    assertEquals("token:me", admin.get("/me").json().getString("name"));
  }

  @Test
  void theFirstBootstrapTokenStaysRefusedWhenNoAdministratorIsLeft() throws IOException {
    ApiClient first = bootstrapped();
    create(first, new JsonObject().put("name", "me").put("role", "security-admin"));
    database.rows("update api_token set revoked = now()");
    problem(401, "unauthenticated", first.get("/me"));
    database.rows("update api_token set revoked = null, expires = now()");
    problem(401, "unauthenticated", first.get("/me"));
  }

  @Test
  void aRenewedBootstrapTokenWorksUntilAnAdministratorIsAppointedWithIt() throws IOException {
    JsonObject wanted = new JsonObject().put("name", "me").put("role", "system-admin");
    create(bootstrapped(), wanted);
    bootstrap.renew();
    ApiClient renewed = bootstrapped();
    assertEquals("recovery", renewed.get("/me").json().getString("name"));
    ApiClient again = create(renewed, wanted);
    problem(401, "unauthenticated", renewed.get("/me"));
    assertEquals(200, again.get("/me").status());
    database.rows("update api_token set revoked = now()");
    problem(401, "unauthenticated", renewed.get("/me"));
    bootstrap.renew();
    assertEquals(200, bootstrapped().get("/me").status());
  }

  @Test
  void aSecurityAdministratorIssuesNoTokenThatMayDoMore() {
    ApiClient security = web.client(Role.SECURITY_ADMIN, null);
    for (String role : List.of("system-admin", "district-manager")) {
      Answer refused =
          security.post("/tokens", new JsonObject().put("name", "t").put("role", role));
      problem(403, "forbidden", refused);
      assertTrue(refused.json().getString("detail").endsWith("none of a " + role));
    }
    for (String role : List.of("security-admin", "auditor", "duty-officer", "viewer")) {
      create(security, new JsonObject().put("name", "t").put("role", role));
    }
  }

  @Test
  void aSystemAdministratorAppointsTheOthers() {
    ApiClient system = web.client(Role.SYSTEM_ADMIN, null);
    for (Role role : Role.values()) {
      create(system, new JsonObject().put("name", "t").put("role", role.word()));
    }
  }

  @Test
  void theAuditLogTellsTokensOfOneNameApart() {
    ApiClient system = web.client(Role.SYSTEM_ADMIN, null);
    JsonObject wanted = new JsonObject().put("name", "boss").put("role", "system-admin");
    ApiClient one = create(system, wanted);
    ApiClient two = create(system, wanted);
    one.post("/offices", Fixtures.office("office-1"));
    two.post("/offices", Fixtures.office("office-2"));
    assertEquals(
        2,
        database.number(
            "select count(distinct a.token) from audit a join api_token t on t.id = a.token"
                + " where a.action = 'office.create' and a.actor = 'token:boss'"
                + " and t.name = 'boss'"));
  }

  @Test
  void theBootstrapTokenIsRefusedWhenItsFileIsADayOld() throws IOException {
    ApiClient first = bootstrapped();
    assertEquals(200, first.get("/me").status());
    Instant old = Instant.now().minus(BootstrapToken.LIFE);
    Files.setLastModifiedTime(bootstrap.file(), FileTime.from(old));
    problem(401, "unauthenticated", first.get("/me"));
    bootstrap.renew();
    assertEquals(200, bootstrapped().get("/me").status());
    problem(401, "unauthenticated", first.get("/me"));
  }

  @Test
  void aTokenIsShownOnceAndKeptAsAHash() throws IOException {
    Answer created =
        bootstrapped().post("/tokens", new JsonObject().put("name", "page").put("role", "viewer"));
    new DocumentCheck(database.vertx()).answers("createToken", created);
    String secret = created.json().getString("secret");
    assertEquals(
        0, database.number("select count(*) from api_token where hmac = $1", bytes(secret)));
    Answer list = bootstrapped().get("/tokens");
    new DocumentCheck(database.vertx()).answers("listTokens", list);
    assertEquals(false, list.raw().body().contains(secret));
    assertNotNull(created.json().getString("expires"));
  }

  @Test
  void anExpiredOrRevokedTokenIsRefused() throws IOException {
    ApiClient first = bootstrapped();
    Answer created =
        first.post("/tokens", new JsonObject().put("name", "page").put("role", "viewer"));
    ApiClient viewer = web.client(new Secret(created.json().getString("secret")));
    assertEquals(200, viewer.get("/me").status());
    database.rows("update api_token set expires = now()");
    problem(401, "unauthenticated", viewer.get("/me"));
    database.rows("update api_token set expires = now() + interval '1 hour'");
    assertEquals(200, viewer.get("/me").status());
    Answer revoked = first.post("/tokens/" + created.json().getString("id") + "/revoke");
    new DocumentCheck(database.vertx()).answers("revokeToken", revoked);
    problem(401, "unauthenticated", viewer.get("/me"));
    assertEquals(1, database.number("select count(*) from audit where action = 'token.revoke'"));
  }

  @Test
  void anExpiryThatIsPastOrNoTimeIsRefused() throws IOException {
    JsonObject wanted = new JsonObject().put("name", "page").put("role", "viewer");
    ApiClient first = bootstrapped();
    fault(
        "body.expires",
        first.post("/tokens", wanted.copy().put("expires", "2020-01-01T00:00:00Z")));
    fault("body.expires", first.post("/tokens", wanted.copy().put("expires", "soon")));
    fault("body.role", first.post("/tokens", wanted.copy().put("role", "root")));
    problem(404, "not-found", first.post("/tokens", wanted.copy().put("office", "nowhere")));
  }

  private ApiClient bootstrapped() throws IOException {
    return web.client(new Secret(Files.readString(bootstrap.file()).strip()));
  }

  private ApiClient create(ApiClient by, JsonObject wanted) {
    Answer created = by.post("/tokens", wanted);
    assertEquals(201, created.status(), created.raw().body());
    return web.client(new Secret(created.json().getString("secret")));
  }

  private static io.vertx.core.buffer.Buffer bytes(String text) {
    return io.vertx.core.buffer.Buffer.buffer(text);
  }
}
