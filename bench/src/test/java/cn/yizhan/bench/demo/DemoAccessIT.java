package cn.yizhan.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.bench.process.HubApi;
import cn.yizhan.bench.process.HubProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration's ways into a real hub, over weeks and whatever its user does with tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoAccessIT {
  private static final String TOKENS = "/api/v1/tokens";

  private DemoFolder folder;
  private HubProcess hub;
  private DemoAccess access;

  @BeforeAll
  void startHub(@TempDir Path root) throws IOException {
    folder = DemoFolder.open(root.resolve("demo"), false);
    hub = HubProcess.start(folder.hub(), 0, 0, folder.log("hub"), List.of());
    access = new DemoAccess(hub.http(), folder);
  }

  @AfterAll
  void stopHub() {
    hub.stop(Duration.ofSeconds(20));
  }

  private static String me(HubApi api) throws IOException {
    return api.get("/api/v1/me").getString("role");
  }

  private void age(Duration age) throws IOException {
    Files.setLastModifiedTime(
        folder.hub().resolve("bootstrap-token"), FileTime.from(Instant.now().minus(age)));
  }

  private static JsonObject wanted(String role) {
    return new JsonObject().put("name", "test").put("role", role);
  }

  @Test
  void aBootstrapTokenOfYesterdayIsRenewedWhenItIsRefused() throws IOException {
    age(Duration.ofHours(25));
    assertThrows(HubApi.Refused.class, () -> me(new HubApi(hub.http(), hub.bootstrapToken())));

    assertEquals("system-admin", me(access.administrator()));
  }

  @Test
  void aBootstrapTokenIsRenewedBeforeItGetsTooOld() throws IOException {
    access.administrator().get("/api/v1/me");
    String young = hub.bootstrapToken();
    access.freshen();
    assertEquals(young, hub.bootstrapToken());

    age(Duration.ofHours(13));
    access.freshen();

    assertEquals("system-admin", me(new HubApi(hub.http(), hub.bootstrapToken())));
    age(Duration.ofHours(13));
    assertEquals("system-admin", me(new HubApi(hub.http(), hub.bootstrapToken())));
  }

  @Test
  void theDemonstrationsOwnTokenIsPrivateAndDoesWithoutTheBootstrapToken() throws IOException {
    assertEquals("district-manager", me(access.manager()));
    String kept = Files.readString(folder.token()).strip();
    age(Duration.ofHours(25));

    assertEquals("district-manager", me(access.manager()));

    assertEquals(kept, Files.readString(folder.token()).strip());
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(folder.token()));
  }

  @Test
  void itWorksOnWhenAnAdministratorExistsAndRevokesItsToken() throws IOException {
    assertEquals("district-manager", me(access.manager()));
    JsonObject issued = access.administrator().post(TOKENS, wanted("system-admin"));
    HubApi administrator = new HubApi(hub.http(), issued.getString("secret"));
    try {
      assertThrows(HubApi.Refused.class, () -> me(new HubApi(hub.http(), hub.bootstrapToken())));
      assertEquals("district-manager", me(access.manager()));

      for (Object each : administrator.items(TOKENS + "?limit=200")) {
        JsonObject token = (JsonObject) each;
        if (token.getString("role").equals("district-manager")) {
          administrator.post(revoke(token.getString("id")), new JsonObject());
        }
      }

      assertEquals("district-manager", me(access.manager()));
    } finally {
      administrator.post(revoke(issued.getString("id")), new JsonObject());
    }
  }

  private static String revoke(String token) {
    return TOKENS + "/" + token + "/revoke";
  }
}
