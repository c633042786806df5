package cn.yizhan.hub.notify;

import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The secret an endpoint and the hub share, in the form of the Standard Webhooks specification:
 * {@code whsec_} and the base64 of 24 to 64 random bytes. It is never printed by {@link #toString}.
 */
public final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final int NEW_BYTES = 32;
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final byte[] key;

  private SigningSecret(byte[] key) {
    this.key = key;
  }

  /**
   * A new secret of 32 bytes.
   *
   * @param random a cryptographically strong source
   */
  public static SigningSecret generate(RandomGenerator random) {
    byte[] key = new byte[NEW_BYTES];
    random.nextBytes(key);
    return new SigningSecret(key);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException when it is none; the message does not repeat the text
   */
  public static SigningSecret parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a webhook secret starts with " + PREFIX);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a webhook secret is base64 after " + PREFIX, e);
    }
    if (key.length < LEAST_BYTES || key.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a webhook secret has " + LEAST_BYTES + " to " + MOST_BYTES + " bytes");
    }
    return new SigningSecret(key);
  }

  /** The text form, shown once to whoever registers the endpoint. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  byte[] key() {
    return key.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningSecret secret && Arrays.equals(key, secret.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
