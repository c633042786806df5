package cn.yizhan.edge.mapping.zigbee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.mapping.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages in the shapes Zigbee2MQTT documents say what the golden files have. */
class ZigbeeGoldenTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "src/test/resources/golden/zigbee");

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhatTheFileHas(String name) throws IOException {
    ZigbeeCase golden = ZigbeeCase.read(FOLDER.resolve(name));
    Said said = golden.said();
    assertEquals(
        String.join("\n", golden.expected("values")), String.join("\n", ZigbeeCase.values(said)));
    assertEquals(
        String.join("\n", golden.expected("puzzles")), String.join("\n", ZigbeeCase.puzzles(said)));
  }

  @Test
  void thereAreFiles() throws IOException {
    assertTrue(names().size() > 20);
  }
}
