package cn.yizhan.hub.probe;

import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.notify.WebhookSignature;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the hub tells itself of its synthetic alerts, as an office's receiver would: over a
 * socket, and only when the signature is right. It listens at a free port of the loopback address
 * and answers nobody else, for nobody else has the secret.
 */
public final class ProbeReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeReceiver.class);
  private static final String HOST = "127.0.0.1";
  private static final String PATH = "/probe";
  private static final int IDLE_SECONDS = 30;
  private static final int MOST_BYTES = 64 * 1024;

  /** What Standard Webhooks advises receivers to allow their clock, seconds. */
  private static final long TOLERANCE = 300;

  private static final int TAKEN = 204;
  private static final int BAD = 400;
  private static final int UNSIGNED = 401;
  private static final int NOT_HERE = 404;
  private static final int TOO_LARGE = 413;
  private static final int LATER = 503;

  private final ProbeReceipts receipts;
  private final LongSupplier clock;
  private final HttpServer server;
  private volatile @Nullable String url;

  /**
   * @param vertx runs it
   * @param receipts where it is written down
   * @param clock the present in epoch milliseconds
   */
  public ProbeReceiver(Vertx vertx, ProbeReceipts receipts, LongSupplier clock) {
    this.receipts = receipts;
    this.clock = clock;
    HttpServerOptions options =
        new HttpServerOptions()
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setHttp2ClearTextEnabled(false);
    this.server = vertx.createHttpServer(options).requestHandler(this::receive);
  }

  /** Listens when the future completes. */
  public Future<Void> listen() {
    return server
        .listen(0, HOST)
        .onSuccess(bound -> url = "http://" + HOST + ':' + bound.actualPort() + PATH)
        .mapEmpty();
  }

  /** Listens no more. */
  public Future<Void> close() {
    url = null;
    return server.close();
  }

  /** Where it listens, null while it does not. */
  public @Nullable String url() {
    return url;
  }

  private void receive(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.POST) || !request.path().equals(PATH)) {
      answer(request, NOT_HERE);
      return;
    }
    Integer length = number(request.getHeader("content-length"));
    if (length == null || length > MOST_BYTES) {
      answer(request, TOO_LARGE);
      return;
    }
    request
        .body()
        .compose(body -> judged(request, body))
        .otherwise(
            e -> {
              LOG.warn("What the hub told itself could not be written down: {}", e.toString());
              return LATER;
            })
        .onSuccess(status -> answer(request, status));
  }

  private static void answer(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
  }

  private Future<Integer> judged(HttpServerRequest request, Buffer body) {
    String id = request.getHeader("webhook-id");
    String signature = request.getHeader("webhook-signature");
    Integer timestamp = number(request.getHeader("webhook-timestamp"));
    if (id == null || signature == null || timestamp == null) {
      return Future.succeededFuture(BAD);
    }
    if (Math.abs(clock.getAsLong() / 1_000 - timestamp) > TOLERANCE) {
      return Future.succeededFuture(UNSIGNED);
    }
    return receipts
        .secret()
        .compose(
            secret -> {
              byte[] bytes = body.getBytes();
              return secret != null && verifies(secret, id, timestamp, bytes, signature)
                  ? taken(body)
                  : Future.succeededFuture(UNSIGNED);
            });
  }

  private static boolean verifies(
      SigningSecret secret, String id, long timestamp, byte[] body, String signature) {
    return WebhookSignature.verifies(List.of(secret), id, timestamp, body, signature);
  }

  private Future<Integer> taken(Buffer body) {
    UUID alert;
    String type;
    try {
      JsonObject told = body.toJsonObject();
      type = told.getString("type");
      alert = UUID.fromString(told.getJsonObject("data").getString("id"));
    } catch (DecodeException
        | ClassCastException
        | IllegalArgumentException
        | NullPointerException e) {
      return Future.succeededFuture(BAD);
    }
    return type == null ? Future.succeededFuture(BAD) : receipts.received(alert, type).map(TAKEN);
  }

  private static @Nullable Integer number(@Nullable String text) {
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
