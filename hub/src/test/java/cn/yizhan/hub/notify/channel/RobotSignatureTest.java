package cn.yizhan.hub.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Known answers, computed apart from this program. */
class RobotSignatureTest {
  @Test
  void dingTalkSignsTimeAndSecretWithTheSecret() {
    assertEquals(
        "bCcJiIKqyObgdvB5UiIbViJlixojz9bQW5dnZbgLAd8=",
        RobotSignature.dingTalk(
            "SEC00000000000000000000000000000000000000000000000000000000" + "0000test",
            1_700_000_000_000L));
  }

  @Test
  void feishuSignsNothingWithTimeAndSecretAsTheKey() {
    assertEquals(
        "/KwQD1YftVQYV6R7tOy6EK/9Umk6g2gUh2PycwulW4U=",
        RobotSignature.feishu("test-feishu-secret", 1_700_000_000L));
  }
}
