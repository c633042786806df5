package cn.yizhan.hub.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP with a hub on this machine, with or without a token. */
public final class ApiClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final int port;
  private final @Nullable String token;

  ApiClient(int port, @Nullable String token) {
    this.port = port;
    this.token = token;
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param json its body when that is an object of JSON, otherwise empty
   * @param raw the whole of it
   */
  public record Answer(int status, JsonObject json, HttpResponse<String> raw) {
    /** A header, or empty. */
    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  /** GET, the path from {@code /api/v1} on, or from the root when it begins with two slashes. */
  public Answer get(String path) {
    return send("GET", path, Map.of(), BodyPublishers.noBody());
  }

  /** POST without a body. */
  public Answer post(String path) {
    return send("POST", path, Map.of(), BodyPublishers.noBody());
  }

  /** POST of JSON. */
  public Answer post(String path, JsonObject body) {
    return send(
        "POST",
        path,
        Map.of("Content-Type", "application/json"),
        BodyPublishers.ofString(body.encode()));
  }

  /** GET of what is no text. */
  public HttpResponse<byte[]> bytes(String path) {
    return exchange("GET", path, Map.of(), BodyPublishers.noBody(), BodyHandlers.ofByteArray());
  }

  /** Any request. */
  public Answer send(String method, String path, Map<String, String> headers, BodyPublisher body) {
    HttpResponse<String> response = exchange(method, path, headers, body, BodyHandlers.ofString());
    boolean object = response.body().startsWith("{");
    return new Answer(
        response.statusCode(),
        object ? new JsonObject(response.body()) : new JsonObject(),
        response);
  }

  private <T> HttpResponse<T> exchange(
      String method,
      String path,
      Map<String, String> headers,
      BodyPublisher body,
      BodyHandler<T> handler) {
    String from = path.startsWith("//") ? path.substring(1) : "/api/v1" + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + from))
            .method(method, body)
            .timeout(LIMIT);
    headers.forEach(request::header);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return HTTP.send(request.build(), handler);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
