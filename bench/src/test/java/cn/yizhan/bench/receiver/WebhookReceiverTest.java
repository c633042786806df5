package cn.yizhan.bench.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.notify.AddressGuard;
import cn.yizhan.hub.notify.AddressRange;
import cn.yizhan.hub.notify.HttpPostman;
import cn.yizhan.hub.notify.Names;
import cn.yizhan.hub.notify.Notification;
import cn.yizhan.hub.notify.Outcome;
import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class WebhookReceiverTest {
  private static final long NOW = 1_795_392_000_000L;
  private static final SigningSecret SECRET =
      SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final SigningSecret OTHER =
      SigningSecret.parse("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  private static final String BODY = "{\"type\":\"alert.raised\",\"data\":{\"文\":1}}";

  private Vertx vertx;
  private WebhookReceiver receiver;
  private HttpPostman postman;
  private String base = "";

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    receiver = new WebhookReceiver(vertx, List.of(SECRET), () -> NOW);
    base = "http://127.0.0.1:" + Await.result(receiver.start("127.0.0.1", 0));
    postman = postman(NOW);
  }

  @AfterEach
  void close() {
    Await.result(receiver.stop());
  }

  private HttpPostman postman(long now) {
    AddressGuard guard = new AddressGuard(List.of(AddressRange.parse("127.0.0.1")));
    return new HttpPostman(vertx, guard, Names.of(vertx), () -> now, null);
  }

  private Outcome send(HttpPostman postman, String id, SigningSecret secret, String body) {
    return Await.result(
            postman.deliver(
                new Notification(
                    id, UUID.randomUUID(), base + "/office", List.of(secret), body, 1, false)))
        .outcome();
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  @Test
  void whatTheHubSendsIsVerifiedAndShown() throws IOException, InterruptedException {
    assertEquals(new Outcome.Delivered(204), send(postman, "msg_1", SECRET, BODY));

    JsonObject item =
        new JsonObject(call("GET", "/received", "").body()).getJsonArray("items").getJsonObject(0);
    assertEquals("msg_1", item.getString("id"));
    assertEquals("alert.raised", item.getString("type"));
    assertEquals("/office", item.getString("path"));
    assertEquals(BODY, item.getString("body"));
    assertTrue(item.getBoolean("verified"));
    assertEquals(NOW, item.getLong("at"));
  }

  @Test
  void aSignatureByAnotherSecretIsRefusedUntilThatSecretIsBelieved() {
    assertInstanceOf(Outcome.Again.class, send(postman, "msg_1", OTHER, BODY));
    assertFalse(receiver.received().get(0).verified());

    receiver.believe(OTHER);
    assertInstanceOf(Outcome.Delivered.class, send(postman, "msg_1", OTHER, BODY));
    assertTrue(receiver.received().get(0).verified());
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301})
  void aTimestampMoreThanFiveMinutesOffIsRefused(long seconds) {
    Outcome outcome = send(postman(NOW + seconds * 1_000), "msg_1", SECRET, BODY);

    assertEquals(401, outcome.status());
  }

  @Test
  void aRepeatedIdIsOneDelivery() {
    send(postman, "msg_1", SECRET, BODY);
    send(postman, "msg_1", SECRET, BODY);
    send(postman, "msg_2", SECRET, BODY);

    assertEquals(List.of(2, 1), receiver.received().stream().map(Delivery::tries).toList());
  }

  @Test
  void aForgeryDoesNotReplaceWhatWasVerified() {
    send(postman, "msg_1", SECRET, BODY);
    send(postman, "msg_1", OTHER, "{\"type\":\"forged\"}");

    Delivery delivery = receiver.received().get(0);
    assertTrue(delivery.verified());
    assertEquals(BODY, delivery.body());
  }

  @Test
  void itFailsAsOftenAsItIsAskedTo() throws IOException, InterruptedException {
    assertEquals(204, call("POST", "/misbehave", "{\"how\":\"fail\",\"times\":2}").statusCode());

    assertEquals(500, send(postman, "msg_1", SECRET, BODY).status());
    assertEquals(500, send(postman, "msg_1", SECRET, BODY).status());
    assertEquals(204, send(postman, "msg_1", SECRET, BODY).status());
    assertEquals(3, receiver.received().get(0).tries());
  }

  @ParameterizedTest
  @EnumSource(
      value = Misbehaviour.class,
      names = {"STALL", "DRIP"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyMisbehaviourHasAnOutcome(Misbehaviour how) {
    receiver.misbehave(how, 1);

    Outcome outcome = send(postman, "msg_1", SECRET, BODY);

    Class<? extends Outcome> expected =
        switch (how) {
          case HALF, HUGE, DRIP -> Outcome.Delivered.class;
          case GONE -> Outcome.Refused.class;
          case FAIL, STALL, RESET, REDIRECT, BUSY -> Outcome.Again.class;
        };
    assertInstanceOf(expected, outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"how\":\"dance\"}", "{\"how\":\"fail\",\"times\":-1}"})
  void aWishItDoesNotKnowIsRefused(String body) throws IOException, InterruptedException {
    assertEquals(400, call("POST", "/misbehave", body).statusCode());
  }

  @Test
  void itForgetsWhenItIsAskedTo() throws IOException, InterruptedException {
    send(postman, "msg_1", SECRET, BODY);

    assertEquals(204, call("DELETE", "/received", "").statusCode());

    assertEquals(List.of(), receiver.received());
  }

  @Test
  void secretsAreFoundInAnyFormOfText(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("secrets");
    Files.writeString(file, "{\"a\":\"" + SECRET.text() + "\"}\n" + OTHER.text() + "\n");
    Path empty = Files.createFile(folder.resolve("empty"));

    assertEquals(List.of(SECRET, OTHER), ReceiverCommand.read(file));
    assertThrows(IOException.class, () -> ReceiverCommand.read(empty));
  }
}
