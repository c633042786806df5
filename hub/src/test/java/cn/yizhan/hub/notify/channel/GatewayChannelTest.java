package cn.yizhan.hub.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.notify.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayChannelTest {
  private static final String NASTY = "a\"b\\c<d>&e=f\n'g'%{text}";

  private static HttpChannel gateway(String contentType, String body, String url) {
    ObjectNode json = Json.object().put("kind", "sms").put("url", url);
    ObjectNode settings = json.putObject("settings");
    settings.put("contentType", contentType).put("body", body).put("longest", 200);
    settings.putArray("mobiles").add("13800000001").add("+8613800000002");
    settings.put("separator", "\",\"");
    settings.putObject("secrets").put("key", "k&\"y");
    return (HttpChannel) Objects.requireNonNull(Sheet.read(json, Samples.OPEN).channel());
  }

  private static Message nasty() {
    ObjectNode body = Json.object().put("type", "alert.raised");
    ObjectNode data = body.putObject("data");
    data.put("number", "PC-1").put("severity", "critical");
    data.putObject("text").put("zh", NASTY);
    data.putObject("title").put("zh", "t");
    return Message.of("msg_1", Json.text(body));
  }

  private static String body(String contentType, String template) {
    return gateway(contentType, template, "https://a.example/")
        .render(nasty(), Language.ZH, 0)
        .body();
  }

  @Test
  void valuesAreEscapedAsTheContentTypeWantsIt() {
    JsonNode json =
        Json.read(
            body(
                "application/json",
                "{\"to\":[\"{mobile}\"],\"say\":\"{text}\",\"key\":\"{secret.key}\"}"));
    assertNotNull(json);
    assertEquals(NASTY, json.path("say").asText());
    assertEquals("k&\"y", json.path("key").asText());
    assertEquals("+8613800000002", json.path("to").path(1).asText());

    assertEquals(
        "to=13800000001%22%2C%22%2B8613800000002&say="
            + "a%22b%5Cc%3Cd%3E%26e%3Df%0A%27g%27%25%7Btext%7D&key=k%26%22y",
        body(
            "application/x-www-form-urlencoded; charset=utf-8",
            "to={mobile}&say={text}&key={secret.key}"));
    assertEquals(
        "<m to='13800000001\",\"+8613800000002'>"
            + "a&quot;b\\c&lt;d&gt;&amp;e=f\n&apos;g&apos;%{text}</m>",
        body("text/xml", "<m to='{mobile}'>{text}</m>"));
    assertEquals("13800000001\",\"+8613800000002 " + NASTY, body("text/plain", "{mobile} {text}"));
  }

  @Test
  void whatStandsInTheAddressIsAlwaysPercentEncoded() {
    Parcel parcel =
        gateway("text/plain", "x", "https://a.example/s?to={mobile}&say={text}&k={secret.key}")
            .render(nasty(), Language.ZH, 0);

    assertEquals(
        "https://a.example/s?to=13800000001%22%2C%22%2B8613800000002"
            + "&say=a%22b%5Cc%3Cd%3E%26e%3Df%0A%27g%27%25%7Btext%7D&k=k%26%22y",
        parcel.url());
  }

  @Test
  void secretsAreNotSeenInWhatIsTold() {
    Parcel parcel =
        gateway("text/plain", "{mobile} {secret.key}", "https://a.example/")
            .render(nasty(), Language.ZH, 0);

    assertEquals("refused for ***", parcel.veiled("refused for k&\"y"));
  }

  private static Outcome judged(String success, int status, String body) {
    HttpChannel channel =
        Samples.channel(
            "{'kind':'sms','url':'https://a.example/{mobile}','settings':{'method':'GET',"
                + "'mobiles':['13800000001'],'success':"
                + success
                + "}}");
    return channel.judge(new Answer(status, null, body, true, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                        | 204 |                 | true",
        "{}                                        | 500 | ok              | false",
        "{'pointer':'/code','equals':['0','OK']}   | 200 | {\"code\":0}    | true",
        "{'pointer':'/code','equals':['0','OK']}   | 200 | {\"code\":\"OK\"} | true",
        "{'pointer':'/code','equals':['0']}        | 200 | {\"code\":7}    | false",
        "{'pointer':'/code','equals':['0']}        | 200 | {}              | false",
        "{'pointer':'/code','equals':['0']}        | 200 | 0,success       | false",
        "{'pointer':'/code','equals':['0']}        | 500 | {\"code\":0}    | false",
        "{'pattern':'^0,'}                         | 200 | 0,success       | true",
        "{'pattern':'^0,'}                         | 200 | 1,balance       | false",
      })
  void successIsWhatTheTestOfSuccessSays(String success, int status, String body, boolean right) {
    Outcome outcome = judged(success, status, body == null ? "" : body);

    assertEquals(right, outcome instanceof Outcome.Delivered, outcome.detail());
  }

  @Test
  void whatTheGatewaySaidIsKept() {
    assertEquals(
        "answered 200, but with 7 at /code: {\"code\":7,\"msg\":\"余额不足\"}",
        judged("{'pointer':'/code','equals':['0']}", 200, "{\"code\":7,\"msg\":\"余额不足\"}")
            .detail());
  }

  @Test
  void aPatternThatWouldTakeForEverEndsAsAFailure() {
    Outcome outcome = judged("{'pattern':'(a*)*b'}", 200, "a".repeat(40));

    assertInstanceOf(Outcome.Again.class, outcome);
    assertTrue(outcome.detail().contains("without what was expected"), outcome.detail());
  }
}
