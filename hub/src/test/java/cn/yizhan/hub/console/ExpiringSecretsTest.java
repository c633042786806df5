package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.access.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiringSecretsTest {
  private static final long NOW = 1_795_392_000_000L;
  private static final Actor ACTOR = new Actor("token:duty", Role.DUTY_OFFICER, 3);

  @TempDir Path directory;
  private ExpiringSecrets secrets;

  @BeforeEach
  void open() throws IOException {
    secrets =
        new ExpiringSecrets(
            Peppers.open(directory.resolve("pepper")), "yzl_", Duration.ofMinutes(10), 3);
  }

  @Test
  void aSecretStandsForItsActorUntilItExpires() {
    Secret secret = secrets.issue(ACTOR, NOW);
    ExpiringSecrets.Grant grant = secrets.find(secret, NOW + 599_999);
    assertNotNull(grant);
    assertEquals(ACTOR, grant.actor());
    assertEquals(NOW + 600_000, grant.expires());
    assertNull(secrets.find(secret, NOW + 600_000));
  }

  @Test
  void aSecretThatWasTakenStandsForNobody() {
    Secret secret = secrets.issue(ACTOR, NOW);
    assertNotNull(secrets.take(secret, NOW));
    assertNull(secrets.take(secret, NOW));
    assertNull(secrets.find(secret, NOW));
  }

  @Test
  void aSecretNobodyIssuedStandsForNobody() {
    secrets.issue(ACTOR, NOW);
    assertNull(secrets.find(new Secret("yzl_guess"), NOW));
  }

  @Test
  void pastTheMostTheOldestEnds() {
    Secret first = secrets.issue(ACTOR, NOW);
    Secret second = secrets.issue(ACTOR, NOW);
    secrets.issue(ACTOR, NOW);
    secrets.issue(ACTOR, NOW);
    assertNull(secrets.find(first, NOW));
    assertNotNull(secrets.find(second, NOW));
  }
}
