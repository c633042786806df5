package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.storage.PgRejectionLog;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender is told of refused records, what is kept of them and for how long. */
@WithDatabase
class RefusalIT {
  private static final int PAYLOAD_FORMAT_INVALID = 0x99;
  private static final String GOOD = "{\"n\":\"bay/1/power\",\"u\":\"W\",\"v\":10}";
  private static final String BAD = "{\"n\":\"bay/1/power\",\"u\":\"V\",\"v\":10}";

  private IngestFixture hub;
  private Registered station;
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    hub = IngestFixture.start(database);
    station = hub.stations().add("pc-001");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String envelope(int seq, String records) {
    return "{\"epoch\":\"E1\",\"seq\":"
        + seq
        + ",\"sent\":"
        + System.currentTimeMillis() / 1000.0
        + ",\"pack\":["
        + records
        + "]}";
  }

  private static String reason(MqttMessage answer) {
    MqttPubReplyMessageVariableHeader header =
        (MqttPubReplyMessageVariableHeader) answer.variableHeader();
    assertEquals(PAYLOAD_FORMAT_INVALID, header.reasonCode() & 0xff);
    return String.valueOf(header.properties().getProperty(MqttProperties.REASON_STRING).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"n\":\"bay/77/power\",\"u\":\"W\",\"v\":10}",
        BAD,
        "{\"n\":\"bay/1/power\",\"u\":\"W\",\"v\":1e9}",
        "{\"n\":\"bay/1/power\",\"u\":\"W\",\"t\":1000000000,\"v\":10}"
      })
  void aMessageOfWhichNothingIsTakenIsAnsweredWithTheFirstReason(String record) {
    try (WireClient five = hub.connectFive(station)) {
      five.publish(station.topic("data"), envelope(1, record), 1);
      String place = reason(five.next());
      Row kept = database.rows("select * from rejection").get(0);
      assertEquals(kept.getString("place") + ": " + kept.getString("expected"), place);
      five.publish(station.topic("data"), "[" + record + "]", 2);
      assertEquals(place, reason(five.next()));
    }
    assertEquals(0, hub.samples(station));
    assertEquals(
        2, hub.meters().counter("yizhan.messages", "kind", "data", "outcome", "rejected").count());
    assertEquals(1, database.number("select count(*) from report where epoch <> 0"));
  }

  @Test
  void whereThePubackCarriesNoReasonItIsPlain() {
    try (WireClient three = hub.connect(station)) {
      three.publish(station.topic("data"), envelope(1, BAD), 1);
      MqttMessage answer = three.next();
      assertEquals(1, ((MqttMessageIdVariableHeader) answer.variableHeader()).messageId());
      three.publish(station.topic("data"), envelope(2, GOOD), 2);
      three.expectAcknowledged(2);
    }
    assertEquals(1, hub.samples(station));
    assertEquals(1, database.number("select count(*) from rejection where seq = 1"));
  }

  @Test
  void aMessageOfWhichSomethingIsTakenIsAnsweredAsStored() {
    String event =
        envelope(3, BAD)
            .replace(
                "]}",
                "],\"events\":[{\"id\":\"01KAR9\",\"type\":\"supply.counted\","
                    + "\"subject\":\"supply/water\"}]}");
    try (WireClient five = hub.connectFive(station)) {
      five.publish(station.topic("data"), envelope(1, BAD + "," + GOOD), 1);
      assertEquals(0, five.expectAcknowledged(1));
      five.publish(station.topic("data"), envelope(2, ""), 2);
      assertEquals(0, five.expectAcknowledged(2));
      five.publish(station.topic("data"), event, 3);
      assertEquals(0, five.expectAcknowledged(3));
    }
    assertEquals(1, hub.samples(station));
    assertEquals(2, database.number("select count(*) from rejection"));
  }

  @Test
  void ofManyRefusedRecordsTheFirstAreKeptAndTheLastOfThemSaysHowManyMore() {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(BAD);
    }
    records.add(GOOD);
    try (WireClient client = hub.connect(station)) {
      client.publish(station.topic("data"), envelope(1, String.join(",", records)), 1);
      client.expectAcknowledged(1);
    }
    List<Row> kept = database.rows("select * from rejection order by id");
    assertEquals(8, kept.size());
    String told = kept.get(0).getString("expected");
    assertEquals(told, kept.get(6).getString("expected"));
    assertEquals(
        told + " (12 more records of the message were refused)", kept.get(7).getString("expected"));
    assertEquals(20, hub.meters().counter("yizhan.samples", "outcome", "rejected").count());
  }

  private void reject(String age) {
    database.rows(
        "insert into rejection (station, kind, reason, place, expected, bytes, received)"
            + " values ($1, 'data', 'NOT_JSON', 'message', 'expected JSON', '', now() - $2::text::interval)",
        station.id(),
        age);
  }

  @Test
  void rejectionsAreForgottenAfterSevenDays() {
    for (int i = 0; i < 3; i++) {
      reject("7 days 1 minute");
    }
    reject("6 days 23 hours");
    IngestFixture first = hub;
    first.close();
    hub = IngestFixture.startAgain(first);
    Await.until("forgotten", () -> database.number("select count(*) from rejection") == 1);
    assertEquals(
        1,
        database.number(
            "select count(*) from rejection where received > now() - interval '7 days'"));
  }

  @Test
  void noStatementForgetsMoreThanItIsTold() {
    for (int i = 0; i < 5; i++) {
      reject("8 days");
    }
    PgRejectionLog log = new PgRejectionLog(database.pool());
    long limit = System.currentTimeMillis() - Duration.ofDays(7).toMillis();
    assertEquals(2, Await.result(log.forget(limit, 2)));
    assertEquals(3, database.number("select count(*) from rejection"));
    assertEquals(3, Await.result(log.forget(limit, 100)));
    assertEquals(0, Await.result(log.forget(limit, 100)));
  }
}
