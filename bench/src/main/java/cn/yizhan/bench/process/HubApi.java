package cn.yizhan.bench.process;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The hub's API as a blocking client for command-line programs. */
public final class HubApi {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String base;
  private final String token;

  /**
   * A client.
   *
   * @param base address of the hub, without a path
   * @param token its bearer token
   */
  public HubApi(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /**
   * Reads.
   *
   * @param path path and query below the hub's address
   * @throws IOException when the answer is no success; the message holds the status and the body
   */
  public JsonObject get(String path) throws IOException {
    return new JsonObject(call("GET", path, null).body());
  }

  /**
   * The member {@code items} of what is read.
   *
   * @throws IOException as {@link #get}
   */
  public JsonArray items(String path) throws IOException {
    return get(path).getJsonArray("items");
  }

  /**
   * Posts.
   *
   * @throws IOException when the answer is no success; the message holds the status and the body
   */
  public JsonObject post(String path, JsonObject body) throws IOException {
    String answer = call("POST", path, body).body();
    return answer.isBlank() ? new JsonObject() : new JsonObject(answer);
  }

  /**
   * What stands at a path that needs no JSON, {@code /metrics} for instance.
   *
   * @throws IOException as {@link #get}
   */
  public String text(String path) throws IOException {
    return call("GET", path, null).body();
  }

  private HttpResponse<String> call(String method, String path, @Nullable JsonObject body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(body.encode()));
    }
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
