package cn.yizhan.edge.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
  private static String golden(String name) throws IOException {
    try (InputStream in = StatusJsonTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void anAgentThatIsWellIsToldAsInTheGoldenFile() throws IOException {
    assertEquals(golden("well.json"), StatusJson.of(Statuses.well()));
  }

  @Test
  void anAgentThatIsNotWellIsToldAsInTheGoldenFile() throws IOException {
    assertEquals(golden("unwell.json"), StatusJson.of(Statuses.unwell()));
  }
}
