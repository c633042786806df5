package cn.yizhan.hub.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.rule.Severity;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {
  private static final String DINGTALK =
      "{'kind':'dingtalk','url':'https://d.example/robot/send?access_token=tok3n',"
          + "'name':'值班群','settings':{'secret':'SECs3cret','mobiles':['13800000001']},"
          + "'proxy':{'address':'10.1.1.1:3128','user':'u','password':'pr0xy'}}";
  private static final String SMS =
      "{'kind':'sms','url':'https://sms.example.cn/send','settings':{'contentType':'text/plain',"
          + "'body':'{mobile} {text} {secret.key}','secrets':{'key':'k3y'},'mobiles':['13800000001']}}";

  private static List<String> faults(String json) {
    return assertThrows(BadSettings.class, () -> Samples.sheet(json)).faults().stream()
        .map(ConfigFault::text)
        .toList();
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertEquals(
        List.of(
            "language: expected one of zh, en",
            "minSeverity: expected one of critical, major, minor, info",
            "ca: is no certificate that can be read",
            "proxy.password: goes together with user",
            "proxy.port: is not known here; there are address, password, user",
            "proxy.address: expected host:port, proxy.example.cn:3128 for instance",
            "url: is needed: https://…",
            "settings.secret: expected a text of one line, 1 to 200 characters",
            "settings.mobiles[1]: expected a telephone number, 5 to 20 digits",
            "settings.mobile: is not known here; there are keyword, mobiles, secret",
            "colour: is not known here; there are ca, events, fallback, kind, language, minSeverity, name,"
                + " proxy, settings, tester, url"),
        faults(
            "{'kind':'dingtalk','language':'fr','minSeverity':'grave','colour':'red',"
                + "'ca':'-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----',"
                + "'proxy':{'address':'proxy','port':3,'user':'u'},"
                + "'settings':{'secret':7,'mobiles':['13800000001','12'],'mobile':'1'}}"));
  }

  @Test
  void allThatIsWrongWithAGatewayIsSaidAtOnce() {
    assertEquals(
        List.of(
            "settings.headers.Authorization: put the credential into secrets and write"
                + " {secret.NAME} here",
            "settings.headers.Host: is not set this way",
            "settings.body: {phone} stands for nothing; there are {mobile}, {text}, {title},"
                + " {number}, {id} and {secret.NAME} for the names in secrets",
            "settings.body: is no JSON; placeholders for texts stand between quotes",
            "settings.mobiles: is needed: the numbers to tell, at least one",
            "settings.success.pointer: goes together with equals: where, and what is there on"
                + " success",
            "settings.success.pattern: is no regular expression: Unclosed group",
            "settings.body: nothing in it or in the address says {mobile}"),
        faults(
            "{'kind':'sms','url':'https://sms.example.cn/','settings':{"
                + "'headers':{'Authorization':'Basic abc','Host':'x'},'body':'{phone} {text}',"
                + "'success':{'pointer':'/code','pattern':'(('}}}"));
  }

  @Test
  void allThatIsWrongWithAMailServerIsSaidAtOnce() {
    assertEquals(
        List.of(
            "settings.host: is needed: the mail server's name",
            "settings.security: expected one of tls, starttls",
            "settings.password: goes together with user",
            "settings.from: expected an address such as alerts@example.cn",
            "settings.to: is needed: the recipients, at least one"),
        faults("{'kind':'email','settings':{'security':'none','user':'u','from':'alerts\\n@x'}}")
            .stream()
            .map(
                one ->
                    one.replace(
                        "a text of one line, 1 to 254 characters",
                        "an address such as alerts@example.cn"))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "{'kind':'pager'}, 'kind: expected one of webhook, alertmanager, dingtalk, wecom, feishu, sms,"
        + " voice, email'",
    "{'url':'https://a.example/'}, 'kind: is needed: webhook, alertmanager, dingtalk, wecom, feishu,"
        + " sms, voice, email'",
    "'{''kind'':''email'',''url'':''https://a.example/'',''settings'':{''host'':''m'',"
        + "''from'':''a@b'',''to'':[''c@d'']}}',"
        + " 'url: e-mail has none; settings.host says where the mail server is'",
    "'{''kind'':''wecom'',''url'':''http://a.example/'',''proxy'':{''address'':''p:1''}}',"
        + " 'url: only https goes through a proxy'",
    "'{''kind'':''webhook'',''url'':''https://a.example/'',''ca'':''-----BEGIN PRIVATE KEY-----''}',"
        + " 'ca: holds a private key; only certificates belong here'",
    "'{''kind'':''sms'',''url'':''https://{mobile}.example/'',''settings'':{''method'':''GET'',"
        + "''mobiles'':[''13800000001'']}}', 'url: has placeholders only after the host'",
  })
  void aSingleFaultIsSaidPlainly(String json, String fault) {
    assertEquals(List.of(fault), faults(json));
  }

  private static final String ALERTS_ALONE = "only a webhook is told of them; %s is told of alerts";
  private static final String NOTHING_ELSE =
      "goes not together with %s, which is told of nothing else";

  @ParameterizedTest
  @ValueSource(strings = {"dingtalk", "alertmanager", "wecom", "feishu"})
  void otherKindsAreToldOfAlertsAlone(String kind) {
    String rest = "],'kind':'" + kind + "','url':'https://a.example/'}";
    assertEquals(
        List.of("events: " + ALERTS_ALONE.formatted(kind)), faults("{'events':['restock'" + rest));
    assertEquals(List.of(), Samples.sheet("{'events':[" + rest).terms().events());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tester", "fallback"})
  void whoIsToldOfOneThingAloneIsToldOfNoNews(String flag) {
    String rest = "],'kind':'webhook','url':'https://a.example/','" + flag + "':true}";
    assertEquals(
        List.of("events: " + NOTHING_ELSE.formatted(flag)), faults("{'events':['station'" + rest));
    assertEquals(List.of(), Samples.sheet("{'events':[" + rest).terms().events());
  }

  @Test
  void aWebhookAsksForTheNewsItWants() {
    String webhook = "{'kind':'webhook','url':'https://a.example/x','events':['%s','%s']}";

    assertEquals(
        List.of("restock", "station"),
        Samples.sheet(webhook.formatted("restock", "station")).terms().events());
    assertEquals(
        List.of("restock"),
        Samples.sheet(webhook.formatted("restock", "restock")).terms().events());
    assertEquals(
        List.of("events[1]: expected one of station, restock"),
        faults(webhook.formatted("station", "weather")));
  }

  @Test
  void whatIsNotSaidHasItsStandard() {
    Sheet sheet = Samples.sheet("{'kind':'webhook','url':'https://a.example/x'}");

    assertEquals(
        new Sheet.Terms("", Language.ZH, Severity.INFO, false, false, List.of()), sheet.terms());
    assertNull(sheet.secret());
    assertNull(sheet.channel());
    assertEquals("https://a.example/x", sheet.shownUrl());
  }

  @Test
  void secretsAreTakenApartAndPutTogetherAgain() {
    for (String json : List.of(DINGTALK, SMS)) {
      Sheet sheet = Samples.sheet(json);

      String open = sheet.open().toString();
      for (String secret : List.of("tok3n", "s3cret", "pr0xy", "k3y")) {
        assertFalse(open.contains(secret), open);
        assertFalse(sheet.toString().contains(secret), sheet.toString());
        assertFalse(String.valueOf(sheet.channel()).contains(secret));
      }
      ObjectNode secret = Objects.requireNonNull(sheet.secret());
      assertEquals(Samples.json(json), Sheet.whole(sheet.open(), secret));
    }
  }

  @Test
  void whatIsSentBackAsItWasShownStaysWhatItIs() {
    Sheet sheet = Samples.sheet(DINGTALK);
    ObjectNode shown = sheet.open();
    shown.put("name", "新群");

    ObjectNode changed = sheet.changed(shown);

    assertEquals(Samples.json(DINGTALK).put("name", "新群"), changed);
  }

  @Test
  void aPatchReplacesAddsAndTakesAway() {
    Sheet sheet = Samples.sheet(DINGTALK);

    ObjectNode changed =
        sheet.changed(
            Samples.json("{'proxy':null,'minSeverity':'major','settings':{'secret':'SECnew'}}"));

    assertEquals(
        Samples.json(
            "{'kind':'dingtalk','url':'https://d.example/robot/send?access_token=tok3n',"
                + "'name':'值班群','minSeverity':'major',"
                + "'settings':{'secret':'SECnew','mobiles':['13800000001']}}"),
        changed);
  }

  @Test
  void theGateIsAskedAboutTheAddressTheProxyAndTheMailServer() {
    Gate shut =
        new Gate() {
          @Override
          public String objection(String url) {
            return "not " + url;
          }

          @Override
          public String objection(boolean secure, String host) {
            return "not " + host + (secure ? "" : " in clear");
          }
        };
    BadSettings direct =
        assertThrows(BadSettings.class, () -> Sheet.read(Samples.json(DINGTALK), shut));
    BadSettings mail =
        assertThrows(
            BadSettings.class,
            () ->
                Sheet.read(
                    Samples.json(
                        "{'kind':'email','settings':{'host':'10.0.0.1','from':'a@b','to':['c@d']}}"),
                    shut));

    assertEquals(
        "url: not https://d.example/robot/send?access_token=tok3n\n"
            + "proxy.address: not 10.1.1.1 in clear",
        direct.getMessage());
    assertEquals("settings.host: not 10.0.0.1", mail.getMessage());
  }
}
