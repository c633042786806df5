package cn.yizhan.hub.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindTest {
  @ParameterizedTest
  @CsvSource({
    "webhook, https://a.example/x?y=z, https://a.example/x?y=z",
    "dingtalk, https://a.example/robot/send?access_token=abc,"
        + " https://a.example/robot/send?access_token=***",
    "wecom, https://a.example/send?key=abc&debug=1, https://a.example/send?key=***&debug=***",
    "wecom, https://a.example/send?abc, https://a.example/send?***",
    "feishu, https://a.example/hook/abc, https://a.example/hook/***",
    "feishu, https://a.example/hook/abc/?x=y, https://a.example/hook/***?x=***",
    "sms, https://a.example/s?m={mobile}&k=abc, https://a.example/s?m={mobile}&k=***",
    "sms, https://a.example/s?m=x{mobile}, https://a.example/s?m=***",
    "alertmanager, https://a.example/hook, https://a.example/hook",
  })
  void whatMustNotBeSeenOfAnAddressIsMasked(String kind, String url, String shown) {
    assertEquals(shown, Objects.requireNonNull(Kind.of(kind)).shown(url));
  }
}
