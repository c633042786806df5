package cn.yizhan.hub.api;

import cn.yizhan.hub.evidence.ImageType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document: what is served, and what requests are checked against. */
public final class ApiDocument {
  private static final String RESOURCE = "openapi.yaml";

  private final JsonObject json;

  private ApiDocument(JsonObject json) {
    this.json = json;
  }

  /** Reads the document out of the program. */
  public static ApiDocument load() {
    try (InputStream yaml = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      Map<String, Object> map = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      return new ApiDocument(new JsonObject(map));
    } catch (IOException e) {
      throw new IllegalStateException("the program is incomplete: " + RESOURCE, e);
    }
  }

  /** The document as JSON. */
  public JsonObject json() {
    return json.copy();
  }

  /** Makes the document into something that checks requests. */
  public Future<OpenAPIContract> contract(Vertx vertx) {
    return OpenAPIContract.from(vertx, checked());
  }

  /**
   * The document as the library takes it: it knows neither a server address without a host nor the
   * media types of problem documents and photos.
   */
  private JsonObject checked() {
    JsonObject copy = json();
    JsonObject server = copy.getJsonArray("servers").getJsonObject(0);
    server.put("url", "http://localhost" + server.getString("url"));
    JsonObject responses = copy.getJsonObject("components").getJsonObject("responses");
    responses.getJsonObject("Problem").remove("content");
    for (Object path : copy.getJsonObject("paths").getMap().values()) {
      for (Object operation : ((JsonObject) path).getMap().values()) {
        withoutPhotos((JsonObject) operation);
      }
    }
    return copy;
  }

  private static void withoutPhotos(JsonObject operation) {
    if (isPhoto(operation.getJsonObject("requestBody"))) {
      operation.remove("requestBody");
    }
    for (Object response : operation.getJsonObject("responses").getMap().values()) {
      if (isPhoto((JsonObject) response)) {
        ((JsonObject) response).remove("content");
      }
    }
  }

  private static boolean isPhoto(@Nullable JsonObject body) {
    JsonObject content = body == null ? null : body.getJsonObject("content");
    return content != null && content.containsKey(ImageType.JPEG.media());
  }
}
