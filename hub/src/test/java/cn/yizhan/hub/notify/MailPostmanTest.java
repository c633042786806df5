package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.notify.channel.Proxy;
import cn.yizhan.hub.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailPostmanTest {
  private static final String NAME = "mail.example.invalid";
  private static final AddressGuard GUARD =
      new AddressGuard(List.of(AddressRange.parse("127.0.0.1")));

  @TempDir static Path folder;
  private static TestCertificate right;
  private static TestCertificate other;

  private Vertx vertx;
  private ScriptedMailServer server;

  @BeforeAll
  static void makeCertificates() throws IOException, InterruptedException {
    right = TestCertificate.of(folder, NAME);
    other = TestCertificate.of(folder, "other.example.invalid");
  }

  @BeforeEach
  void open() {
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setAddressResolverOptions(
                    new AddressResolverOptions()
                        .setHostsValue(Buffer.buffer("127.0.0.1 " + NAME + "\n"))));
    server = new ScriptedMailServer(vertx, right, true, false);
  }

  @AfterEach
  void close() {
    server.close();
    Await.result(vertx.close());
  }

  private ScriptedMailServer server(boolean tls, boolean offersTls) {
    server.close();
    server = new ScriptedMailServer(vertx, right, tls, offersTls);
    return server;
  }

  private Outcome deliver(boolean tls) throws IOException {
    return deliver(tls, GUARD, right.pem(), null, 10_000);
  }

  private Outcome deliver(
      boolean tls, AddressGuard guard, String ca, @Nullable Proxy proxy, int totalMs)
      throws IOException {
    MailPostman postman =
        new MailPostman(vertx, guard, Names.of(vertx), System::currentTimeMillis, totalMs);
    Notification notification = Letter.to(NAME, server.port(), tls, guard, ca, proxy);
    return Await.result(postman.deliver(notification)).outcome();
  }

  @Test
  void aLetterArrivesOverTls() throws IOException {

    assertEquals(new Outcome.Delivered(250), deliver(true));

    assertTrue(server.commands().contains("RCPT TO:<li@example.cn>"), "" + server.commands());
    assertTrue(server.commands().contains("RCPT TO:<wang@x.cn>"), "" + server.commands());
    String letter = server.letters().get(0);
    assertTrue(letter.contains("Message-ID: <msg_1@example.cn>"), letter);
    assertTrue(letter.contains("Auto-Submitted: auto-generated"), letter);
    assertTrue(letter.contains("X-Priority: 1"), letter);
    assertTrue(letter.contains("To: li@example.cn,"), letter);
    String[] parts = letter.split("\n\n", 2);
    String text =
        letter.contains("base64")
            ? new String(Base64.getMimeDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            : quotedPrintable(parts[1]);
    assertTrue(text.contains("见烟见火立即拨打119"), text);
    Await.until("the connection is closed", () -> server.open() == 0);
  }

  private static String quotedPrintable(String text) {
    StringBuilder latin = new StringBuilder();
    String joined = text.replace("=\n", "");
    for (int i = 0; i < joined.length(); i++) {
      if (joined.charAt(i) == '=') {
        latin.append((char) Integer.parseInt(joined.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        latin.append(joined.charAt(i));
      }
    }
    return new String(
        latin.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Test
  void aLetterArrivesAfterStartTls() throws IOException {
    server(false, true);

    assertEquals(new Outcome.Delivered(250), deliver(false));

    int upgrade = server.commands().indexOf("STARTTLS");
    assertTrue(upgrade > 0, "" + server.commands());
    assertTrue(
        server.commands().subList(0, upgrade).stream().allMatch(one -> one.startsWith("EHLO")),
        "" + server.commands());
    assertEquals(1, server.letters().size());
  }

  @Test
  void withoutStartTlsNothingIsSaid() throws IOException {
    server(false, false);

    Outcome outcome = deliver(false);

    assertInstanceOf(Outcome.Again.class, outcome);
    assertTrue(outcome.detail().contains("STARTTLS"), outcome.detail());
    assertTrue(
        server.commands().stream().noneMatch(one -> one.matches("(AUTH|MAIL|RCPT|DATA).*")),
        "" + server.commands());
  }

  @Test
  void aCertificateOfAnotherNameOrAuthorityIsRefused() throws IOException {
    server.close();
    server = new ScriptedMailServer(vertx, other, true, false);
    assertInstanceOf(Outcome.Again.class, deliver(true, GUARD, other.pem(), null, 10_000));
    assertInstanceOf(Outcome.Again.class, deliver(true, GUARD, right.pem(), null, 10_000));

    assertEquals(List.of(), server.commands());
  }

  @Test
  void whatTheServerSaysIsKept() throws IOException {
    server.answer("AUTH", "535 5.7.8 authentication failed");

    Outcome outcome = deliver(true);

    assertTrue(outcome.detail().contains("535 5.7.8 authentication failed"), outcome.detail());
    assertEquals(0, server.letters().size());
  }

  @Test
  void oneWrongRecipientDoesNotStopTheOthers() throws IOException {
    server.answer("RCPT TO:<wang@x.cn>", "550 no such user");

    assertEquals(new Outcome.Delivered(250), deliver(true));
    assertEquals(1, server.letters().size());
  }

  @Test
  void noRecipientAtAllIsAFailure() throws IOException {
    server.answer("RCPT", "550 no such user");

    assertInstanceOf(Outcome.Again.class, deliver(true));
    assertEquals(0, server.letters().size());
  }

  @Test
  void aSilentServerEndsAtTheDeadlineAndTheConnectionIsClosed() throws IOException {
    server.silence();

    Outcome outcome = deliver(true, GUARD, right.pem(), null, 1_500);

    assertEquals("no answer within 1 s", outcome.detail());
    Await.until("the connection is closed", () -> server.open() == 0);
  }

  @Test
  void anAddressOutsideTheAllowListIsNotConnectedTo() throws IOException {

    Outcome outcome = deliver(true, new AddressGuard(List.of()), right.pem(), null, 10_000);

    assertTrue(outcome.detail().contains("127.0.0.1 (loopback)"), outcome.detail());
    assertEquals(List.of(), server.commands());
  }

  @Test
  void aLetterGoesThroughAProxy() throws IOException {
    try (ConnectProxy proxy = new ConnectProxy(vertx, server.port())) {
      Outcome outcome =
          deliver(
              true, GUARD, right.pem(), new Proxy("127.0.0.1", proxy.port(), null, null), 10_000);

      assertEquals(new Outcome.Delivered(250), outcome);
      assertTrue(proxy.asked().get(0).startsWith("CONNECT " + NAME + ":"), proxy.asked().get(0));
    }
  }
}
