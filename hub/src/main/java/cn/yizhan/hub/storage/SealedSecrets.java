package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.notify.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** How an endpoint's secret lies in the database: encrypted, and bound to the endpoint's id. */
final class SealedSecrets {
  private SealedSecrets() {}

  static byte[] seal(Peppers peppers, UUID endpoint, SigningSecret secret) {
    return peppers.seal(secret.text().getBytes(StandardCharsets.UTF_8), context(endpoint));
  }

  /**
   * @throws IllegalArgumentException when the pepper is missing or the bytes are not this
   *     endpoint's
   */
  static SigningSecret open(Peppers peppers, UUID endpoint, int pepper, byte[] sealed) {
    byte[] text = peppers.open(pepper, sealed, context(endpoint));
    return SigningSecret.parse(new String(text, StandardCharsets.UTF_8));
  }

  /** The secret part of what is set about an endpoint, JSON. */
  static byte[] sealSheet(Peppers peppers, UUID endpoint, String json) {
    return peppers.seal(json.getBytes(StandardCharsets.UTF_8), context(endpoint) + "/sheet");
  }

  /**
   * @throws IllegalArgumentException when the pepper is missing or the bytes are not this
   *     endpoint's
   */
  static String openSheet(Peppers peppers, UUID endpoint, int pepper, byte[] sealed) {
    byte[] json = peppers.open(pepper, sealed, context(endpoint) + "/sheet");
    return new String(json, StandardCharsets.UTF_8);
  }

  private static String context(UUID endpoint) {
    return "endpoint/" + endpoint;
  }
}
