package cn.yizhan.hub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Golden files of webhook bodies. A released file is never edited; run with {@code
 * -Dgolden.write=true} to write those of new cases.
 */
public final class Golden {
  private Golden() {}

  /** Holds a body against {@code webhook/NAME.json}, byte by byte but for line breaks. */
  public static void webhook(String name, String body) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    String pretty =
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(body)) + "\n";
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(Path.of("src/test/resources/webhook", name + ".json"), pretty, UTF_8);
    }
    try (InputStream in = Golden.class.getResourceAsStream("/webhook/" + name + ".json")) {
      assertNotNull(in, name);
      assertEquals(new String(in.readAllBytes(), UTF_8), pretty);
    }
  }
}
