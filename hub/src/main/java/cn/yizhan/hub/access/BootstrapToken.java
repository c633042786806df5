package cn.yizhan.hub.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;

/**
 * The token in a file of the hub's directory, for whoever sets the hub up on its machine: the
 * content of the file is the token. It is accepted for 24 hours from the file's time, and only
 * while no administrator exists, unless it was written for recovery.
 */
public final class BootstrapToken {
  /** Name of the file in the hub's directory. */
  public static final String FILE = "bootstrap-token";

  /** How long a token is accepted after its file was written. */
  public static final Duration LIFE = Duration.ofHours(24);

  private static final String FIRST_PREFIX = "yzb_";
  private static final String RECOVERY_PREFIX = "yzr_";

  private final Path file;

  /**
   * @param directory the hub's directory
   */
  public BootstrapToken(Path directory) {
    this.file = directory.resolve(FILE);
  }

  /** Where the token is. */
  public Path file() {
    return file;
  }

  /**
   * Writes a token when there is no file, as on the first start.
   *
   * @throws IOException when it cannot be written
   */
  public void ensure() throws IOException {
    if (!Files.exists(file)) {
      renew(false);
    }
  }

  /**
   * Writes a fresh token in place of the one there is.
   *
   * @param recovery true to have it accepted although an administrator exists, for when every
   *     administrator's token is lost
   * @throws IOException when it cannot be written
   */
  public Secret renew(boolean recovery) throws IOException {
    Secret secret = Secret.fresh(recovery ? RECOVERY_PREFIX : FIRST_PREFIX);
    PrivateFile.replace(file, secret.text() + "\n");
    return secret;
  }

  /** True when the secret has the form of a bootstrap token, so that only such ones cost a read. */
  public static boolean looksLike(Secret secret) {
    return secret.text().startsWith(FIRST_PREFIX) || secret.text().startsWith(RECOVERY_PREFIX);
  }

  /** True when the secret is accepted although an administrator exists. */
  public static boolean recovers(Secret secret) {
    return secret.text().startsWith(RECOVERY_PREFIX);
  }

  /**
   * Whether the secret is the token in the file and the file is younger than {@link #LIFE}.
   *
   * @param now epoch milliseconds
   * @throws IOException when the file cannot be read
   */
  public boolean matches(Secret secret, long now) throws IOException {
    try {
      long age = now - Files.getLastModifiedTime(file).toMillis();
      byte[] held =
          Files.readString(file, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
      return age < LIFE.toMillis()
          && held.length > 0
          && MessageDigest.isEqual(held, secret.bytes());
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
