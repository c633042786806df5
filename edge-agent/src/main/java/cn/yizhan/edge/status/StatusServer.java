package cn.yizhan.edge.status;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the status of an agent on the loopback address: a page at {@code /}, JSON at {@code
 * /status.json}. Whoever can connect may read and nobody can change anything. Requests that name
 * another host are refused, so that no page of the internet can read it through a browser on this
 * machine.
 */
public final class StatusServer {
  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final Set<String> OWN_NAMES = Set.of(LOOPBACK, "localhost", "::1", "[::1]");
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int MISDIRECTED = 421;
  private static final int UNAVAILABLE = 503;
  private static final int IDLE_SECONDS = 30;
  private static final int MOST_HEADER = 8192;
  private static final long PATIENCE_SECONDS = 5;

  private final Supplier<Future<AgentStatus>> status;
  private final ZoneId zone;
  private final Buffer style = Buffer.buffer(resource("status.css"));
  private final HttpServer server;

  private StatusServer(Vertx vertx, Supplier<Future<AgentStatus>> status, ZoneId zone) {
    this.status = status;
    this.zone = zone;
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(MOST_HEADER)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    server.requestHandler(this::answer);
    server.invalidRequestHandler(request -> request.connection().close());
  }

  /**
   * Starts.
   *
   * @param port TCP port on 127.0.0.1, 0 for any free one
   * @param status asked for each page; a failure is answered with 503
   * @param zone of the times people see
   * @return the server when it listens
   */
  public static Future<StatusServer> start(
      Vertx vertx, int port, Supplier<Future<AgentStatus>> status, ZoneId zone) {
    StatusServer server = new StatusServer(vertx, status, zone);
    return server.server.listen(port, LOOPBACK).map(server);
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return server.actualPort();
  }

  /** Stops. */
  public Future<Void> stop() {
    return server.close();
  }

  private void answer(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    if (asked == null || !OWN_NAMES.contains(asked.host())) {
      end(request, MISDIRECTED, "text/plain", Buffer.buffer("this is the machine itself only\n"));
    } else if (!request.method().equals(HttpMethod.GET)) {
      request.response().putHeader("Allow", "GET");
      end(request, NOT_ALLOWED, "text/plain", Buffer.buffer("only to be looked at\n"));
    } else {
      switch (request.path() == null ? "" : request.path()) {
        case "/" -> page(request);
        case "/status.json" -> json(request);
        case "/status.css" -> end(request, OK, "text/css", style);
        default -> end(request, NOT_FOUND, "text/plain", Buffer.buffer("no such page\n"));
      }
    }
  }

  private void page(HttpServerRequest request) {
    Language language =
        Language.choose(request.getParam("lang"), request.getHeader("Accept-Language"));
    with(
        request,
        now -> {
          request.response().putHeader("Vary", "Accept-Language");
          end(request, OK, "text/html", Buffer.buffer(StatusPage.of(now, language, zone)));
        });
  }

  private void json(HttpServerRequest request) {
    with(request, now -> end(request, OK, "application/json", Buffer.buffer(StatusJson.of(now))));
  }

  private void with(HttpServerRequest request, Consumer<AgentStatus> then) {
    status
        .get()
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onSuccess(then::accept)
        .onFailure(
            error -> {
              LOG.debug("no status", error);
              Buffer text = Buffer.buffer("the agent does not say how it is\n");
              end(request, UNAVAILABLE, "text/plain", text);
            });
  }

  private static void end(HttpServerRequest request, int code, String type, Buffer body) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(code)
        .putHeader("Content-Type", type + "; charset=utf-8")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Cache-Control", "no-store")
        .end(body);
  }

  private static byte[] resource(String name) {
    try (InputStream in = StatusServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
