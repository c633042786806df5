package cn.yizhan.bench.demo;

import cn.yizhan.bench.process.Credential;
import cn.yizhan.bench.process.HubApi;
import cn.yizhan.hub.access.BootstrapToken;
import cn.yizhan.hub.access.PrivateFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * How the demonstration gets in at its hub, for as long as it lives: as a district manager, with a
 * token of its own that it keeps in a file, and, where that is not enough, with the hub's bootstrap
 * token, which it renews as {@code token bootstrap} does.
 */
final class DemoAccess {
  private final String hub;
  private final BootstrapToken bootstrap;
  private final Path token;

  DemoAccess(String hub, DemoFolder folder) {
    this.hub = hub;
    this.bootstrap = new BootstrapToken(folder.hub());
    this.token = folder.token();
  }

  /** The API for whoever may register stations and issue tokens. */
  HubApi administrator() {
    return new HubApi(
        hub,
        new Credential() {
          @Override
          public String token() throws IOException {
            return Files.readString(bootstrap.file()).strip();
          }

          @Override
          public String renewed() throws IOException {
            return bootstrap.renew().text();
          }
        });
  }

  /** The API for everything else; the role makes no administrator, so the first one is yours. */
  HubApi manager() {
    return new HubApi(
        hub,
        new Credential() {
          @Override
          public String token() throws IOException {
            try {
              return Files.readString(token).strip();
            } catch (NoSuchFileException e) {
              return renewed();
            }
          }

          @Override
          public String renewed() throws IOException {
            String issued =
                administrator()
                    .post(
                        "/api/v1/tokens",
                        new JsonObject().put("name", "demo").put("role", "district-manager"))
                    .getString("secret");
            PrivateFile.replace(token, issued + "\n");
            return issued;
          }
        });
  }

  /**
   * Renews the bootstrap token before it gets too old for commands that are typed in.
   *
   * @throws IOException when it cannot be written
   */
  void freshen() throws IOException {
    Instant written = Files.getLastModifiedTime(bootstrap.file()).toInstant();
    if (written.plus(BootstrapToken.LIFE.dividedBy(2)).isBefore(Instant.now())) {
      bootstrap.renew();
    }
  }
}
