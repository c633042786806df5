package cn.yizhan.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.bench.process.HubApi;
import cn.yizhan.edge.AgentConfig;
import cn.yizhan.edge.EdgeAgent;
import cn.yizhan.edge.Enrolment;
import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.journal.JournalThreads;
import cn.yizhan.edge.uplink.LinkFigures;
import cn.yizhan.hub.Hub;
import cn.yizhan.hub.config.HubConfig;
import cn.yizhan.hub.testing.TestCertificate;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub and an agent as they are, with TLS and a WebSocket between them. */
final class WebSocketStationIT {
  private static final long SECONDS = 90;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final JournalThreads threads = new JournalThreads(1);

  @SuppressWarnings("NullAway.Init")
  private Hub hub;

  @SuppressWarnings("NullAway.Init")
  private HubApi api;

  @SuppressWarnings("NullAway.Init")
  private TestCertificate certificate;

  @BeforeEach
  void start() throws Exception {
    certificate = TestCertificate.make(dir);
    HubConfig config =
        HubConfig.read(
            Map.of(
                "data",
                dir.resolve("hub").toString(),
                "http",
                "127.0.0.1:0",
                "mqtt",
                "127.0.0.1:0",
                "mqtt-websocket",
                "127.0.0.1:0",
                "mqtt-certificate",
                certificate.chain().toString(),
                "mqtt-key",
                certificate.key().toString()),
            Map.of());
    hub = get(Hub.start(vertx, config));
    api =
        new HubApi(
            "http://127.0.0.1:" + hub.httpPort(),
            Files.readString(dir.resolve("hub").resolve("bootstrap-token")).strip());
    api.post("/api/v1/offices", new JsonObject().put("code", "xinwang").put("name", "新旺街道"));
  }

  @AfterEach
  void stop() throws Exception {
    get(hub.stop());
    get(vertx.close());
    threads.close();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  /** Something that is asked again until it is so. */
  @FunctionalInterface
  private interface Asked {
    boolean holds() throws IOException;
  }

  private static void until(String what, Asked asked) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!asked.holds()) {
      assertTrue(System.nanoTime() < end, what);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private EdgeAgent agent(String secret) throws Exception {
    String webSocket = hub.readyLine().mqttWebSocket();
    assertNotNull(webSocket);
    JsonObject enrolment =
        new JsonObject()
            .put("station", "pc-001")
            .put("hub", "wss://" + webSocket + "/mqtt")
            .put("ca", Files.readString(certificate.chain()))
            .put("secret", secret)
            .put(
                "bays",
                new JsonArray().add(new JsonObject().put("number", 1).put("use", "e-bike")));
    Path file = Files.writeString(dir.resolve("pc-001.json"), enrolment.encode());
    AgentConfig config =
        AgentConfig.of(
            Enrolment.read(file),
            dir.resolve("agent"),
            LocalAddress.parse("127.0.0.1:0", Map.of()),
            threads);
    return get(EdgeAgent.start(vertx, config));
  }

  @Test
  void whatAStationReportsOverItIsStoredAndAStrangerIsRefused() throws Exception {
    JsonObject station =
        new JsonObject()
            .put("code", "pc-001")
            .put("name", "试验站")
            .put("office", "xinwang")
            .put("kind", "love-corner")
            .put(
                "bays",
                new JsonArray().add(new JsonObject().put("number", 1).put("use", "e-bike")));
    String secret = api.post("/api/v1/stations", station).getString("secret");

    EdgeAgent stranger = agent("not-" + secret);
    until("the stranger is refused", () -> refused(stranger));
    assertFalse(stranger.connected());
    get(stranger.stop());

    EdgeAgent agent = agent(secret);
    MqttClient plug = MqttClient.create(vertx, new MqttClientOptions().setClientId("plug-1"));
    get(plug.connect(agent.localPort(), "127.0.0.1"));
    get(
        plug.publish(
            "yizhan/local/plug-1/points",
            Buffer.buffer("[{\"n\":\"bay/1/temperature\",\"u\":\"Cel\",\"v\":31.5}]"),
            MqttQoS.AT_LEAST_ONCE,
            false,
            false));
    until("the reading is stored", () -> stored().contains("31.5"));
    assertTrue(agent.connected());
    get(plug.disconnect());
    get(agent.stop());
  }

  private static boolean refused(EdgeAgent agent) {
    LinkFigures link = agent.link();
    return link != null && link.lastError().contains("BAD_USER_NAME_OR_PASSWORD");
  }

  private String stored() throws IOException {
    return api.get("/api/v1/stations/pc-001/latest").encode();
  }
}
