package cn.yizhan.hub.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Serves the JSON Schema of what receivers are sent. */
public final class SchemaRoutes implements Routes {
  private static final String RESOURCE = "/cn/yizhan/hub/notify/webhook.schema.json";

  private final JsonObject schema = read();

  @Override
  public void mount(Operations operations) {
    operations.on("getWebhookSchema", request -> Future.succeededFuture(Reply.ok(schema.copy())));
  }

  private static JsonObject read() {
    try (InputStream in = SchemaRoutes.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: " + RESOURCE);
      }
      return new JsonObject(Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
