package cn.yizhan.hub.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The token in a file of the hub's directory, for whoever sets the hub up on its machine: the
 * content of the file is the token. It is accepted for 24 hours from the file's time. The one of
 * the first start is refused as soon as an administrator has ever been, one written anew as soon as
 * an administrator has been appointed with it.
 */
public final class BootstrapToken {
  /** Name of the file in the hub's directory. */
  public static final String FILE = "bootstrap-token";

  /** How long a token is accepted after its file was written. */
  public static final Duration LIFE = Duration.ofHours(24);

  private static final String FIRST_PREFIX = "yzb_";
  private static final String RENEWED_PREFIX = "yzr_";

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
      write(FIRST_PREFIX);
    }
  }

  /**
   * Writes a fresh token in place of the one there is; it opens the door again whatever
   * administrators there are, for when their tokens are lost.
   *
   * @throws IOException when it cannot be written
   */
  public Secret renew() throws IOException {
    return write(RENEWED_PREFIX);
  }

  private Secret write(String prefix) throws IOException {
    Secret secret = Secret.fresh(prefix);
    PrivateFile.replace(file, secret.text() + "\n");
    return secret;
  }

  /** True when the secret has the form of a bootstrap token, so that only such ones cost a read. */
  public static boolean looksLike(Secret secret) {
    return secret.text().startsWith(FIRST_PREFIX) || renewed(secret);
  }

  /** True when the token was written anew, and not by the hub's first start. */
  public static boolean renewed(Secret secret) {
    return secret.text().startsWith(RENEWED_PREFIX);
  }

  /** An identity for the audit log that gives nothing of the secret away. */
  public static UUID id(Secret secret) {
    try {
      ByteBuffer hash =
          ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(secret.bytes()));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  /**
   * The token in the file, while that is younger than {@link #LIFE}.
   *
   * @param now epoch milliseconds
   * @throws IOException when the file cannot be read
   */
  public Optional<Secret> current(long now) throws IOException {
    try {
      long age = now - Files.getLastModifiedTime(file).toMillis();
      Secret held = new Secret(Files.readString(file, StandardCharsets.UTF_8).strip());
      return age < LIFE.toMillis() && looksLike(held) ? Optional.of(held) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
