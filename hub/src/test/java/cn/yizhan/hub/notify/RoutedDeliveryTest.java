package cn.yizhan.hub.notify;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.notify.channel.Kind;
import cn.yizhan.hub.notify.channel.Language;
import cn.yizhan.hub.notify.channel.Proxy;
import cn.yizhan.hub.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints with certificates of their own, and behind proxies. */
@ExtendWith(VertxExtension.class)
class RoutedDeliveryTest {
  private static final AddressGuard GUARD =
      new AddressGuard(List.of(AddressRange.parse("127.0.0.1")));
  private static final SigningSecret SECRET =
      SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final Names LOOPBACK =
      host -> Future.succeededFuture(List.of(requireNonNull(AddressRange.literal("127.0.0.1"))));
  private static final Names NOBODY = host -> Future.failedFuture("unknown host");

  @TempDir static Path folder;
  private static TestCertificate right;
  private static TestCertificate other;

  private Vertx vertx;
  private ScriptedReceiver receiver;
  private ConnectProxy proxy;

  @BeforeAll
  static void makeCertificates() throws IOException, InterruptedException {
    right = TestCertificate.of(folder, "hooks.example.invalid");
    other = TestCertificate.of(folder, "other.example.invalid");
  }

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    receiver =
        new ScriptedReceiver(
            vertx, new NetServerOptions().setSsl(true).setKeyCertOptions(right.keys()));
    proxy = new ConnectProxy(vertx, receiver.port());
  }

  @AfterEach
  void close() {
    receiver.close();
    proxy.close();
  }

  private Outcome deliver(
      String host, Names names, AddressGuard guard, @Nullable String ca, @Nullable Proxy through) {
    HttpPostman postman = new HttpPostman(vertx, guard, names, () -> 1_000, null, 10_000);
    String url = "https://" + host + ":" + receiver.port() + "/hook";
    Notification notification =
        new Notification(
            "msg_1",
            UUID.randomUUID(),
            url,
            List.of(SECRET),
            "{}",
            1,
            false,
            new Target(Kind.WEBHOOK, Language.ZH, null, ca, through));
    Outcome outcome = Await.result(postman.deliver(notification)).outcome();
    Await.result(postman.close());
    return outcome;
  }

  @Test
  void anEndpointsOwnAuthorityIsBelieved() {
    assertEquals(
        new Outcome.Delivered(204),
        deliver("hooks.example.invalid", LOOPBACK, GUARD, right.pem(), null));
    assertEquals(1, receiver.got().size());
  }

  @Test
  void nobodyElseIsAndTheNameStillCounts() {
    assertInstanceOf(
        Outcome.Again.class, deliver("hooks.example.invalid", LOOPBACK, GUARD, other.pem(), null));
    assertInstanceOf(
        Outcome.Again.class, deliver("third.example.invalid", LOOPBACK, GUARD, right.pem(), null));
    assertTrue(receiver.got().isEmpty());
  }

  @Test
  void theProxyIsAskedForTheNameWhichIsNotLookedUpHere() {
    Proxy through = new Proxy("127.0.0.1", proxy.port(), "u", "p");

    Outcome outcome = deliver("hooks.example.invalid", NOBODY, GUARD, right.pem(), through);

    assertEquals(new Outcome.Delivered(204), outcome);
    assertEquals(1, receiver.got().size());
    String asked = proxy.asked().get(0);
    assertTrue(
        asked.startsWith("CONNECT hooks.example.invalid:" + receiver.port() + " HTTP/1."), asked);
    assertTrue(
        asked.toLowerCase(java.util.Locale.ROOT).contains("proxy-authorization: basic dtpw"),
        asked);
  }

  @Test
  void theCertificateIsHeldAgainstTheNameThroughTheProxy() {
    Proxy through = new Proxy("127.0.0.1", proxy.port(), null, null);

    assertInstanceOf(
        Outcome.Again.class, deliver("third.example.invalid", NOBODY, GUARD, right.pem(), through));
    assertTrue(receiver.got().isEmpty());
  }

  @Test
  void theProxysAddressIsJudged() {
    Proxy through = new Proxy("127.0.0.1", proxy.port(), null, null);

    Outcome outcome =
        deliver("hooks.example.invalid", NOBODY, new AddressGuard(List.of()), right.pem(), through);

    assertTrue(outcome.detail().contains("127.0.0.1 (loopback)"), outcome.detail());
    assertTrue(proxy.asked().isEmpty());
  }
}
