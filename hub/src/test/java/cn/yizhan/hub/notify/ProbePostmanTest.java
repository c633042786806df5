package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbePostmanTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger arrived = new AtomicInteger();

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  private HttpServer receiver() {
    return Await.result(
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  arrived.incrementAndGet();
                  request.response().setStatusCode(204).end();
                })
            .listen(0, "127.0.0.1"));
  }

  private Outcome outcome(String receiver, UUID endpoint, String url) {
    HttpPostman http =
        new HttpPostman(
            vertx, new AddressGuard(List.of()), Names.of(vertx), System::currentTimeMillis, null);
    ProbePostman postman = new ProbePostman(() -> receiver, http, http);
    Notification notification =
        new Notification(
            "msg_1", endpoint, url, List.of(SigningSecret.generate(new Random(1))), "{}", 1, true);
    return Await.result(postman.deliver(notification)).outcome();
  }

  @Test
  void theOneEndpointReachesTheHubsOwnReceiverAndNoOtherDoes() {
    String own = "http://127.0.0.1:" + receiver().actualPort() + "/probe";
    assertInstanceOf(
        Outcome.Delivered.class, outcome(own, ProbePostman.ENDPOINT, ProbePostman.NOWHERE));
    Outcome other = outcome(own, new UUID(0, 1), own);
    assertInstanceOf(Outcome.Again.class, other);
    assertTrue(other.detail().contains("outside the allow-list"), other.detail());
    assertEquals(1, arrived.get());
  }

  @Test
  void theOneEndpointReachesNothingElse() {
    for (String url : List.of("http://127.0.0.2:1/", "http://10.0.0.1/", "http://[::1]:1/")) {
      Outcome outcome = outcome(url, ProbePostman.ENDPOINT, ProbePostman.NOWHERE);
      assertTrue(outcome.detail().contains("allow-list"), outcome.detail());
    }
  }
}
