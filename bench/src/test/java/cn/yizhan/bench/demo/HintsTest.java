package cn.yizhan.bench.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.bench.process.HubApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HintsTest {
  @Test
  void theReadmeShowsTheCommandsThatTheDemonstrationPrints() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md")).replace("\\\n  ", "");
    Hints hints =
        new Hints(
            new HubApi("http://127.0.0.1:8080", ""),
            new DemoPorts(8080, 1883, 8090, 8091),
            Path.of("demo-data").toAbsolutePath(),
            System.out);

    for (String command : hints.commands(DemoDistrict.stations(12).get(0).code(), "ID")) {
      assertTrue(readme.contains("\n" + command + "\n"), command);
    }
  }
}
