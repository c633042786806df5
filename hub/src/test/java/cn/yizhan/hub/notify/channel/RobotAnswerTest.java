package cn.yizhan.hub.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.notify.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Robots answer 200 whatever happened; the body tells. */
class RobotAnswerTest {
  private static final Map<String, HttpChannel> ROBOTS =
      Map.of(
          "dingtalk",
              Samples.channel("{'kind':'dingtalk','url':'https://d.example/?access_token=a'}"),
          "wecom", Samples.channel("{'kind':'wecom','url':'https://w.example/?key=a'}"),
          "feishu", Samples.channel("{'kind':'feishu','url':'https://f.example/hook/a'}"));

  private static Outcome judge(String robot, int status, String body, boolean whole) {
    HttpChannel channel = Objects.requireNonNull(ROBOTS.get(robot));
    return channel.judge(new Answer(status, null, body.replace('\'', '"'), whole, 1_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dingtalk | {'errcode':0,'errmsg':'ok'}",
        "wecom    | {'errcode':0,'errmsg':'ok'}",
        "feishu   | {'code':0,'msg':'success','data':{}}",
        "feishu   | {'StatusCode':0,'StatusMessage':'success','Extra':null}",
      })
  void zeroMeansDelivered(String robot, String body) {
    assertEquals(new Outcome.Delivered(200), judge(robot, 200, body, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dingtalk | {'errcode':310000,'errmsg':'keywords not in content'}"
            + " | answered 200, but errcode 310000: keywords not in content",
        "wecom    | {'errcode':93000,'errmsg':'invalid webhook url'}"
            + " | answered 200, but errcode 93000: invalid webhook url",
        "feishu   | {'code':19021,'msg':'sign match fail'}"
            + " | answered 200, but code 19021: sign match fail",
        "dingtalk | {'errcode':310000,'errmsg':'签名不匹配'} | answered 200, but errcode 310000: 签名不匹配",
        "wecom    | {}            | answered 200, but without errcode",
        "feishu   | {'code':'0'}  | answered 200, but without code or StatusCode",
        "wecom    | <html></html> | answered 200, but with something else than a JSON object",
        "wecom    | [0]           | answered 200, but with something else than a JSON object",
      })
  void everythingElseIsAFailureThatSaysItself(String robot, String body, String detail) {
    Outcome.Again again = assertInstanceOf(Outcome.Again.class, judge(robot, 200, body, true));

    assertEquals(detail, again.detail());
    assertNull(again.pause());
  }

  @ParameterizedTest
  @CsvSource({
    "dingtalk, errcode, 130101, 600",
    "dingtalk, errcode, 410100, 600",
    "wecom, errcode, 45009, 60",
    "feishu, code, 9499, 60",
    "feishu, code, 11232, 60",
  })
  void whoIsAskedTooOftenIsLeftAlone(String robot, String name, int code, int seconds) {
    Outcome outcome = judge(robot, 200, "{'" + name + "':" + code + "}", true);

    assertEquals(
        Duration.ofSeconds(seconds), assertInstanceOf(Outcome.Again.class, outcome).pause());
  }

  @Test
  void anAnswerThatDidNotEndIsAFailure() {
    Outcome outcome = judge("wecom", 200, "{'errcode':0}", false);

    assertEquals("answered 200, but the answer did not end", outcome.detail());
  }

  @Test
  void aStatusThatIsNoSuccessCountsByItself() {
    assertEquals("answered 502", judge("wecom", 502, "{'errcode':0}", true).detail());
    assertInstanceOf(Outcome.Refused.class, judge("wecom", 410, "", true));
  }

  @Test
  void whatTheRobotSaysIsKeptShortAndPrintable() {
    String body = "{'errcode':1,'errmsg':'a\\u0000b" + "长".repeat(500) + "'}";

    String detail = judge("wecom", 200, body, true).detail();

    assertEquals("answered 200, but errcode 1: a b" + "长".repeat(196) + "…", detail);
  }
}
