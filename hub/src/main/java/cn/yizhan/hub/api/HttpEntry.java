package cn.yizhan.hub.api;

import cn.yizhan.hub.evidence.Photo;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The one HTTP server of the hub: health and metrics are open, everything under {@code /api/v1/} is
 * authenticated, errors are problem documents. Others mount their routes on {@link #router()}.
 */
public final class HttpEntry {
  /** Largest body of a request that is no photo, bytes. */
  public static final long LARGEST_BODY = 256 * 1024;

  private static final String API = "/api/v1/*";
  private static final List<String> PHOTOS =
      List.of("/api/v1/alerts/:alert/evidence", "/api/v1/stations/:station/photos");
  private static final int IDLE_SECONDS = 75;

  private final Router router;
  private final HttpServer server;

  private HttpEntry(Router router, HttpServer server) {
    this.router = router;
    this.server = server;
  }

  /**
   * Makes the server; it does not listen yet.
   *
   * @param metrics what {@code /metrics} shows
   * @param readiness what {@code /health/ready} says
   * @param authenticators who tells whose a request is, asked in this order
   */
  public static HttpEntry create(
      Vertx vertx,
      PrometheusMeterRegistry metrics,
      Readiness readiness,
      List<Authenticator> authenticators) {
    Router router = Router.router(vertx);
    Problems problems = new Problems();
    router.route().handler(HttpEntry::protect).failureHandler(problems);
    for (Problem.Sort sort : Problem.Sort.values()) {
      router.errorHandler(sort.status(), problems);
    }
    router.get("/health/live").handler(context -> live(context));
    router.get("/health/ready").handler(context -> ready(context, readiness));
    router.get("/metrics").handler(context -> scrape(context, metrics));
    JsonObject document = ApiDocument.load().json();
    router
        .get("/api/v1/openapi.json")
        .handler(context -> Reply.ok(document).send(context.response()));
    router.route(API).handler(new Authentication(authenticators));
    for (String photos : PHOTOS) {
      router.post(photos).handler(HttpEntry::refuseLargePhoto);
      router.post(photos).handler(BodyHandler.create(false).setBodyLimit(Photo.LARGEST));
    }
    router.route(API).handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setIdleTimeout(IDLE_SECONDS)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS)
                    .setMaxInitialLineLength(8192))
            .requestHandler(router)
            .invalidRequestHandler(HttpEntry::refuse);
    return new HttpEntry(router, server);
  }

  /** Where routes are mounted; those under {@code /api/v1/} are authenticated before. */
  public Router router() {
    return router;
  }

  /**
   * Listens.
   *
   * @param host address of this machine
   * @param port 0 for any that is free
   * @return the port
   */
  public Future<Integer> listen(String host, int port) {
    return server.listen(SocketAddress.inetSocketAddress(port, host)).map(HttpServer::actualPort);
  }

  /** Closes the server and its connections. */
  public Future<Void> close() {
    return server.close();
  }

  private static void protect(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .putHeader("Cache-Control", "no-store");
    context.next();
  }

  /** With the reason in words, before the photo is on its way. */
  private static void refuseLargePhoto(RoutingContext context) {
    String length = context.request().getHeader("Content-Length");
    if (length != null && Long.parseLong(length) > Photo.LARGEST) {
      String sentence = "a photo may have 5 MiB / 照片不能超过5 MiB";
      throw new Refusal(Problem.of(Problem.Sort.TOO_LARGE, sentence));
    }
    context.next();
  }

  private static void live(RoutingContext context) {
    Reply.ok(new JsonObject().put("live", true)).send(context.response());
  }

  private static void ready(RoutingContext context, Readiness readiness) {
    List<String> obstacles = readiness.obstacles();
    JsonObject body =
        new JsonObject()
            .put("ready", obstacles.isEmpty())
            .put("obstacles", new JsonArray(obstacles))
            .put("warnings", new JsonArray(readiness.warnings()));
    Reply reply = Reply.ok(body);
    new Reply(obstacles.isEmpty() ? 200 : 503, reply.body(), reply.headers())
        .send(context.response());
  }

  private static void scrape(RoutingContext context, PrometheusMeterRegistry metrics) {
    context
        .response()
        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .end(metrics.scrape());
  }

  /** Answers what is not HTTP: an address or headers that are too long, or worse. */
  private static void refuse(HttpServerRequest request) {
    String cause = String.valueOf(request.decoderResult().cause());
    Problem.Sort sort =
        cause.contains("TooLongHttpLine")
            ? Problem.Sort.URI_TOO_LONG
            : cause.contains("TooLongHttpHeader")
                ? Problem.Sort.HEADERS_TOO_LARGE
                : Problem.Sort.INVALID_REQUEST;
    request.response().putHeader("Connection", "close");
    Problems.send(request.response(), Problem.of(sort));
    request.connection().close();
  }
}
