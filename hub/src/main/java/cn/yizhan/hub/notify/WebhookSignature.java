package cn.yizhan.hub.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of the Standard Webhooks specification: HMAC-SHA256 over {@code id.timestamp.body},
 * one per live secret, separated by spaces, so that a secret can be changed without a gap.
 */
public final class WebhookSignature {
  private static final String VERSION = "v1,";

  private WebhookSignature() {}

  /**
   * The value of the {@code webhook-signature} header.
   *
   * @param secrets the live secrets, at least one
   * @param id the {@code webhook-id}, the same over all tries
   * @param timestamp the {@code webhook-timestamp} of this try, in seconds
   * @param body the bytes exactly as sent
   */
  public static String header(
      Collection<SigningSecret> secrets, String id, long timestamp, byte[] body) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("a webhook is signed with at least one secret");
    }
    return secrets.stream()
        .map(
            secret ->
                VERSION + Base64.getEncoder().encodeToString(mac(secret, id, timestamp, body)))
        .collect(Collectors.joining(" "));
  }

  /**
   * Whether one of the signatures in the header is by one of the secrets. Says nothing about the
   * age of the timestamp; the receiver compares it with its own clock.
   */
  public static boolean verifies(
      Collection<SigningSecret> secrets, String id, long timestamp, byte[] body, String header) {
    boolean found = false;
    for (String signature : header.split(" ", -1)) {
      if (!signature.startsWith(VERSION)) {
        continue;
      }
      byte[] claimed = signature.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8);
      for (SigningSecret secret : secrets) {
        byte[] right = Base64.getEncoder().encode(mac(secret, id, timestamp, body));
        found |= MessageDigest.isEqual(right, claimed);
      }
    }
    return found;
  }

  private static byte[] mac(SigningSecret secret, String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.key(), "HmacSHA256"));
      mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
