package cn.yizhan.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.BuildFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The district of {@code ./yizhan demo}: a hub with its own PostgreSQL, and stations whose
 * simulated hardware reports to it through their agents.
 */
final class RunningDistrict {
  private static final Duration START = Duration.ofMinutes(5);
  private static final Pattern HUB = Pattern.compile("(?m)^hub +http://(\\S+),");

  private final Process process;
  private final Path data;
  private final Path output;

  private RunningDistrict(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  /** Starts it and waits until alerts were raised and told. */
  static RunningDistrict start() throws IOException {
    Path data = BuildFolder.resolve("it-district");
    Path output = BuildFolder.resolve("it-district.txt");
    Path script = Path.of("..", "yizhan").toAbsolutePath().normalize();
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), "demo", "--fresh", "--data", data.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("YIZHAN_NO_BUILD", "1");
    RunningDistrict district = new RunningDistrict(builder.start(), data, output);
    try {
      Await.until(
          "the district is shown",
          START,
          () -> {
            assertTrue(district.process.isAlive(), district.told());
            return district.told().contains("Try it");
          });
    } catch (AssertionError e) {
      district.process.destroy();
      throw new AssertionError(district.told(), e);
    }
    return district;
  }

  /** Where the hub's data lies. */
  Path hubData() {
    return data.resolve("hub");
  }

  /** Host and port of the hub's page and API. */
  String http() throws IOException {
    Matcher hub = HUB.matcher(told());
    assertTrue(hub.find(), told());
    return hub.group(1);
  }

  private String told() throws IOException {
    return Files.readString(output, UTF_8);
  }

  /** Stops it with all its processes. */
  void stop() throws IOException, InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it does not end");
    assertEquals(0, process.exitValue(), told());
  }
}
