package cn.yizhan.hub.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The HTTP API of a hub, as commands use it. */
final class HubClient {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String base;
  private final String token;

  /**
   * @param base address of the hub, {@code http://127.0.0.1:8080}
   * @param token the API token
   */
  HubClient(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Address of the hub, without a slash at its end. */
  String base() {
    return base;
  }

  /** All items of a list, whatever the number of pages. */
  List<JsonObject> all(String path) throws CommandFailure {
    List<JsonObject> items = new ArrayList<>();
    String next = "";
    while (next != null) {
      String separator = path.contains("?") ? "&" : "?";
      JsonObject page =
          send("GET", next.isEmpty() ? path : path + separator + "after=" + next, noBody());
      page.getJsonArray("items").forEach(item -> items.add((JsonObject) item));
      next = page.getString("next");
    }
    return items;
  }

  /** Posts JSON; the answer. */
  JsonObject post(String path, JsonObject body) throws CommandFailure {
    return send("POST", path, BodyPublishers.ofString(body.encode()));
  }

  /** Posts JSON that is answered after long work; the answer. */
  JsonObject post(String path, JsonObject body, Duration limit) throws CommandFailure {
    return send("POST", path, BodyPublishers.ofString(body.encode()), limit);
  }

  /** Posts nothing; the answer. */
  JsonObject post(String path) throws CommandFailure {
    return send("POST", path, noBody());
  }

  private static BodyPublisher noBody() {
    return BodyPublishers.noBody();
  }

  private JsonObject send(String method, String path, BodyPublisher body) throws CommandFailure {
    return send(method, path, body, LIMIT);
  }

  private JsonObject send(String method, String path, BodyPublisher body, Duration limit)
      throws CommandFailure {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
              .timeout(limit)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .method(method, body)
              .build();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("no request can be made of " + base + path);
    }
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new CommandFailure(sentence(response));
      }
      return new JsonObject(response.body());
    } catch (DecodeException e) {
      throw new CommandFailure(base + " does not answer as a hub does");
    } catch (IOException e) {
      throw new CommandFailure("the hub at " + base + " does not answer: " + reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** What a problem document says, in one line. */
  private static String sentence(HttpResponse<String> response) {
    JsonObject problem;
    try {
      problem = new JsonObject(response.body());
    } catch (DecodeException e) {
      return "the hub answered " + response.statusCode();
    }
    StringBuilder sentence =
        new StringBuilder(
            problem.getString("detail", problem.getString("title", "the hub refused")));
    JsonArray errors = problem.getJsonArray("errors", new JsonArray());
    for (int i = 0; i < errors.size(); i++) {
      JsonObject error = errors.getJsonObject(i);
      sentence.append(i == 0 ? ": " : "; ").append(error.getString("place"));
      sentence.append(' ').append(error.getString("detail"));
    }
    if (response.statusCode() == 401) {
      sentence.append(
          "; name one with --token-file, or write a new bootstrap token with"
              + " \"yizhan token bootstrap --data DIR\" on the hub's machine");
    }
    return sentence.toString();
  }
}
