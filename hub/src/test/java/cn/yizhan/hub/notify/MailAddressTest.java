package cn.yizhan.hub.notify;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import cn.yizhan.hub.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where mail goes: to the addresses that were judged, though the name may have others by then. */
class MailAddressTest {
  private static final String NAME = "mail.example.invalid";
  private static final String PUBLIC = "127.0.0.1";
  private static final String HIDDEN = "127.0.0.2";
  private static final String NOBODY = "127.0.0.3";
  private static final AddressGuard GUARD = guard(PUBLIC, NOBODY);

  @TempDir static Path folder;
  private static TestCertificate right;
  private static TestCertificate other;

  private Vertx vertx;
  private AtomicInteger asked;

  @BeforeAll
  static void makeCertificates() throws IOException, InterruptedException {
    right = TestCertificate.of(folder, NAME);
    other = TestCertificate.of(folder, "other.example.invalid");
  }

  /** A Vert.x to which the name has the address that nobody may reach. */
  @BeforeEach
  void open() {
    asked = new AtomicInteger();
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setAddressResolverOptions(
                    new AddressResolverOptions()
                        .setHostsValue(Buffer.buffer(HIDDEN + " " + NAME + "\n"))));
  }

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  private static AddressGuard guard(String... allowed) {
    return new AddressGuard(Stream.of(allowed).map(AddressRange::parse).toList());
  }

  private ScriptedMailServer server(TestCertificate certificate, boolean tls) {
    return new ScriptedMailServer(vertx, certificate, tls, true);
  }

  private ScriptedMailServer hidden(boolean tls, int port) {
    return new ScriptedMailServer(
        vertx, right, tls, true, SocketAddress.inetSocketAddress(port, HIDDEN));
  }

  /** The first question is answered truly, each later one with the hidden address. */
  private Names lying(List<String> truth) {
    return host ->
        Future.succeededFuture(
            (asked.getAndIncrement() == 0 ? truth : List.of(HIDDEN))
                .stream().map(address -> requireNonNull(AddressRange.literal(address))).toList());
  }

  private Outcome deliver(int port, boolean tls, String ca, List<String> addresses)
      throws IOException {
    asked.set(0);
    MailPostman postman =
        new MailPostman(vertx, GUARD, lying(addresses), System::currentTimeMillis, 20_000);
    return Await.result(postman.deliver(Letter.to(NAME, port, tls, GUARD, ca, null))).outcome();
  }

  @Test
  void aNameWhoseAddressChangesAfterItWasJudgedLeadsNowhereElse() throws IOException {
    for (boolean tls : new boolean[] {true, false}) {
      try (ScriptedMailServer server = server(right, tls);
          ScriptedMailServer hidden = hidden(tls, server.port())) {
        assertEquals(
            new Outcome.Delivered(250), deliver(server.port(), tls, right.pem(), List.of(PUBLIC)));
        assertEquals(1, server.letters().size());
        assertEquals(0, hidden.met());
      }
    }
  }

  @Test
  void ofSeveralAddressesThoseLetThroughAreTriedInTurnAndNoOther() throws IOException {
    try (ScriptedMailServer server = server(right, true);
        ScriptedMailServer hidden = hidden(true, server.port())) {
      assertEquals(
          new Outcome.Delivered(250),
          deliver(server.port(), true, right.pem(), List.of(HIDDEN, NOBODY, PUBLIC)));
      assertEquals(1, server.letters().size());
      assertEquals(0, hidden.met());
    }
  }

  @Test
  void theCertificateIsHeldAgainstTheNameAndNotTheAddress() throws IOException {
    for (boolean tls : new boolean[] {true, false}) {
      try (ScriptedMailServer server = server(other, tls)) {
        assertInstanceOf(
            Outcome.Again.class, deliver(server.port(), tls, other.pem(), List.of(PUBLIC)));
        assertEquals(0, server.commands().stream().filter(one -> one.startsWith("AUTH")).count());
        assertEquals(List.of(), server.letters());
      }
    }
  }
}
