package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A station comes back after six hours without a line; the clock is the test's own. */
@WithDatabase
class ReconnectionIT {
  private static final long HOUR = 3_600_000;

  private final AtomicLong clock = new AtomicLong();
  private TestDatabase database;
  private IngestFixture hub;
  private Registered station;
  private long begin;
  private int packet;

  @BeforeEach
  void start(TestDatabase given) {
    database = given;
    database.clear();
    begin = System.currentTimeMillis() / 1000 * 1000 - 7 * HOUR;
    clock.set(begin);
    hub = IngestFixture.start(database, clock::get);
    station = hub.stations().add("pc-001");
    database.rows(
        "insert into endpoint (id, office, kind, url, secret, pepper)"
            + " select gen_random_uuid(), office, 'webhook', 'https://office.example/', '', 1"
            + " from station where id = $1",
        station.id());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void tell(WireClient client, String kind, String text) {
    client.publish(station.topic(kind), text, ++packet);
    client.expectAcknowledged(packet);
  }

  private String report(long seq, double minutes, String point, String value) {
    return String.format(
        Locale.ROOT,
        "{\"epoch\":\"E1\",\"seq\":%d,\"sent\":%.3f,\"pack\":[{\"n\":\"%s\",\"t\":%.3f,%s}]}",
        seq,
        clock.get() / 1000.0,
        point,
        begin / 1000.0 + minutes * 60,
        value);
  }

  private String birth(long nextData, long nextEvent) {
    return String.format(
        Locale.ROOT,
        "{\"session\":\"s1\",\"agent\":\"test 1\",\"sent\":%.3f,\"lanes\":{\"data\":{\"epoch\":"
            + "\"E1\",\"next\":%d},\"event\":{\"epoch\":\"E1\",\"next\":%d}},\"devices\":[],"
            + "\"points\":[],\"configVersion\":0,\"journal\":{\"bytes\":0,\"capacity\":1000}}",
        clock.get() / 1000.0,
        nextData,
        nextEvent);
  }

  private List<String> raised() {
    return database
        .rows(
            "select concat_ws(' ', rule, case when delayed then 'delayed' end,"
                + " case when retrospective then 'retrospective' end, condition,"
                + " (select count(*) from outbox o where o.alert = a.id and o.type = 'alert.raised'))"
                + " from alert a order by rule, event_time")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /**
   * While the line was cut a bay was too hot for a while, a second time it is so still, and a fire
   * began. The fire is told before the six hours of readings are in; what is over is only recorded.
   */
  @Test
  void aFireThatStartsWhileTheLineIsCutPagesAtReconnectionAndWhatIsOverIsRecorded() {
    try (WireClient client = hub.connect(station)) {
      tell(client, "event", report(1, 0, "room/smoke", "\"vb\":false"));
      tell(client, "data", report(1, 0, "bay/1/temperature", "\"u\":\"Cel\",\"v\":30"));
    }
    clock.set(begin + 6 * HOUR);
    try (WireClient client = hub.connect(station)) {
      tell(client, "birth", birth(6 * 60 + 1, 4));
      client.next(); // its configuration
      tell(client, "event", report(2, 100, "room/smoke", "\"vb\":true"));
      assertEquals(List.of(), raised());
      tell(client, "event", report(3, 359, "room/smoke", "\"vb\":true"));
      assertEquals(List.of("S01 delayed active 1"), raised());
      for (int minute = 1; minute < 360; minute++) {
        boolean hot = (minute >= 30 && minute < 60) || minute >= 300;
        String value = "\"u\":\"Cel\",\"v\":" + (hot ? 70 : 30);
        tell(client, "data", report(minute + 1, minute, "bay/1/temperature", value));
      }
      assertEquals(
          List.of("S01 delayed active 1", "S02 retrospective cleared 0", "S02 delayed active 1"),
          raised());
    }
  }
}
