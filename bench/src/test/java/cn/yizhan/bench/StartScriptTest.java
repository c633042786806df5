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
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private Process start(String maven) throws IOException {
    Path program = checkout.resolve("bin/mvn");
    Files.writeString(program, "#!/bin/sh\n" + maven);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder builder =
        new ProcessBuilder(checkout.resolve("yizhan").toString(), "hub").redirectErrorStream(true);
    builder.environment().merge("PATH", "", (path, none) -> program.getParent() + ":" + path);
    builder.environment().remove("YIZHAN_NO_BUILD");
    return builder.start();
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
            """);
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
