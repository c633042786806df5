package cn.yizhan.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start script beside a Maven that says what the test wants. */
class StartScriptTest {
  @TempDir private Path checkout;

  @BeforeEach
  void copyScript() throws IOException {
    Files.copy(
        Path.of("..", "yizhan"), checkout.resolve("yizhan"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createFile(checkout.resolve("pom.xml"));
    Files.createDirectories(checkout.resolve("hub/src/main"));
    Files.createFile(checkout.resolve("hub/pom.xml"));
    Files.createDirectory(checkout.resolve("bin"));
  }

  private Process start(String maven, String command) throws IOException {
    program("mvn", maven);
    program("java", "echo \"$@\"\n");
    ProcessBuilder builder =
        new ProcessBuilder(checkout.resolve("yizhan").toString(), command, "--help")
            .redirectErrorStream(true);
    String programs = checkout.resolve("bin").toString();
    builder.environment().merge("PATH", programs, (path, first) -> first + ":" + path);
    builder.environment().keySet().removeAll(List.of("YIZHAN_NO_BUILD", "JAVA_HOME"));
    return builder.start();
  }

  private void program(String name, String script) throws IOException {
    Path program = checkout.resolve("bin").resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @CsvSource({
    "hub, hub/target/hub.jar hub --help",
    "office, hub/target/hub.jar office --help",
    "station, hub/target/hub.jar station --help",
    "token, hub/target/hub.jar token --help",
    "login, hub/target/hub.jar login --help",
    "agent, edge-agent/target/edge-agent.jar --help",
    "demo, bench/target/bench.jar demo --help",
    "receiver, bench/target/bench.jar receiver --help",
    "simulate, bench/target/bench.jar simulate --help",
    "simulate-modbus, bench/target/bench.jar simulate-modbus --help",
    "bench, bench/target/bench.jar bench --help"
  })
  void aCommandStartsItsOwnProgramWhetherItIsJustBuiltOrWasBefore(String command, String started)
      throws Exception {
    String maven =
        """
        for built in hub/target/hub.jar edge-agent/target/edge-agent.jar bench/target/bench.jar; do
          mkdir -p "${built%/*}" && touch "$built"
        done
        echo built >>runs
        """;
    for (int i = 0; i < 2; i++) {
      Process script = start(maven, command);
      List<String> told = script.inputReader(UTF_8).lines().toList();
      assertEquals(0, script.waitFor(), told.toString());
      String last = told.get(told.size() - 1);
      assertTrue(last.endsWith("-jar " + checkout.resolve(started)), last);
    }
    assertEquals(List.of("built"), Files.readAllLines(checkout.resolve("runs")));
  }

  @Test
  void aModuleIsShownWhenItsBuildBeginsNotWhenAllIsBuilt() throws Exception {
    Process script =
        start(
            """
            echo '[INFO] Building Yizhan protocol 0.1.0-SNAPSHOT                       [2/6]'
            tries=0
            until [ -e seen ] || [ $tries -eq 300 ]; do sleep 0.1; tries=$((tries+1)); done
            [ -e seen ] && echo '[ERROR] seen while it was being built'
            exit 1
            """,
            "hub");
    try (BufferedReader told = script.inputReader(UTF_8)) {
      assertTrue(String.valueOf(told.readLine()).startsWith("Building; "));
      assertEquals("  Yizhan protocol [2/6]", told.readLine());
      Files.createFile(checkout.resolve("seen"));

      String rest = told.lines().collect(Collectors.joining("\n"));
      assertTrue(rest.contains("seen while it was being built"), rest);
      assertTrue(rest.contains("yizhan: the build failed"), rest);
      assertEquals(1, script.waitFor());
    } finally {
      script.descendants().forEach(ProcessHandle::destroy);
      script.destroy();
    }
  }
}
