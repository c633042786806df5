package cn.yizhan.hub.notify.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of group robots. */
final class RobotSignature {
  private RobotSignature() {}

  /**
   * DingTalk: HMAC-SHA256 with the secret over time, line feed and secret, in base64. Source: the
   * vendor's page on the security of custom robots,
   * https://open.dingtalk.com/document/robots/customize-robot-security-settings .
   *
   * @param now epoch milliseconds; the robot takes an hour off its clock at most
   */
  static String dingTalk(String secret, long now) {
    return mac(secret, now + "\n" + secret);
  }

  /**
   * Feishu: HMAC-SHA256 over nothing, with time, line feed and secret as the key, in base64.
   * Source: the vendor's page on custom bots,
   * https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot .
   *
   * @param seconds seconds since 1970; the robot takes an hour off its clock at most
   */
  static String feishu(String secret, long seconds) {
    return mac(seconds + "\n" + secret, "");
  }

  private static String mac(String key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
