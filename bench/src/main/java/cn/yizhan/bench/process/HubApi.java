package cn.yizhan.bench.process;

import io.vertx.core.json.DecodeException;
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
  private static final int UNAUTHENTICATED = 401;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String base;
  private final Credential credential;

  /**
   * A client.
   *
   * @param base address of the hub, without a path
   * @param token its bearer token
   */
  public HubApi(String base, String token) {
    this(base, Credential.fixed(token));
  }

  /**
   * A client that takes another token once when the hub refuses the one it has.
   *
   * @param base address of the hub, without a path
   * @param credential where its bearer token comes from
   */
  public HubApi(String base, Credential credential) {
    this.base = base;
    this.credential = credential;
  }

  /** An answer that is no success. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refused(String request, int status, String body) {
      super(request + " was answered " + status + ": " + body);
      this.status = status;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }
  }

  /**
   * Reads.
   *
   * @param path path and query below the hub's address
   * @throws Refused when the answer is no success
   * @throws IOException when there is none, or it is no JSON
   */
  public JsonObject get(String path) throws IOException {
    return json(path, call("GET", path, null));
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
   * @throws IOException as {@link #get}
   */
  public JsonObject post(String path, JsonObject body) throws IOException {
    String answer = call("POST", path, body);
    return answer.isBlank() ? new JsonObject() : json(path, answer);
  }

  /**
   * Puts.
   *
   * @throws IOException as {@link #get}
   */
  public JsonObject put(String path, JsonObject body) throws IOException {
    return json(path, call("PUT", path, body));
  }

  /**
   * What stands at a path that needs no JSON, {@code /metrics} for instance.
   *
   * @throws IOException as {@link #get}
   */
  public String text(String path) throws IOException {
    return call("GET", path, null);
  }

  private static JsonObject json(String path, String answer) throws IOException {
    try {
      return new JsonObject(answer);
    } catch (DecodeException e) {
      throw new IOException(path + " was answered with something else than JSON", e);
    }
  }

  private String call(String method, String path, @Nullable JsonObject body) throws IOException {
    HttpResponse<String> answer = send(method, path, body, credential.token());
    if (answer.statusCode() == UNAUTHENTICATED) {
      String another = credential.renewed();
      if (another != null) {
        answer = send(method, path, body, another);
      }
    }
    if (answer.statusCode() / 100 != 2) {
      throw new Refused(method + " " + path, answer.statusCode(), answer.body());
    }
    return answer.body();
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable JsonObject body, String token) throws IOException {
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
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
