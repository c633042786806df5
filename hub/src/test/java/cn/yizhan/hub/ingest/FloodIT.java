package cn.yizhan.hub.ingest;

import static cn.yizhan.hub.ingest.IngestFixture.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations.Registered;
import cn.yizhan.hub.testing.WireClient;
import cn.yizhan.hub.testing.WithDatabase;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One station misbehaves in every way it can; the other one must not notice. */
@WithDatabase
class FloodIT {
  private static final int MESSAGES = 300;

  @Test
  void aSecondStationStaysConnectedAndHasEveryMessageAcknowledged(TestDatabase database)
      throws InterruptedException {
    try (IngestFixture hub = IngestFixture.start(database)) {
      Registered bad = hub.stations().add("pc-001");
      Registered good = hub.stations().add("pc-002");
      AtomicBoolean going = new AtomicBoolean(true);
      AtomicInteger attacks = new AtomicInteger();
      Thread attacker =
          new Thread(
              () -> {
                while (going.get()) {
                  attack(hub, bad, attacks.getAndIncrement());
                }
              },
              "attacker");
      attacker.start();
      List<Double> latencies = new ArrayList<>();
      try (WireClient client = hub.connect(good)) {
        for (int i = 1; i <= MESSAGES; i++) {
          long begun = System.nanoTime();
          client.publish(good.topic("data"), report("E1", i, 20 + i % 10), i);
          client.expectAcknowledged(i);
          latencies.add((System.nanoTime() - begun) / 1e6);
          Thread.sleep(5);
        }
      } finally {
        going.set(false);
        attacker.join();
      }
      assertEquals(MESSAGES, hub.samples(good));
      assertEquals(
          0,
          database.number(
              "select count(*) from gap g join station s on s.id = g.station"
                  + " where s.code = 'pc-002'"));
      assertTrue(attacks.get() >= 7, "the attacker did not come to every kind of attack");
      print(latencies, attacks.get());
    }
  }

  private static void attack(IngestFixture hub, Registered bad, int number) {
    try (WireClient client = hub.connect(bad)) {
      switch (number % 7) {
        case 0 -> {
          for (int i = 1; i <= 400; i++) {
            client.publish(bad.topic("data"), "garbage " + i, i);
          }
        }
        case 1 -> client.publish(bad.topic("data"), new byte[1 << 20], MqttQoS.AT_LEAST_ONCE, 1);
        case 2 -> client.publish("yizhan/v1/pc-002/data", report("E1", 1, 99), 1);
        case 3 ->
            client.publishUnchecked(
                "yizhan/v1/pc-001/data\u0000".getBytes(UTF_8), report("E1", 1, 99), 1);
        case 4 -> client.raw(new byte[] {(byte) 0xf0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        case 5 -> {
          byte[] nested = "[".repeat(60_000).getBytes(UTF_8);
          for (int i = 1; i <= 30; i++) {
            client.publish(bad.topic("event"), nested, MqttQoS.AT_LEAST_ONCE, i);
          }
        }
        default -> client.subscribe(1, "#", "yizhan/v1/pc-002/config");
      }
      int answers = 0;
      while (answers < 20 && client.poll(20) != null) {
        answers++;
      }
    } catch (UncheckedIOException closedByTheHub) {
      assertTrue(number >= 0);
    }
  }

  private static void print(List<Double> latencies, int attacks) {
    List<Double> sorted = latencies.stream().sorted().toList();
    System.out.printf(
        "second station beside %d attacks: %d acknowledged, ms p50 %.1f p95 %.1f p99 %.1f max"
            + " %.1f%n",
        attacks,
        sorted.size(),
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 95 / 100),
        sorted.get(sorted.size() * 99 / 100),
        sorted.get(sorted.size() - 1));
  }
}
