package cn.yizhan.bench.load;

import cn.yizhan.bench.figures.Latencies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * A street office's receiver that answers at once and knows when each station's danger was sent.
 */
final class AlarmReceiver {
  private static final String RAISED = "alert.raised";

  private final HttpServer server;
  private final Map<String, Long> sent = new HashMap<>();
  private final Latencies latencies = new Latencies();
  private int expected;
  private int arrived;

  AlarmReceiver(Vertx vertx) {
    this.server = vertx.createHttpServer().requestHandler(this::serve);
  }

  /** Begins to listen on loopback; the port it listens at. */
  Future<Integer> start() {
    return server.listen(0, "127.0.0.1").map(HttpServer::actualPort);
  }

  Future<Void> stop() {
    return server.close();
  }

  /** Begins a phase: what was known before is forgotten. */
  synchronized void expect(int dangers) {
    sent.clear();
    latencies.clear();
    expected = dangers;
    arrived = 0;
  }

  /** A station's danger is sent now. */
  synchronized void sent(String station) {
    sent.put(station, System.nanoTime());
  }

  /** Whether each danger of the phase has arrived. */
  synchronized boolean complete() {
    return arrived == expected;
  }

  synchronized int arrived() {
    return arrived;
  }

  /** From sending to the receiver, of this phase. */
  synchronized Latencies latencies() {
    return latencies;
  }

  private void serve(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              take(body, System.nanoTime());
              request.response().setStatusCode(204).end();
            });
  }

  private synchronized void take(Buffer body, long now) {
    JsonObject notification = new JsonObject(body);
    if (!RAISED.equals(notification.getString("type"))) {
      return;
    }
    JsonObject station = notification.getJsonObject("data").getJsonObject("station");
    Long began = station == null ? null : sent.remove(station.getString("code"));
    if (began != null) {
      latencies.add(now - began);
      arrived++;
    }
  }
}
