package cn.yizhan.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  void dockerComposeTakesTheFile() throws IOException, InterruptedException {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "docker-compose")));
    if (!installed) {
      System.err.println("SKIPPED: docker-compose is not installed");
    }
    assumeTrue(installed, "docker-compose is not installed");

    Process process =
        new ProcessBuilder("docker-compose", "config", "-q")
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
