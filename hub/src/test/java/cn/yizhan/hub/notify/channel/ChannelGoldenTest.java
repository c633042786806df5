package cn.yizhan.hub.notify.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each channel makes of a critical alert, a minor one, one that is over, a test and digests is
 * fixed by golden files; run with {@code -Dgolden.write=true} to write those of new cases.
 */
class ChannelGoldenTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final List<String> CASES =
      List.of(
          "raised-s02",
          "raised-r01",
          "cleared-s02",
          "endpoint-test",
          "digest",
          "digest-after-outage");

  private static final Map<String, String> ENDPOINTS =
      Map.of(
          "alertmanager",
          "{'kind':'alertmanager','url':'https://am.example.cn/hook',"
              + "'settings':{'authorization':'Bearer t0ken'}}",
          "dingtalk",
          "{'kind':'dingtalk','url':'https://oapi.dingtalk.com/robot/send?access_token=abc',"
              + "'settings':{'secret':"
              + "'SEC000000000000000000000000000000000000000000000000000000000000test',"
              + "'mobiles':['13800000001','13800000002'],'keyword':'驿站'}}",
          "wecom",
          "{'kind':'wecom','url':'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc',"
              + "'settings':{'mobiles':['13800000001']}}",
          "feishu",
          "{'kind':'feishu','url':'https://open.feishu.cn/open-apis/bot/v2/hook/abc',"
              + "'settings':{'secret':'test-feishu-secret','mentions':['ou_1','all']}}",
          "feishu-en",
          "{'kind':'feishu','language':'en',"
              + "'url':'https://open.feishu.cn/open-apis/bot/v2/hook/abc'}",
          "sms",
          "{'kind':'sms','url':'https://sms.example.cn/send?app=yizhan','settings':{"
              + "'headers':{'Authorization':'Basic {secret.basic}'},'secrets':{'basic':'dTpw'},"
              + "'body':'{\\u0022to\\u0022:\\u0022{mobile}\\u0022,"
              + "\\u0022say\\u0022:\\u0022{text}\\u0022}',"
              + "'mobiles':['13800000001','13800000002'],"
              + "'success':{'pointer':'/code','equals':['0']}}}",
          "voice",
          "{'kind':'voice','url':'http://10.1.2.3/call?to={mobile}&say={title}&no={number}',"
              + "'settings':{'method':'GET','mobiles':['+8613800000001']}}",
          "email",
          "{'kind':'email','settings':{'host':'mail.example.cn','user':'alerts','password':'p',"
              + "'from':'alerts@example.cn','to':['li@example.cn','wang@example.cn']}}");

  static Stream<Arguments> all() {
    // no digest is queued for what knows nothing but single alerts
    return ENDPOINTS.keySet().stream()
        .sorted()
        .flatMap(
            name ->
                CASES.stream()
                    .filter(one -> !name.equals("alertmanager") || !one.startsWith("digest"))
                    .map(one -> Arguments.of(name, one)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsSentIsFixed(String name, String message) throws IOException {
    Sheet sheet = Samples.sheet(Objects.requireNonNull(ENDPOINTS.get(name)));
    Channel channel = Objects.requireNonNull(sheet.channel());
    Message told = Samples.message(message);
    Language language = sheet.terms().language();
    JsonNode sent =
        channel instanceof EmailChannel email
            ? JsonMapper.builder().build().valueToTree(email.render(told, language))
            : shown(((HttpChannel) channel).render(told, language, NOW));
    golden(name + "-" + message, sent);
  }

  private static ObjectNode shown(Parcel parcel) {
    ObjectNode shown = Json.object().put("method", parcel.method()).put("url", parcel.url());
    ObjectNode headers = shown.putObject("headers");
    parcel.headers().forEach(headers::put);
    JsonNode body = Json.read(parcel.body());
    shown.set("body", body == null ? shown.textNode(parcel.body()) : body);
    return shown;
  }

  private static void golden(String name, JsonNode sent) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    String pretty = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(sent) + "\n";
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(Path.of("src/test/resources/channel", name + ".json"), pretty, UTF_8);
    }
    try (InputStream in =
        ChannelGoldenTest.class.getResourceAsStream("/channel/" + name + ".json")) {
      assertNotNull(in, name);
      assertEquals(new String(in.readAllBytes(), UTF_8), pretty);
    }
  }
}
