package cn.yizhan.hub.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver of webhooks on this machine that thanks for everything and counts it by its id. */
public final class WebhookInbox implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Integer> received = new ConcurrentHashMap<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  /** Listens at a free port. */
  public WebhookInbox(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  received.merge(String.valueOf(request.getHeader("webhook-id")), 1, Integer::sum);
                  request
                      .body()
                      .onSuccess(
                          body -> {
                            bodies.add(body.toString());
                            request.response().setStatusCode(204).end();
                          });
                });
    Await.result(server.listen(0, "127.0.0.1"));
  }

  /** Where to send. */
  public String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/";
  }

  /** The ids that came, each at least once. */
  public Set<String> ids() {
    return new TreeSet<>(received.keySet());
  }

  /** The bodies that came, repeats among them. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  @Override
  public void close() {
    Await.result(server.close());
  }
}
