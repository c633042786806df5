package cn.yizhan.hub.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A random secret that is shown once; the hub keeps a keyed hash of it.
 *
 * @param text what is shown, in the base64url alphabet
 */
public record Secret(String text) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A fresh secret of 256 random bits, with a prefix that tells people and scanners its use. */
  public static Secret fresh(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The bytes that are hashed. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Hides the secret from logs. */
  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
