package cn.yizhan.hub.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.notify.WebhookSignature;
import cn.yizhan.hub.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeReceiverTest {
  private static final long NOW = 1_795_392_000L;
  private static final String ALERT = "4e9e7a73-f9f5-470f-bab0-51cda243a96e";
  private static final String BODY =
      "{\"type\":\"alert.raised\",\"data\":{\"id\":\"" + ALERT + "\"}}";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Vertx vertx = Vertx.vertx();
  private final SigningSecret secret = SigningSecret.generate(new Random(1));
  private final List<String> received = new ArrayList<>();
  private @Nullable Throwable trouble;
  private final ProbeReceiver receiver =
      new ProbeReceiver(
          vertx,
          new ProbeReceipts() {
            @Override
            public Future<@Nullable SigningSecret> secret() {
              return Future.succeededFuture(secret);
            }

            @Override
            public Future<Void> received(UUID alert, String type) {
              received.add(alert + " " + type);
              return trouble == null ? Future.succeededFuture() : Future.failedFuture(trouble);
            }
          },
          () -> NOW * 1_000);

  @BeforeEach
  void listen() {
    Await.result(receiver.listen());
  }

  @AfterEach
  void close() {
    Await.result(receiver.close());
    Await.result(vertx.close());
  }

  private HttpRequest.Builder request() {
    String url = receiver.url();
    assertNotNull(url);
    return HttpRequest.newBuilder(URI.create(url));
  }

  private static int status(HttpRequest request) throws IOException, InterruptedException {
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }

  private int post(String body, long timestamp, SigningSecret by)
      throws IOException, InterruptedException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return status(
        request()
            .header("webhook-id", "msg_1")
            .header("webhook-timestamp", Long.toString(timestamp))
            .header(
                "webhook-signature",
                WebhookSignature.header(List.of(by), "msg_1", timestamp, bytes))
            .POST(BodyPublishers.ofByteArray(bytes))
            .build());
  }

  @Test
  void whatIsSignedIsWrittenDown() throws IOException, InterruptedException {
    assertEquals(204, post(BODY, NOW, secret));
    assertEquals(List.of(ALERT + " alert.raised"), received);
  }

  @Test
  void whatIsNotSignedByThatSecretOrIsOldIsRefused() throws IOException, InterruptedException {
    assertEquals(401, post(BODY, NOW, SigningSecret.generate(new Random(2))));
    assertEquals(401, post(BODY, NOW - 301, secret));
    assertEquals(401, post(BODY, NOW + 301, secret));
    assertEquals(400, status(request().POST(BodyPublishers.ofString(BODY)).build()));
    assertEquals(List.of(), received);
  }

  @Test
  void whatIsSignedAndNoAlertIsRefused() throws IOException, InterruptedException {
    for (String body :
        List.of("", "[]", "{}", "{\"type\":1}", "{\"type\":\"t\",\"data\":{\"id\":\"x\"}}")) {
      assertEquals(400, post(body, NOW, secret), body);
    }
    assertEquals(List.of(), received);
  }

  @Test
  void whatCannotBeWrittenDownIsToComeAgain() throws IOException, InterruptedException {
    trouble = new IOException("the database is away");
    assertEquals(503, post(BODY, NOW, secret));
  }

  @Test
  void otherRequestsFindNothing() throws IOException, InterruptedException {
    assertEquals(404, status(request().GET().build()));
    assertEquals(
        404,
        status(
            HttpRequest.newBuilder(URI.create(receiver.url() + "/x"))
                .POST(BodyPublishers.ofString(BODY))
                .build()));
    assertEquals(413, post("x".repeat(65_537), NOW, secret));
  }
}
