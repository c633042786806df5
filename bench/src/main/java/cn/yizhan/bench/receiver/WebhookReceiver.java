package cn.yizhan.bench.receiver;

import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.notify.WebhookSignature;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Receives webhooks at any path, verifies signature and timestamp, remembers the latest by their id
 * and shows them as JSON: {@code GET /received}, {@code DELETE /received}. {@code POST /misbehave
 * {"how":"fail","times":3}} spoils the next answers. It asks nobody who they are, so it belongs on
 * loopback.
 */
public final class WebhookReceiver {
  private static final int REMEMBERED = 10_000;
  private static final long TOLERANCE_SECONDS = 300;
  private static final int MOST_TIMES = 1_000;

  private final Vertx vertx;
  private final LongSupplier clock;
  private final Set<SigningSecret> secrets = new CopyOnWriteArraySet<>();
  private final Deque<Misbehaviour> planned = new ArrayDeque<>();
  private final HttpServer server;
  private final Map<String, Delivery> received =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Delivery> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param secrets the secrets it believes; each delivery is to be signed with one of them
   * @param clock the present in epoch milliseconds
   */
  public WebhookReceiver(Vertx vertx, Collection<SigningSecret> secrets, LongSupplier clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.secrets.addAll(secrets);
    this.server = vertx.createHttpServer().requestHandler(this::serve);
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any
   * @return the port it listens at
   */
  public Future<Integer> start(String host, int port) {
    return server.listen(port, host).map(HttpServer::actualPort);
  }

  /** Closes the port and the connections. */
  public Future<Void> stop() {
    return server.close();
  }

  /** Believes one more secret. */
  public void believe(SigningSecret secret) {
    secrets.add(secret);
  }

  /** Goes wrong the next times. */
  public synchronized void misbehave(Misbehaviour how, int times) {
    for (int i = 0; i < times; i++) {
      planned.add(how);
    }
  }

  /** What it got, in the order of the first arrival. */
  public synchronized List<Delivery> received() {
    return List.copyOf(received.values());
  }

  private void serve(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              if (request.path().equals("/received")) {
                show(request);
              } else if (request.path().equals("/misbehave")) {
                plan(request, body);
              } else if (request.method().equals(HttpMethod.POST)) {
                take(request, body);
              } else {
                request.response().setStatusCode(404).end();
              }
            });
  }

  private void show(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.DELETE)) {
      synchronized (this) {
        received.clear();
      }
      request.response().setStatusCode(204).end();
      return;
    }
    JsonArray items = new JsonArray();
    received().forEach(delivery -> items.add(delivery.json()));
    request
        .response()
        .putHeader("content-type", "application/json")
        .end(new JsonObject().put("items", items).toBuffer());
  }

  private void plan(HttpServerRequest request, Buffer body) {
    try {
      JsonObject wish = new JsonObject(body);
      int times = wish.getInteger("times", 1);
      if (times < 0 || times > MOST_TIMES) {
        throw new IllegalArgumentException("times is 0 to " + MOST_TIMES);
      }
      misbehave(Misbehaviour.of(wish.getString("how", "")), times);
      request.response().setStatusCode(204).end();
    } catch (DecodeException | IllegalArgumentException | ClassCastException e) {
      request.response().setStatusCode(400).end(String.valueOf(e.getMessage()));
    }
  }

  private void take(HttpServerRequest request, Buffer body) {
    String id = request.getHeader("webhook-id");
    if (id == null) {
      request.response().setStatusCode(400).end("no webhook-id");
      return;
    }
    boolean verified = verified(id, request, body);
    Misbehaviour how = verified ? next() : null;
    int status = verified ? 204 : 401;
    remember(id, request.path(), body, verified, how == null ? "" + status : how.word());
    if (how == null) {
      request.response().setStatusCode(status).end();
    } else {
      how.answer(vertx, request);
    }
  }

  private boolean verified(String id, HttpServerRequest request, Buffer body) {
    String timestamp = request.getHeader("webhook-timestamp");
    String signature = request.getHeader("webhook-signature");
    if (timestamp == null || signature == null || !timestamp.matches("[0-9]{1,15}")) {
      return false;
    }
    long seconds = Long.parseLong(timestamp);
    return Math.abs(clock.getAsLong() / 1_000 - seconds) <= TOLERANCE_SECONDS
        && WebhookSignature.verifies(secrets, id, seconds, body.getBytes(), signature);
  }

  private synchronized @Nullable Misbehaviour next() {
    return planned.poll();
  }

  /** A forgery under the id of a real notification counts as a try and changes nothing else. */
  private synchronized void remember(
      String id, String path, Buffer body, boolean verified, String answer) {
    Delivery now =
        new Delivery(id, type(body), path, body.toString(), verified, clock.getAsLong(), 1, answer);
    received.merge(
        id,
        now,
        (before, later) -> (before.outweighs(later) ? before : later).after(before, answer));
  }

  private static String type(Buffer body) {
    try {
      return new JsonObject(body).getString("type", "");
    } catch (DecodeException | ClassCastException e) {
      return "";
    }
  }
}
