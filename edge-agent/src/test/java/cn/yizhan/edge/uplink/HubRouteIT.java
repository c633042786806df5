package cn.yizhan.edge.uplink;

import static cn.yizhan.edge.testing.Awaiting.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.journal.Dates;
import cn.yizhan.edge.testing.TestCertificate;
import cn.yizhan.protocol.StationCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to a hub, with real servers on the loopback address. */
final class HubRouteIT {
  private static final UplinkTiming TIMING = new UplinkTiming(30_000, 30_000, 30_000, 20, 100);
  private static final int LARGE = 60_000;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final Promise<MqttEndpoint> arrived = Promise.promise();
  private TrueTime time = new FixedTime(System.currentTimeMillis(), true);

  /** What is known of the time, which does not change. */
  private record FixedTime(long proven, boolean known) implements TrueTime {
    @Override
    public long now() {
      return proven;
    }

    @Override
    public boolean learn(long hub) {
      return known;
    }

    @Override
    public void prove(long hub) {
      throw new AssertionError("nobody tells the time here");
    }

    @Override
    public Dates dates(UUID boot) {
      throw new AssertionError("nothing is dated here");
    }
  }

  @AfterEach
  void stopAll() throws Exception {
    get(vertx.close());
  }

  /** A hub that sends back on "back" what it is sent. */
  private int hub(boolean web, @Nullable TestCertificate certificate) throws Exception {
    MqttServerOptions options = new MqttServerOptions();
    options.setHost("127.0.0.1").setPort(0).setMaxMessageSize(2 * LARGE).setUseWebSocket(web);
    if (certificate != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertValue(Buffer.buffer(certificate.chain()))
                  .addKeyValue(Buffer.buffer(certificate.key())));
    }
    MqttServer server = MqttServer.create(vertx, options);
    server.exceptionHandler(error -> {});
    server.endpointHandler(
        endpoint -> {
          endpoint.publishHandler(
              message ->
                  endpoint.publish("back", message.payload(), MqttQoS.AT_MOST_ONCE, false, false));
          endpoint.accept(false);
          arrived.tryComplete(endpoint);
        });
    return get(server.listen()).actualPort();
  }

  private static HubAccount account(String hub, @Nullable String way, @Nullable String ca) {
    HubAddress address = HubAddress.parse(hub);
    return new HubAccount(
        new StationCode("test-01"), way == null ? address : address.via(way), "secret", ca);
  }

  private Future<MqttClient> connect(HubAccount account) {
    HubAddress hub = account.hub();
    MqttClient client =
        MqttClient.create(
            new HubRoute(vertx, hub, TIMING),
            HubClient.options(account, "s", TIMING, new HubTrust(account.ca(), time)));
    return client.connect(hub.port(), hub.host(), hub.tls() ? hub.host() : null).map(ack -> client);
  }

  private void speaksWith(HubAccount account) throws Exception {
    MqttClient client = get(connect(account));
    Promise<Buffer> back = Promise.promise();
    client.publishHandler(message -> back.tryComplete(message.payload()));
    Buffer sent = Buffer.buffer("x".repeat(LARGE));
    get(client.publish("there", sent, MqttQoS.AT_MOST_ONCE, false, false));
    assertEquals(sent, get(back.future()));
    MqttEndpoint endpoint = get(arrived.future());
    assertEquals("test-01", endpoint.clientIdentifier());
    Promise<Void> closed = Promise.promise();
    client.closeHandler(gone -> closed.tryComplete());
    endpoint.close();
    get(closed.future());
  }

  private void doesNotReach(HubAccount account) {
    assertThrows(Exception.class, () -> get(connect(account)));
    assertTrue(!arrived.future().isComplete());
  }

  @Test
  void aHubIsReachedByAnAddressAndKnownByItsName() throws Exception {
    TestCertificate certificate = TestCertificate.make(dir, "hub.example");
    int port = hub(false, certificate);
    speaksWith(account("mqtts://hub.example:443", "127.0.0.1:" + port, certificate.chain()));
  }

  @Test
  void anotherServerAtTheAddressIsNotTakenForTheHub() throws Exception {
    TestCertificate certificate = TestCertificate.make(dir, "other.example");
    int port = hub(false, certificate);
    doesNotReach(account("mqtts://hub.example:443", "127.0.0.1:" + port, certificate.chain()));
    doesNotReach(account("mqtts://127.0.0.1:" + port, null, certificate.chain()));
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
    int port = hub(false, TestCertificate.make(dir, "hub.example"));
    doesNotReach(account("mqtts://hub.example:443", "127.0.0.1:" + port, null));
  }

  @Test
  void aBoxWithoutTheTimeTakesACertificateThatBeganAfterTheLastTimeItKnows() throws Exception {
    Instant now = Instant.now();
    TestCertificate.Signed signed =
        TestCertificate.signed(dir, "hub.example", now.minus(Duration.ofDays(1)), 2);
    int port = hub(false, signed.server());
    HubAccount account = account("mqtts://hub.example:443", "127.0.0.1:" + port, signed.ca());
    time = new FixedTime(now.minus(Duration.ofDays(400)).toEpochMilli(), false);
    speaksWith(account);
    HubTrust trust = new HubTrust(signed.ca(), time);
    assertTrue(trust.mayBe(now.toEpochMilli()));
  }

  @Test
  void aCertificateThatHadExpiredByTheLastTimeKnownIsRefused() throws Exception {
    Instant now = Instant.now();
    TestCertificate.Signed signed =
        TestCertificate.signed(dir, "hub.example", now.minus(Duration.ofDays(30)), 10);
    int port = hub(false, signed.server());
    HubAccount account = account("mqtts://hub.example:443", "127.0.0.1:" + port, signed.ca());
    time = new FixedTime(now.minus(Duration.ofDays(15)).toEpochMilli(), false);
    doesNotReach(account);
    time = new FixedTime(now.toEpochMilli(), true);
    doesNotReach(account);
  }

  @Test
  void aCertificateTrustedItselfIsRefusedWhenItHasExpired() throws Exception {
    Instant now = Instant.now();
    TestCertificate certificate =
        TestCertificate.make(dir, "hub.example", now.minus(Duration.ofDays(30)), 10);
    int port = hub(false, certificate);
    HubAccount account =
        account("mqtts://hub.example:443", "127.0.0.1:" + port, certificate.chain());
    doesNotReach(account);
    time = new FixedTime(now.minus(Duration.ofDays(15)).toEpochMilli(), false);
    doesNotReach(account);
    // nothing is wrong with it but its time
    time = new FixedTime(now.minus(Duration.ofDays(25)).toEpochMilli(), true);
    speaksWith(account);
  }

  @Test
  void aClockThatIsSetTenYearsAheadOrBehindIsFollowedAndSaysSo() throws Exception {
    Instant now = Instant.now();
    TestCertificate certificate = TestCertificate.make(dir, "hub.example");
    int port = hub(false, certificate);
    HubAccount account =
        account("mqtts://hub.example:443", "127.0.0.1:" + port, certificate.chain());
    for (int days : List.of(3_650, -3_650)) {
      time = new FixedTime(now.plus(Duration.ofDays(days)).toEpochMilli(), true);
      Exception refused = assertThrows(Exception.class, () -> get(connect(account)));
      StringWriter text = new StringWriter();
      refused.printStackTrace(new PrintWriter(text));
      assertTrue(
          text.toString().contains("the hub's certificate does not hold at 20"), text::toString);
    }
  }

  @Test
  void withoutTheTimeAnotherServerIsNotTakenForTheHubEither() throws Exception {
    time = new FixedTime(1_793_491_200_000L, false);
    TestCertificate certificate = TestCertificate.make(dir, "other.example");
    int port = hub(false, certificate);
    doesNotReach(account("mqtts://hub.example:443", "127.0.0.1:" + port, certificate.chain()));
    doesNotReach(account("mqtts://other.example:443", "127.0.0.1:" + port, null));
  }

  @Test
  void mqttIsCarriedOverAWebSocketWithTls() throws Exception {
    TestCertificate certificate = TestCertificate.make(dir, "hub.example");
    int port = hub(true, certificate);
    speaksWith(account("wss://hub.example/mqtt", "127.0.0.1:" + port, certificate.chain()));
  }

  @Test
  void aWebSocketIsRefusedToWhoIsNotTheHub() throws Exception {
    TestCertificate certificate = TestCertificate.make(dir, "other.example");
    int port = hub(true, certificate);
    doesNotReach(account("wss://hub.example/mqtt", "127.0.0.1:" + port, certificate.chain()));
    doesNotReach(account("wss://other.example/mqtt", "127.0.0.1:" + port, null));
  }

  @Test
  void mqttIsCarriedOverAWebSocketWithoutTls() throws Exception {
    speaksWith(account("mqtt+ws://127.0.0.1:" + hub(true, null) + "/mqtt", null, null));
  }

  @Test
  void aServerThatIsNoHubIsSaidToBeNone() throws Exception {
    HttpServer web =
        get(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(404).end())
                .listen(0, "127.0.0.1"));
    doesNotReach(account("mqtt+ws://127.0.0.1:" + web.actualPort() + "/mqtt", null, null));
    int plain = hub(false, null);
    doesNotReach(account("mqtt+ws://127.0.0.1:" + plain + "/mqtt", null, null));
  }
}
