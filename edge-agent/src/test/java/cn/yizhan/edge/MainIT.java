package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.AgentProcess;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestStation;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as users start it. */
final class MainIT {
  private static final int NOBODY = 9;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final TestStation station = new TestStation(vertx);

  @AfterEach
  void stopAll() throws Exception {
    station.close();
    get(vertx.close());
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void itStopsOnSigtermAndItsJournalCanBeLookedThrough() throws Exception {
    Path data = dir.resolve("data");
    AgentProcess agent = AgentProcess.start(station.enrolmentFile(dir, NOBODY), data);
    Plug plug = Plug.connect(vertx, "plug-1", agent.port());
    for (int i = 1; i <= 3; i++) {
      get(plug.points("[{\"n\":\"supply/water/level\",\"v\":" + i + "}]"));
    }
    agent.terminate();

    Process check = AgentProcess.run("--verify-journal", data.toString());
    assertEquals("RECOVERED 3\n", output(check));
    assertEquals(0, check.waitFor());

    Path segment = segment(data);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    List<String> lines =
        output(AgentProcess.run("--verify-journal", data.toString())).lines().toList();
    assertEquals("RECOVERED 2", lines.get(0));
    assertTrue(lines.get(1).startsWith("DAMAGED event-"), lines::toString);
    assertTrue(lines.get(2).matches("LOST event [0-9A-Z]+ 2\\.\\.2"), lines::toString);

    Files.write(data.resolve("latches"), new byte[] {1, 2, 3});
    String damaged = output(AgentProcess.run("--verify-journal", data.toString()));
    assertTrue(damaged.contains("DAMAGED latches: 3 bytes at 0 damaged\n"), damaged);
  }

  private static Path segment(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.filter(f -> f.toString().contains("event-")).findFirst().orElseThrow();
    }
  }

  @Test
  void allMistakesAreSaidAtOnce() throws Exception {
    Path bad = Files.writeString(dir.resolve("bad.json"), "{\"station\":\"X\"}");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--enrolment",
                bad.toString(),
                "--local",
                "0.0.0.0:1")
            .start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertNotEquals(0, process.waitFor());
    for (String part : List.of("station: ", "hub: ", "secret: ", "--data", "--local: ")) {
      assertTrue(errors.contains(part), part + " in " + errors);
    }
    assertEquals("", output(process));
  }

  private Path stationFile(String more) throws IOException {
    station.enrolmentFile(dir, NOBODY);
    Files.writeString(dir.resolve("lan.password"), "correct horse");
    return Files.writeString(
        dir.resolve("station.yaml"),
        """
        enrolment: enrolment.json
        data: data
        listen: {address: 127.0.0.1:0, lan-password-file: lan.password}
        status: off
        """
            + more);
  }

  @Test
  void itRunsFromAStationFileAndAsksHardwareForThePasswordInIt() throws Exception {
    AgentProcess agent = AgentProcess.start("--station", stationFile("").toString());
    assertThrows(Exception.class, () -> Plug.connect(vertx, "plug-1", agent.port()));
    MqttClientOptions known =
        new MqttClientOptions().setClientId("plug-1").setUsername("x").setPassword("correct horse");
    MqttClient client = MqttClient.create(vertx, known);
    get(client.connect(agent.port(), "127.0.0.1"));
    get(client.disconnect());
    agent.terminate();
    assertTrue(Files.isDirectory(dir.resolve("data")));
  }

  @Test
  void aStationFileIsCheckedFromTheCommandLine() throws Exception {
    Path good = stationFile("");
    Process process = AgentProcess.run("check", "--lang", "zh", good.toString());
    String said = output(process);
    assertEquals(0, process.waitFor());
    assertTrue(said.contains("可以运行"), said);
    Process bad = AgentProcess.run("check", stationFile("dato: x\n").toString());
    assertTrue(output(bad).contains("line 5: dato: no such key; did you mean data?"));
    assertEquals(2, bad.waitFor());
    Process agent = AgentProcess.run("--station", good.toString());
    assertEquals(2, agent.waitFor());
    assertEquals("", output(agent));
  }

  @Test
  void labelsAreWrittenAndAnEnrolmentNeedsATerminal() throws Exception {
    Path page = dir.resolve("labels.html");
    Process labels =
        AgentProcess.run(
            "labels", stationFile("").toString(), "-o", page.toString(), "--phone", "110");
    assertEquals(0, labels.waitFor());
    assertTrue(Files.readString(page).contains("3号充电位"));
    assertEquals(2, AgentProcess.run("enrol", "-o", dir.resolve("e").toString()).waitFor());
  }

  @Test
  void whatIsHeardIsToldAndEntriesAreProposed() throws Exception {
    Path file = stationFile("devices: [{id: p, family: tasmota, topic: p, bay: 1}]\n");
    Process process = AgentProcess.run("--station", file.toString(), "--discover", "1");
    assertEquals("p: not heard\n", output(process));
    assertEquals(0, process.waitFor());
  }
}
