package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestCertificate;
import cn.yizhan.edge.testing.TestMachine;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.edge.uplink.HubAddress;
import cn.yizhan.edge.uplink.LinkFigures;
import cn.yizhan.protocol.message.Reading;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that do not know the time, or believe a wrong one, and a hub that is known by TLS. */
final class CertificateClockIT {
  private static final long TEN_YEARS = Duration.ofDays(3_650).toMillis();
  private static final long MINUTE = 60_000;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final TestStation station = new TestStation(vertx);

  @SuppressWarnings("NullAway.Init")
  private FakeHub hub;

  @SuppressWarnings("NullAway.Init")
  private TestCertificate.Signed certificate;

  @SuppressWarnings("NullAway.Init")
  private HubAddress address;

  /** TLS ends before the hub. */
  @BeforeEach
  void startHub() throws Exception {
    hub = station.hub();
    certificate =
        TestCertificate.signed(dir, "hub.example", Instant.now().minus(Duration.ofDays(1)), 2);
    NetServerOptions options = new NetServerOptions().setHost("127.0.0.1").setPort(0);
    options
        .setSsl(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificate.server().chain()))
                .addKeyValue(Buffer.buffer(certificate.server().key())));
    NetClient inner = vertx.createNetClient();
    NetServer front = vertx.createNetServer(options).connectHandler(come -> pass(come, inner));
    get(front.listen());
    address = HubAddress.parse("mqtts://hub.example:8883").via("127.0.0.1:" + front.actualPort());
  }

  private void pass(NetSocket come, NetClient inner) {
    come.pause();
    inner
        .connect(hub.port(), "127.0.0.1")
        .onSuccess(
            to -> {
              come.pipeTo(to);
              to.pipeTo(come);
            })
        .onFailure(error -> come.close());
  }

  @AfterEach
  void stopAll() throws Exception {
    station.close();
    get(vertx.close());
  }

  private EdgeAgent start(TestMachine machine) throws Exception {
    return station.agent(dir.resolve("data"), address, certificate.ca(), machine);
  }

  private void level(EdgeAgent agent, int value) throws Exception {
    Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":" + value + "}]"));
    get(plug.close());
  }

  private Reading arrived(int value) {
    until("level " + value, () -> found(value).size() == 1);
    return found(value).get(0);
  }

  private List<Reading> found(int value) {
    return hub.readings("supply/water/level").stream().filter(r -> r.value() == value).toList();
  }

  private static String why(EdgeAgent agent) {
    LinkFigures link = agent.link();
    return link == null ? "" : link.lastError();
  }

  @Test
  void aBoxThatStartsIn1970FindsInAndLearnsTheTime() throws Exception {
    EdgeAgent agent = start(new TestMachine(5 * MINUTE, 5 * MINUTE));
    level(agent, 1);
    long now = System.currentTimeMillis();
    long at = arrived(1).at();
    assertTrue(at > now - MINUTE && at < now + MINUTE, "at " + at);
    get(agent.stop());
    EdgeAgent next = start(new TestMachine(MINUTE, MINUTE));
    level(next, 2);
    arrived(2);
  }

  @Test
  void aClockTenYearsAheadKeepsTheBoxOutUntilItIsSetAndNoLonger() throws Exception {
    long now = System.currentTimeMillis();
    TestMachine ahead = new TestMachine(MINUTE, now + TEN_YEARS);
    EdgeAgent agent = start(ahead);
    level(agent, 1);
    String year = Instant.ofEpochMilli(now + TEN_YEARS).toString().substring(0, 4);
    until("it says why", () -> why(agent).contains("does not hold at " + year));
    assertFalse(agent.connected());
    assertEquals(List.of(), hub.births());
    get(agent.stop());

    // what it believed is on its disk: neither a clock that is right now nor none is kept out by it
    EdgeAgent right = start(new TestMachine(MINUTE, now));
    level(right, 2);
    arrived(2);
    get(right.stop());
    EdgeAgent none = start(new TestMachine(MINUTE, MINUTE));
    level(none, 3);
    arrived(3);
  }

  @Test
  void aClockThatIsSetRightWhileRunningLetsTheBoxIn() throws Exception {
    TestMachine machine = new TestMachine(MINUTE, System.currentTimeMillis() + TEN_YEARS);
    EdgeAgent agent = start(machine);
    until("it is kept out", () -> !why(agent).isEmpty());
    machine.set(System.currentTimeMillis());
    level(agent, 1);
    arrived(1);
  }
}
