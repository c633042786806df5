package cn.yizhan.protocol.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the document for third parties says is what the code does. */
class ProtocolDocumentTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("basedir", "")).resolve("../docs/protocol.md");
  private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final int EXAMPLES = 8;

  @Test
  void everyExampleIsUnderstoodAsSomeKind() throws IOException {
    List<JsonNode> examples = examples();
    assertTrue(examples.size() >= EXAMPLES, () -> "only " + examples.size());
    for (JsonNode example : examples) {
      assertTrue(understood(example.toString().getBytes(UTF_8)), example::toString);
    }
  }

  @Test
  void everyPointIsInTheTableWithItsLane() throws IOException {
    String text = Files.readString(DOCUMENT, UTF_8);
    for (PointType type : PointCatalogue.standard().types()) {
      Pattern row =
          Pattern.compile(
              "^\\| `" + Pattern.quote(type.pattern()) + "` \\|[^|]*\\| (\\w+) \\|",
              Pattern.MULTILINE);
      Matcher matcher = row.matcher(text);
      assertTrue(matcher.find(), type.pattern());
      assertEquals(type.lane().word(), matcher.group(1), type.pattern());
    }
  }

  @Test
  void everyReasonIsExplained() throws IOException {
    String text = Files.readString(DOCUMENT, UTF_8);
    for (Rejection.Reason reason : Rejection.Reason.values()) {
      assertTrue(text.contains("| `" + reason + "` |"), reason::name);
    }
  }

  private static List<JsonNode> examples() throws IOException {
    List<JsonNode> examples = new ArrayList<>();
    Matcher block = JSON_BLOCK.matcher(Files.readString(DOCUMENT, UTF_8));
    while (block.find()) {
      try (JsonParser in = Json.factory().createParser(block.group(1))) {
        while (in.nextToken() != null) {
          examples.add(Json.tree(in));
        }
      }
    }
    return examples;
  }

  private static boolean understood(byte[] bytes) {
    for (Kind kind : Kind.values()) {
      Decoded decoded =
          kind.up()
              ? Codec.decodeUp(kind, bytes, Station.SCOPE, Station.RECEIVED)
              : Codec.decodeDown(kind, bytes);
      if (decoded instanceof Decoded.Accepted accepted
          && !accepted.message().toString().contains("Rejection[")) {
        return true;
      }
    }
    return false;
  }
}
