package cn.yizhan.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.Hub;
import cn.yizhan.hub.config.ConfigProblems;
import cn.yizhan.hub.config.HubConfig;
import cn.yizhan.hub.testing.Tool;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No container runs here; what can be known of the compose set-up without one is checked. */
class ComposeFilesTest {
  private static final Path ROOT = Path.of("..");

  private static List<String> matches(String pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    assertFalse(found.isEmpty(), pattern);
    return found;
  }

  private static String compose() throws IOException {
    return Files.readString(ROOT.resolve("docker-compose.yml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub", "edge-agent", "bench"})
  void everythingThatADockerfileCopiesExists(String module) throws IOException {
    String dockerfile = Files.readString(ROOT.resolve(module).resolve("Dockerfile"));

    for (String source : matches("^COPY (?!--)(\\S+) ", dockerfile)) {
      assertTrue(Files.exists(ROOT.resolve(source)), source);
    }
    for (String built : matches("^COPY --from=build /src/(\\S+) ", dockerfile)) {
      if (built.startsWith(module + "/target/") && built.endsWith(".jar")) {
        String name = built.substring(built.lastIndexOf('/') + 1, built.length() - 4);
        String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
        assertTrue(pom.contains("<finalName>" + name + "</finalName>"), built);
      } else if (!built.equals(module + "/target/lib")) {
        assertTrue(Files.exists(ROOT.resolve(built)), built);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub", "edge-agent", "bench"})
  void imagesRunAsAUserAndFromPinnedBases(String module) throws IOException {
    String dockerfile = Files.readString(ROOT.resolve(module).resolve("Dockerfile"));

    assertEquals(List.of("10001:10001"), matches("^USER (\\S+)$", dockerfile));
    for (String base : matches("^FROM (\\S+)", dockerfile)) {
      assertTrue(base.matches("\\$\\{IMAGE_PREFIX}[a-z-]+:\\d+\\.\\S+"), base);
    }
  }

  @Test
  void everyImageHasAFixedTagAndTheMirrorsPrefix() throws IOException {
    for (String image : matches("^ +image: (\\S+)$", compose())) {
      assertTrue(image.matches("\\$\\{IMAGE_PREFIX:-}[a-z/-]+:v?\\d+\\.\\d+[a-z0-9.-]*"), image);
    }
  }

  @Test
  void everyMountedFileExists() throws IOException {
    for (String source : matches("^ +- \\./([^:]+):", compose())) {
      assertTrue(Files.exists(ROOT.resolve(source)), source);
    }
  }

  @Test
  void portsAreOpenOnTheLoopbackAddressOnly() throws IOException {
    for (String port : matches("^ +- \"([0-9.:]+)\"$", compose())) {
      assertTrue(port.startsWith("127.0.0.1:"), port);
    }
  }

  @Test
  void theOtherWayInForALoginLinkIsTheGatewayOfTheNetwork() throws IOException {
    List<String> gateways = matches("^ +gateway: (\\S+)$", compose());

    assertEquals(1, gateways.size());
    assertEquals(List.of(gateways.get(0) + "/32"), matches("^ +- --login-from=(\\S+)$", compose()));
  }

  @Test
  void theHubUnderstandsEveryOptionItIsStartedWith() throws IOException, ConfigProblems {
    Map<String, String> settings = new HashMap<>();
    String hub = matches("(?s)^  hub:\\R(.*?)^    environment:", compose()).get(0);
    for (String option : matches("^ +- --(\\S+)$", hub)) {
      String[] parts = option.split("=", 2);
      settings.put(parts[0], parts.length == 2 ? parts[1] : "true");
    }

    HubConfig config = HubConfig.read(settings, Map.of("YIZHAN_DATABASE_PASSWORD", "secret"));

    assertEquals("http://127.0.0.1:8080", config.publicUrl());
  }

  @Test
  void noScriptPutsAPasswordOnACommandLine() throws IOException {
    for (String script : List.of("reader.sh", "enrol.sh")) {
      String text = Files.readString(ROOT.resolve("compose").resolve(script));
      assertFalse(text.contains("$(cat /run/secrets"), script);
    }
  }

  @Test
  void theSuppliesOfTheTrialHaveWordsThatPeopleRead() throws IOException {
    JsonObject items;
    try (InputStream words = Hub.class.getResourceAsStream("alerts/words.json")) {
      items =
          new JsonObject(new String(requireNonNull(words).readAllBytes(), UTF_8))
              .getJsonObject("items");
    }

    String enrolment = Files.readString(ROOT.resolve("compose").resolve("enrol.sh"));
    for (String item : matches("--item ([a-z-]+):", enrolment)) {
      assertTrue(items.containsKey(item), item);
    }
  }

  @Test
  void dockerComposeTakesTheFile() throws IOException, InterruptedException {
    Tool.needs("docker-compose");
    Process process =
        new ProcessBuilder("docker-compose", "config", "-q")
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
