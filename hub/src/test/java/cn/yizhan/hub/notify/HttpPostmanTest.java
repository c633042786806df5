package cn.yizhan.hub.notify;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class HttpPostmanTest {
  private static final long NOW = 1_795_392_000_123L;
  private static final int DEADLINE_MS = 15_000;
  private static final int SOON_MS = 1_500;
  private static final SigningSecret SECRET =
      SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final AddressGuard LOOPBACK_ALLOWED =
      new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8")));
  private static final String BODY = "{\"text\":\"3号充电位过热\"}";

  private Vertx vertx;
  private ScriptedReceiver receiver;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    receiver = new ScriptedReceiver(vertx);
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Outcome deliver(AddressGuard guard, Names names, String url) {
    return deliver(guard, names, url, DEADLINE_MS);
  }

  private Outcome deliver(AddressGuard guard, Names names, String url, int totalMs) {
    HttpPostman postman = new HttpPostman(vertx, guard, names, () -> NOW, null, totalMs);
    Notification notification =
        new Notification("msg_1", UUID.randomUUID(), url, List.of(SECRET), BODY, 1, false);
    Outcome outcome = Await.result(postman.deliver(notification)).outcome();
    Await.result(postman.close());
    return outcome;
  }

  private Outcome answeredWith(Consumer<NetSocket> answer) {
    receiver.then("/hook", answer);
    return deliver(LOOPBACK_ALLOWED, Names.of(vertx), receiver.url("/hook"));
  }

  private Outcome soonAfter(Consumer<NetSocket> answer) {
    receiver.then("/hook", answer);
    return deliver(LOOPBACK_ALLOWED, Names.of(vertx), receiver.url("/hook"), SOON_MS);
  }

  private static Names resolving(String... literals) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String literal : literals) {
      addresses.add(requireNonNull(AddressRange.literal(literal)));
    }
    return host -> Future.succeededFuture(addresses);
  }

  @Test
  void theReceiverGetsTheSignedBytesAndTheHeadersOfTheSpecification() {
    assertEquals(new Outcome.Delivered(204), answeredWith(ScriptedReceiver.status(204)));

    ScriptedReceiver.Got got = receiver.got().get(0);
    assertEquals(BODY, got.body());
    assertEquals("msg_1", got.id());
    assertEquals("1795392000", got.header("webhook-timestamp"));
    assertEquals("application/json", got.header("content-type"));
    assertEquals("Yizhan-Hub", got.header("user-agent"));
    assertTrue(got.verifies(SECRET));
  }

  @Test
  void aPrivateAddressIsNotEvenConnectedTo() {
    Outcome outcome = deliver(new AddressGuard(List.of()), Names.of(vertx), receiver.url("/hook"));

    assertTrue(outcome.detail().contains("127.0.0.1 (loopback)"), outcome.detail());
    assertTrue(receiver.got().isEmpty());
  }

  @Test
  void aNameThatResolvesToAPrivateAddressIsRefusedAlthoughTheNameIsPublic() {
    Outcome outcome =
        deliver(
            new AddressGuard(List.of()),
            resolving("127.0.0.1"),
            "https://hooks.example.cn:" + receiver.port() + "/hook");

    assertTrue(outcome.detail().contains("loopback"), outcome.detail());
    assertTrue(receiver.got().isEmpty());
  }

  @Test
  void theConnectionGoesToTheAddressThatWasJudgedAndTheNameStaysInTheRequest() {
    // the name does not exist: only the judged address can have been connected to
    Outcome outcome =
        deliver(
            LOOPBACK_ALLOWED,
            resolving("10.1.2.3", "127.0.0.1"),
            "http://hooks.example.invalid:" + receiver.port() + "/hook");

    assertEquals(new Outcome.Delivered(204), outcome);
    assertEquals("hooks.example.invalid:" + receiver.port(), receiver.got().get(0).header("host"));
  }

  @Test
  void anAddressOfVersionSixStandsInBracketsInTheRequest() {
    // a mapped address, which is reached where there is no IPv6
    Outcome outcome =
        deliver(
            LOOPBACK_ALLOWED,
            Names.of(vertx),
            "http://[::ffff:127.0.0.1]:" + receiver.port() + "/hook");

    assertEquals(new Outcome.Delivered(204), outcome);
    assertEquals("[::ffff:127.0.0.1]:" + receiver.port(), receiver.got().get(0).header("host"));
  }

  @Test
  void eachTryLooksTheNameUpAgain() {
    List<String> asked = new ArrayList<>();
    Names changing =
        host -> {
          asked.add(host);
          return resolving(asked.size() == 1 ? "127.0.0.1" : "10.0.0.1").resolve(host);
        };
    String url = "http://hooks.example.invalid:" + receiver.port() + "/hook";

    assertInstanceOf(Outcome.Delivered.class, deliver(LOOPBACK_ALLOWED, changing, url));
    assertInstanceOf(Outcome.Again.class, deliver(LOOPBACK_ALLOWED, changing, url));
    assertEquals(1, receiver.got().size());
  }

  @Test
  void anAddressThatDoesNotAnswerLeavesTheNextOne() {
    Outcome outcome =
        deliver(
            LOOPBACK_ALLOWED,
            resolving("127.0.0.2", "127.0.0.1"),
            "http://hooks.example.invalid:" + receiver.port() + "/hook");

    assertEquals(new Outcome.Delivered(204), outcome);
  }

  @Test
  void aRedirectIsAFailureAndNotFollowed() {
    Outcome outcome =
        answeredWith(ScriptedReceiver.status(302, "location: " + receiver.url("/elsewhere")));

    assertEquals(302, assertInstanceOf(Outcome.Again.class, outcome).status());
    assertTrue(receiver.got("/elsewhere").isEmpty());
  }

  @Test
  void noAnswerEndsAtTheDeadline() {
    assertInstanceOf(Outcome.Again.class, soonAfter(ScriptedReceiver.stall()));
  }

  @Test
  void anAnswerThatDripsEndsAtTheDeadline() {
    Outcome outcome =
        soonAfter(
            socket -> {
              socket.write("HTTP/1.1 200 OK\r\n");
              long timer = vertx.setPeriodic(50, id -> socket.write("x: y\r\n"));
              socket.closeHandler(v -> vertx.cancelTimer(timer));
            });

    assertTrue(outcome.detail().startsWith("no answer"), outcome.detail());
  }

  @Test
  void aConnectionThatBreaksIsTriedAgain() {
    assertInstanceOf(Outcome.Again.class, answeredWith(NetSocket::close));
  }

  @Test
  void whatIsNoHttpIsTriedAgain() {
    assertInstanceOf(Outcome.Again.class, answeredWith(ScriptedReceiver.raw("220 smtp ready\r\n")));
  }

  @Test
  void whatAReceiverSaysIsKeptOnlyAsPrintableText() {
    Outcome outcome = answeredWith(ScriptedReceiver.raw("HTTP/1.1\0 \u0007 rubbish\r\n\r\n"));

    assertTrue(outcome.detail().matches("[\\x20-\\x7e]{1,250}"), outcome.detail());
  }

  @Test
  void aStatusCountsAlthoughTheBodyBreaksOff() {
    Outcome outcome =
        answeredWith(
            socket -> {
              socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
              socket.close();
            });

    assertEquals(new Outcome.Delivered(200), outcome);
  }

  @Test
  void anEndlessAnswerIsCutOff() {
    Outcome outcome =
        answeredWith(
            socket -> {
              socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
              Buffer chunk = Buffer.buffer("1000\r\n" + "x".repeat(4096) + "\r\n");
              long timer = vertx.setPeriodic(1, id -> socket.write(chunk));
              socket.closeHandler(v -> vertx.cancelTimer(timer));
            });

    assertEquals(new Outcome.Delivered(200), outcome);
  }

  @Test
  void nobodyListeningIsTriedAgain() {
    Outcome outcome = deliver(LOOPBACK_ALLOWED, Names.of(vertx), "http://127.0.0.1:1/hook");

    assertTrue(outcome.detail().startsWith("no connection"), outcome.detail());
  }

  @Test
  void aNameThatDoesNotExistIsTriedAgain() {
    Names unknown = host -> Future.failedFuture("unknown host");

    Outcome outcome = deliver(LOOPBACK_ALLOWED, unknown, "http://hooks.example.invalid/");

    assertFalse(outcome instanceof Outcome.Delivered);
    assertTrue(outcome.detail().startsWith("no address"), outcome.detail());
  }
}
