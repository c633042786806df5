package cn.yizhan.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive as it is installed: unpacked by tar, started by its own script. */
final class ArchiveIT {
  private static final int SIGTERM = 128 + 15;
  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path dir;
  private Path home = Path.of("");

  @BeforeEach
  void unpack() throws Exception {
    Path archive = only(Path.of("target"), "yizhan-agent-", ".tar.gz");
    assertEquals(0, run(dir, "tar", "-xzf", archive.toAbsolutePath().toString()).status);
    home = only(dir, "yizhan-agent-", "");
    Files.writeString(
        dir.resolve("station.enrol"),
        "{\"station\":\"test-01\",\"hub\":\"mqtt://127.0.0.1:9\",\"secret\":\"secret\","
            + "\"bays\":[{\"number\":1,\"use\":\"e-bike\"}],\"items\":[]}");
  }

  private static Path only(Path folder, String begin, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(begin))
          .filter(file -> file.getFileName().toString().endsWith(end))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + begin + "*" + end + " in " + folder));
    }
  }

  private record Ended(int status, String said) {}

  private static Ended run(Path where, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/yizhan-agent").toString()));
    command.addAll(List.of("--enrolment", dir.resolve("station.enrol").toString()));
    command.addAll(List.of("--data", dir.resolve("data").toString(), "--local", "127.0.0.1:0"));
    return new ProcessBuilder(command)
        .redirectError(dir.resolve("agent.log").toFile())
        .directory(dir.toFile())
        .start();
  }

  private void becomesReadyAndStops() throws Exception {
    Process agent = start();
    try (BufferedReader out = agent.inputReader(UTF_8)) {
      String ready = out.readLine();
      assertTrue(
          ready != null
              && ready.matches("\\{\"ready\":true,\"local\":\"127\\.0\\.0\\.1:[0-9]+\".*}"),
          () -> ready + "\n" + log());
      agent.destroy();
      assertTrue(agent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "does not stop");
      assertEquals(SIGTERM, agent.exitValue());
      assertFalse(log().contains("did not stop cleanly"), this::log);
    } finally {
      agent.destroyForcibly();
    }
  }

  private String log() {
    try {
      return Files.readString(dir.resolve("agent.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void itStartsSaysThatItIsReadyAndStopsOnSigterm() throws Exception {
    becomesReadyAndStops();
  }

  @Test
  void withPreparedClassesItStartsAllTheSame() throws Exception {
    prepare();
    becomesReadyAndStops();
  }

  private Path prepare() throws Exception {
    Ended prepared = run(home, "bin/yizhan-agent", "prepare");
    assertEquals(0, prepared.status, prepared::said);
    return only(home.resolve("cache"), "classes-", ".jsa");
  }

  @Test
  void preparedClassesThatAreNotWholeAreMadeAnewAndWholeOnesAreKept() throws Exception {
    Path classes = prepare();
    byte[] whole = Files.readAllBytes(classes);
    Files.setLastModifiedTime(classes, FileTime.fromMillis(0));
    assertEquals(0, Files.getLastModifiedTime(prepare()).toMillis());

    // The virtual machine makes the file read-only.
    Files.delete(classes);
    Files.write(classes, Arrays.copyOf(whole, 4096));
    assertTrue(Files.size(prepare()) > whole.length / 2);
    becomesReadyAndStops();

    byte[] flipped = Files.readAllBytes(classes);
    flipped[flipped.length / 2] ^= 1;
    Files.delete(classes);
    Files.write(classes, flipped);
    Files.setLastModifiedTime(classes, FileTime.fromMillis(0));
    assertTrue(Files.getLastModifiedTime(prepare()).toMillis() > 0);
  }

  @Test
  void machineCodeInItIsThereForBothKindsOfMachines() throws Exception {
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          List<String> machineCode =
              zip.stream().map(entry -> entry.getName()).filter(n -> n.endsWith(".so")).toList();
          boolean intel = machineCode.stream().anyMatch(n -> n.contains("Linux/x86_64"));
          boolean arm = machineCode.stream().anyMatch(n -> n.matches("Linux/(armv8_64|aarch64).*"));
          assertTrue(machineCode.isEmpty() || (intel && arm), () -> jar + ": " + machineCode);
        }
      }
    }
  }

  @Test
  void withoutJavaItSaysWhatIsNeeded() throws Exception {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", "JAVA_HOME=/nowhere exec bin/yizhan-agent --help")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(1, process.waitFor());
    assertTrue(said.contains("Java 17 or newer is needed"), said);
  }

  @Test
  void systemdFindsNothingWrongWithTheUnit() throws Exception {
    boolean there = Files.isExecutable(Path.of("/usr/bin/systemd-analyze"));
    if (!there) {
      System.err.println("SKIPPED: no systemd-analyze here, the unit is not verified");
    }
    assumeTrue(there);
    // Where the unit expects the agent, and a user every machine has.
    String unit =
        Files.readString(home.resolve("yizhan-agent.service"))
            .replace("/opt/yizhan-agent", home.toString())
            .replaceAll("(?m)^(User|Group)=yizhan-agent$", "$1=root");
    Path verified = Files.writeString(dir.resolve("yizhan-agent.service"), unit);
    Ended found = run(dir, "systemd-analyze", "verify", "--man=no", verified.toString());
    String ours =
        found
            .said
            .lines()
            .filter(line -> line.contains("yizhan"))
            .reduce("", (a, b) -> a + b + "\n");
    assertEquals("", ours);
    assertEquals(0, found.status, found::said);
  }
}
