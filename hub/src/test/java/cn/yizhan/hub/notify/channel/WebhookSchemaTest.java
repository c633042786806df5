package cn.yizhan.hub.notify.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema describes what is really sent. */
class WebhookSchemaTest {
  private static final Path GOLDEN = Path.of("src/test/resources/webhook");

  static Stream<Path> golden() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.sorted().toList().stream();
    }
  }

  private static OutputUnit check(JsonObject body) throws IOException {
    try (InputStream in =
        WebhookSchemaTest.class.getResourceAsStream("/cn/yizhan/hub/notify/webhook.schema.json")) {
      JsonObject schema =
          new JsonObject(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
      return Validator.create(
              JsonSchema.of(schema),
              new JsonSchemaOptions()
                  .setBaseUri("urn:yizhan:")
                  .setDraft(Draft.DRAFT202012)
                  .setOutputFormat(OutputFormat.Basic))
          .validate(body);
    }
  }

  private static boolean valid(JsonObject body) throws IOException {
    return Boolean.TRUE.equals(check(body).getValid());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void everyGoldenBodyIsValid(Path file) throws IOException {
    OutputUnit found = check(new JsonObject(Files.readString(file)));

    assertEquals(true, found.getValid(), String.valueOf(found.getErrors()));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void aBodyWithoutOneOfItsFieldsIsNot(Path file) throws IOException {
    JsonObject body = new JsonObject(Files.readString(file));
    for (String field : body.getJsonObject("data").fieldNames()) {
      JsonObject less = body.copy();
      less.getJsonObject("data").remove(field);
      assertFalse(valid(less), file + " without " + field);
    }
  }

  @Test
  void newFieldsAndTypesAreValidWrongOnesAreNot() throws IOException {
    JsonObject body = new JsonObject(Files.readString(GOLDEN.resolve("raised-s02.json")));
    body.getJsonObject("data").put("novel", 1);
    assertTrue(valid(body));
    body.put("type", "station.moved");
    assertTrue(valid(body));
    assertFalse(valid(body.copy().put("type", "station.offline")));

    JsonObject wrong = body.copy().put("type", "alert.raised");
    wrong.getJsonObject("data").put("severity", "grave");
    assertFalse(valid(wrong));
    assertFalse(valid(body.copy().put("timestamp", "yesterday")));
  }
}
