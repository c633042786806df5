package cn.yizhan.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.bench.process.HubApi;
import cn.yizhan.bench.process.HubProcess;
import cn.yizhan.bench.receiver.Delivery;
import cn.yizhan.bench.receiver.WebhookReceiver;
import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Tool;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with a client that is not ours: Debian's {@code mosquitto_pub}. */
@ExtendWith(VertxExtension.class)
class MosquittoPubIT {
  private static final String STATION = "my-station";

  @TempDir private Path folder;
  private HubProcess hub;
  private HubApi api;
  private WebhookReceiver receiver;
  private String secret;

  @BeforeEach
  void registerAStationAndAReceiver(Vertx vertx) throws Exception {
    Tool.needs("mosquitto_pub");
    hub =
        HubProcess.start(
            folder.resolve("hub"),
            0,
            0,
            folder.resolve("hub.log"),
            List.of("--webhook-allow", "127.0.0.0/8"));
    api = new HubApi(hub.http(), hub.bootstrapToken());
    api.post("/api/v1/offices", new JsonObject().put("code", "xinwang").put("name", "新旺街道"));
    secret =
        api.post(
                "/api/v1/stations",
                new JsonObject()
                    .put("code", STATION)
                    .put("name", "试验站")
                    .put("office", "xinwang")
                    .put("kind", "full")
                    .put(
                        "bays",
                        new JsonArray().add(new JsonObject().put("number", 3).put("use", "e-bike")))
                    .put("items", new JsonArray()))
            .getString("secret");
    receiver = new WebhookReceiver(vertx, List.of(), System::currentTimeMillis);
    int port = Await.result(receiver.start("127.0.0.1", 0));
    String signing =
        api.post(
                "/api/v1/offices/xinwang/endpoints",
                new JsonObject()
                    .put("kind", "webhook")
                    .put("url", "http://127.0.0.1:" + port + "/"))
            .getString("secret");
    receiver.believe(SigningSecret.parse(signing));
  }

  @AfterEach
  void stop() {
    if (hub != null) {
      hub.stop(Duration.ofSeconds(20));
    }
  }

  @Test
  void whatItSendsIsStoredWhenItIsAcknowledgedAndRaisesAnAlertThatIsToldWithASignature()
      throws Exception {
    long now = System.currentTimeMillis() / 1000;
    publish(
        """
        {"epoch":"try1","seq":1,"sent":%d,
         "pack":[{"bn":"bay/3/","bt":%d,"n":"power","u":"W","v":412.5},
                 {"n":"temperature","u":"Cel","v":68.2},
                 {"n":"temperature","u":"Cel","t":8,"v":68.4},
                 {"n":"state","vs":"Charging"}]}
        """
            .formatted(now, now - 10));

    // It ends with the acknowledgement: from here on everything is there, without waiting.
    assertEquals(
        List.of(
            "bay/3/power 412.5 W " + (now - 10),
            "bay/3/state 2 null " + (now - 10),
            "bay/3/temperature 68.2 Cel " + (now - 10),
            "bay/3/temperature 68.4 Cel " + (now - 2)),
        samples());
    JsonArray alerts = api.items("/api/v1/alerts?rule=S02&station=" + STATION);
    assertEquals(1, alerts.size());
    JsonObject alert = alerts.getJsonObject(0);
    assertEquals("critical", alert.getString("severity"));
    assertEquals("active", alert.getString("condition"));

    Await.until("the webhook is there", () -> !receiver.received().isEmpty());
    Delivery delivery = receiver.received().get(0);
    assertTrue(delivery.verified());
    assertEquals("alert.raised", delivery.type());
    assertEquals(
        alert.getString("number"),
        new JsonObject(delivery.body()).getJsonObject("data").getString("number"));
  }

  private void publish(String message) throws Exception {
    Process client =
        new ProcessBuilder(
                "mosquitto_pub",
                "-h",
                "127.0.0.1",
                "-p",
                "" + hub.mqttPort(),
                "-V",
                "mqttv5",
                "-i",
                STATION,
                "-u",
                STATION,
                "-P",
                secret,
                "-q",
                "1",
                "-t",
                "yizhan/v1/" + STATION + "/data",
                "-m",
                message)
            .redirectErrorStream(true)
            .start();
    String said = new String(client.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, client.waitFor(), said);
  }

  private List<String> samples() throws Exception {
    List<String> samples = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select point || ' ' || value || ' ' || coalesce(unit, 'null') || ' '"
                    + " || extract(epoch from at)::bigint"
                    + " from sample where station = '"
                    + STATION
                    + "' order by 1")) {
      while (rows.next()) {
        samples.add(rows.getString(1));
      }
    }
    return samples;
  }

  private Connection connect() throws SQLException, IOException {
    return DriverManager.getConnection(hub.databaseUrl(), "yizhan", hub.databasePassword());
  }
}
