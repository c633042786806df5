package cn.yizhan.hub.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.DatabaseAddress.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubConfigTest {
  @TempDir private Path folder;

  @Test
  void defaultsListenAtTheLoopbackAddressAndBringTheirOwnDatabase() throws ConfigProblems {
    HubConfig config = HubConfig.read(Map.of("data", "d"), Map.of());
    assertEquals(
        new HubConfig(
            Path.of("d"),
            new HostPort("127.0.0.1", 8080),
            new MqttListen(new HostPort("127.0.0.1", 1883), null, null, 65_536, false),
            new DatabaseChoice.Own(0),
            List.of(),
            List.of(),
            ZoneId.of("Asia/Shanghai"),
            null),
        config);
  }

  @Test
  void everySettingIsTaken() throws ConfigProblems, IOException {
    Path pem = Files.writeString(folder.resolve("x.pem"), "x");
    HubConfig config =
        HubConfig.read(
            Map.ofEntries(
                Map.entry("data", "d"),
                Map.entry("http", "[::1]:0"),
                Map.entry("mqtt", "0.0.0.0:8883"),
                Map.entry("mqtt-websocket", "0.0.0.0:443"),
                Map.entry("mqtt-certificate", pem.toString()),
                Map.entry("mqtt-key", pem.toString()),
                Map.entry("mqtt-plain", "false"),
                Map.entry("mqtt-max-message", "16384"),
                Map.entry("mqtt-proxy-protocol", "true"),
                Map.entry(
                    "database", "postgresql://me@db:5433/x?sslmode=verify-full&sslrootcert=" + pem),
                Map.entry("webhook-allow", "10.0.0.0/8, fd00::/8"),
                Map.entry("login-from", "172.18.0.1"),
                Map.entry("zone", "UTC"),
                Map.entry("public-url", "https://yizhan.example.cn:8443/")),
            Map.of("YIZHAN_DATABASE_PASSWORD", "secret"));
    assertEquals(new HostPort("::1", 0), config.http());
    assertEquals(
        new MqttListen(
            new HostPort("0.0.0.0", 8883),
            new HostPort("0.0.0.0", 443),
            new MqttListen.Certificate(pem, pem),
            16_384,
            true),
        config.mqtt());
    assertEquals(
        new DatabaseChoice.Named(
            new DatabaseAddress("db", 5433, "x", "me", "secret", Tls.VERIFY, pem)),
        config.database());
    assertEquals(2, config.webhookAllow().size());
    assertEquals("172.18.0.1/32", config.loginFrom().get(0).toString());
    assertEquals(ZoneId.of("UTC"), config.zone());
    assertEquals("https://yizhan.example.cn:8443", config.publicUrl());
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http             | 8080                       | http: expected HOST:PORT, not 8080
          http             | h:65536                    | http: expected HOST:PORT, not h:65536
          http             | ::1:80                     | http: an IPv6 address needs brackets
          mqtt             | :1883                      | mqtt: expected HOST:PORT
          mqtt             | 0.0.0.0:1883               | mqtt: stations' secrets would pass
          mqtt-plain       | yes                        | mqtt-plain: expected true or false
          mqtt-key         | none.pem                   | mqtt-key: the file none.pem cannot be read
          mqtt-key         | none.pem                   | mqtt-certificate: needs mqtt-key
          database         | mysql://a@b/c              | database: expected postgresql://
          database         | postgresql://a:pw@b/c      | database: no password in the URL
          database         | postgresql://a@b           | database: expected postgresql://
          database         | postgresql://a@b/c?x=1     | database: knows sslmode and sslrootcert
          database         | postgresql://a@b/c?sslmode=prefer | database: sslmode is
          database         | ://                        | database: is not a URL
          database-port    | -1                         | database-port: expected a port
          webhook-allow    | 10.0.0.0/33                | webhook-allow: 0 to 32 bits
          login-from       | 172.18.0.1/16              | login-from: has bits beyond its prefix
          login-from       | gateway                    | login-from: not an address range: gateway
          mqtt-max-message | 16383                      | mqtt-max-message: expected 16384 to 1048576
          mqtt-max-message | 1048577                    | mqtt-max-message: expected 16384 to 1048576
          mqtt-max-message | 64k                        | mqtt-max-message: expected 16384 to 1048576
          zone             | Mars/Olympus               | zone: unknown time zone Mars/Olympus
          zone             | +08:00                     | zone: unknown time zone +08:00
          public-url       | yizhan.example.cn          | public-url: expected https://HOST
          public-url       | ftp://yizhan.example.cn    | public-url: expected https://HOST
          public-url       | https://me@example.cn      | public-url: expected https://HOST
          public-url       | https://a b/               | public-url: not a URL
          public-url       | https://example.cn/yizhan  | public-url: expected nothing after
          public-url       | https://example.cn/?a      | public-url: expected nothing after
          web-hook-allow   | 10.0.0.0/8                 | did you mean webhook-allow?
          """)
  void aBadValueIsNamedWithItsSetting(String name, String value, String sentence) {
    List<String> problems = problems(Map.of("data", "d", name, value), Map.of());
    assertTrue(problems.stream().anyMatch(p -> p.contains(sentence)), problems.toString());
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    List<String> problems =
        problems(Map.of("http", "x", "zone", "y", "database-port", "z"), Map.of());
    assertEquals(4, problems.size(), problems.toString());
  }

  @Test
  void aPortOfTheOwnDatabaseMakesNoSenseWithAnotherOne() {
    List<String> problems =
        problems(
            Map.of("data", "d", "database", "postgresql://a@b/c", "database-port", "1"), Map.of());
    assertEquals(1, problems.size(), problems.toString());
  }

  @Test
  void theDatabasePasswordMayComeFromAFile() throws IOException, ConfigProblems {
    Path file = Files.writeString(folder.resolve("password"), "from file\n");
    HubConfig config =
        HubConfig.read(
            Map.of("data", "d", "database", "postgresql://a@b/c"),
            Map.of("YIZHAN_DATABASE_PASSWORD_FILE", file.toString()));
    assertEquals(
        new DatabaseChoice.Named(
            new DatabaseAddress("b", 5432, "c", "a", "from file", Tls.DISABLE, null)),
        config.database());
  }

  @Test
  void twoSourcesOfOnePasswordAreAProblem() {
    Map<String, String> environment = new HashMap<>();
    environment.put("YIZHAN_DATABASE_PASSWORD", "a");
    environment.put("YIZHAN_DATABASE_PASSWORD_FILE", "none");
    List<String> problems =
        problems(Map.of("data", "d", "database", "postgresql://a@b/c"), environment);
    assertEquals(2, problems.size(), problems.toString());
  }

  @Test
  void aPasswordIsNeverPrinted() {
    String text =
        new DatabaseAddress("b", 1, "c", "a", "hush", Tls.DISABLE, null).toString()
            + problems(
                Map.of("data", "d", "database", "postgresql://a:hush@b/c", "zone", "x"), Map.of());
    assertFalse(text.contains("hush"), text);
  }

  private static List<String> problems(
      Map<String, String> settings, Map<String, String> environment) {
    return assertThrows(ConfigProblems.class, () -> HubConfig.read(settings, environment))
        .problems();
  }
}
