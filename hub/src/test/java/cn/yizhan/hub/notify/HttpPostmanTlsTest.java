package cn.yizhan.hub.notify;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class HttpPostmanTlsTest {
  private static final AddressGuard LOOPBACK_ALLOWED =
      new AddressGuard(List.of(AddressRange.parse("127.0.0.1")));
  private static final Names LOOPBACK =
      host -> Future.succeededFuture(List.of(requireNonNull(AddressRange.literal("127.0.0.1"))));

  @TempDir static Path folder;
  private static PfxOptions keys;

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "hooks",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=hooks.example.invalid",
                "-ext",
                "SAN=dns:hooks.example.invalid",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .inheritIO()
            .start();
    assertEquals(0, keytool.waitFor());
    keys = new PfxOptions().setPath(store.toString()).setPassword("changeit");
  }

  private static Outcome deliver(Vertx vertx, String host, @Nullable TrustOptions trust) {
    NetServerOptions tls = new NetServerOptions().setSsl(true).setKeyCertOptions(keys);
    try (ScriptedReceiver receiver = new ScriptedReceiver(vertx, tls)) {
      HttpPostman postman =
          new HttpPostman(vertx, LOOPBACK_ALLOWED, LOOPBACK, () -> 1_000, trust, 5_000);
      SigningSecret secret = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
      String url = "https://" + host + ":" + receiver.port() + "/hook";
      Outcome outcome =
          Await.result(
                  postman.deliver(
                      new Notification(
                          "msg_1", UUID.randomUUID(), url, List.of(secret), "{}", 1, false)))
              .outcome();
      Await.result(postman.close());
      assertEquals(outcome instanceof Outcome.Delivered ? 1 : 0, receiver.got().size());
      return outcome;
    }
  }

  @Test
  void theCertificateIsHeldAgainstTheNameAndNotTheAddress(Vertx vertx) {
    assertEquals(new Outcome.Delivered(204), deliver(vertx, "hooks.example.invalid", keys));
  }

  @Test
  void aCertificateForAnotherNameIsRefused(Vertx vertx) {
    Outcome outcome = deliver(vertx, "other.example.invalid", keys);

    assertInstanceOf(Outcome.Again.class, outcome);
    assertTrue(outcome.detail().startsWith("no connection"), outcome.detail());
  }

  @Test
  void aCertificateNobodyVouchesForIsRefused(Vertx vertx) {
    assertInstanceOf(Outcome.Again.class, deliver(vertx, "hooks.example.invalid", null));
  }
}
