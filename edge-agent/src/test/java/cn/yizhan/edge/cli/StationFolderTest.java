package cn.yizhan.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.stationfile.BaySetup;
import cn.yizhan.edge.stationfile.Buses;
import cn.yizhan.edge.stationfile.HostPort;
import cn.yizhan.edge.stationfile.Language;
import cn.yizhan.edge.stationfile.Problem;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.protocol.message.BayUse;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Station files, one per case; the comments "expect:" in them are all that is to be said. */
final class StationFolderTest {
  private static final String EXPECT = "# expect: ";

  @TempDir Path dir;

  static Stream<Path> bad() throws IOException, URISyntaxException {
    return cases("bad");
  }

  static Stream<Path> good() throws IOException, URISyntaxException {
    return cases("good");
  }

  private static Stream<Path> cases(String folder) throws IOException, URISyntaxException {
    URL url = StationFolderTest.class.getResource(folder);
    assertNotNull(url);
    try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
      return files.sorted().toList().stream();
    }
  }

  @BeforeEach
  void layOutTheOtherFiles() throws IOException {
    secret(
        "station.enrol",
        """
        {"station":"dongguan-01","hub":"mqtts://hub.example:443","secret":"s3cret","name":"东关小哥驿站",
         "bays":[{"number":1,"use":"e-bike"},{"number":2,"use":"e-bike"}],"items":["water"]}
        """);
    secret("bad.enrol", "{\"station\":\"X\",\"hubb\":\"mqtts://hub\",\"secret\":\"s\"}");
    secret("lan.password", "correct horse\n");
    secret("devices.passwords", "# plugs\nplug-1:battery staple\nplug-2:a:b:c:d:e\n");
    secret("bad.passwords", "plug-1:battery staple\nplug-2\n");
  }

  private void secret(String name, String text) throws IOException {
    Path file = Files.writeString(dir.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private StationFolder.Checked check(Path original) throws IOException {
    Path file = Files.copy(original, dir.resolve("station.yaml"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return StationFolder.check(file);
  }

  private String said(List<Problem> problems) {
    return String.join("\n", problems.stream().map(p -> p.say(Language.EN)).sorted().toList())
        .replace(dir.toString(), "DIR");
  }

  private static String expected(Path file) throws IOException {
    return String.join(
        "\n",
        Files.readString(file, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()))
            .sorted()
            .toList());
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadFileIsSaidToBeBadWhereItIsAndNothingElseIs(Path file) throws IOException {
    StationFolder.Checked checked = check(file);
    assertEquals(expected(file), said(checked.problems()));
    assertNull(checked.setup());
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodFileCanBeRun(Path file) throws IOException {
    StationFolder.Checked checked = check(file);
    assertEquals(expected(file), said(checked.problems()));
    assertNotNull(checked.setup());
  }

  @ParameterizedTest
  @MethodSource("bad")
  void everyMistakeCanBeSaidInChinese(Path file) throws IOException {
    for (Problem problem : check(file).problems()) {
      String said = problem.say(Language.ZH);
      assertTrue(said.startsWith("第 " + problem.line() + " 行："), said);
      assertTrue(problem.text().zh().matches("(?s).*\\p{IsHan}.*"), said);
    }
  }

  @Test
  void problemsAreSaidInTheOrderOfTheirLines() throws IOException, URISyntaxException {
    List<Integer> lines =
        check(cases("bad").filter(f -> f.endsWith("buses.yaml")).findFirst().orElseThrow())
            .problems()
            .stream()
            .map(Problem::line)
            .toList();
    assertEquals(lines.stream().sorted().toList(), lines);
  }

  @Test
  void theExampleInTheDocumentationIsReadAsItSays() throws IOException {
    Path example = Path.of("..", "docs", "station.example.yaml");
    StationFolder.Checked checked = check(example);
    assertEquals(
        "line 28: warning: bays: not the bays of the enrolment; once connected, those of the hub's"
            + " register count",
        said(checked.problems()));
    StationFolder.Setup setup = checked.setup();
    assertNotNull(setup);
    assertEquals("dongguan-01", setup.enrolment().account().station().value());
    assertEquals("东关小哥驿站", setup.enrolment().name());
    assertEquals(4, setup.enrolment().bays().size());
    assertEquals(Path.of("/var/lib/yizhan-agent"), setup.data());
    assertEquals("0.0.0.0:1883", setup.local().address().toString());
    assertTrue(setup.local().address().credentials().admits("any", "correct horse"));
    assertEquals(new HostPort("127.0.0.1", 8080), setup.local().status());
    assertEquals(new BaySetup(3, BayUse.E_BIKE, true, false, true), setup.local().bays().get(2));
    assertEquals(ZoneId.of("Asia/Shanghai"), setup.local().wiring().zone());
    WiredDevice strip = setup.local().wiring().find("strip");
    assertNotNull(strip);
    assertEquals(Map.of(0, Place.bay(2), 1, Place.bay(3)), strip.channels());
    WiredDevice odd = setup.local().wiring().find("odd");
    assertNotNull(odd);
    assertEquals(
        Map.of(
            "ENERGY.Power",
            new WiredDevice.OwnValue("bay/4/power", "kW", 1, 0, false),
            "ENERGY.Factor",
            new WiredDevice.OwnValue("", null, 1, 0, false)),
        odd.values());
    WiredDevice meter = setup.local().wiring().find("main-meter");
    assertNotNull(meter);
    assertEquals("meters/1", meter.name());
    assertEquals(0, meter.deadManSeconds());
    assertEquals(
        List.of(new Buses.Unit("main-meter", "meters", 1, "sdm120", 1000)),
        setup.local().buses().units());
    assertEquals(new HostPort("192.168.1.20", 502), setup.local().buses().lines().get(0).tcp());
  }

  @Test
  void secretsThatOthersMayReadAreWarnedOf() throws IOException {
    Path file = Files.writeString(dir.resolve("s.yaml"), "enrolment: station.enrol\ndata: d\n");
    Files.setPosixFilePermissions(
        dir.resolve("station.enrol"), PosixFilePermissions.fromString("rw-r--r--"));
    StationFolder.Checked checked = StationFolder.check(file);
    assertEquals(
        "line 1: warning: enrolment: others may read DIR/station.enrol; run chmod 600 on it",
        said(checked.problems()));
    assertNotNull(checked.setup());
  }

  @Test
  void whatIsNotThereOrTooLargeIsSaid() throws IOException {
    assertEquals(
        "line 1: cannot be read: DIR/absent.yaml",
        said(StationFolder.check(dir.resolve("absent.yaml")).problems()));
    Path large = Files.writeString(dir.resolve("large.yaml"), "# x\n".repeat(70_000));
    assertEquals("line 1: larger than 256 KiB", said(StationFolder.check(large).problems()));
  }
}
