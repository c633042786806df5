package cn.yizhan.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinkMeterTest {
  private static final long HOUR = 3_600_000;

  /** Noon in Shanghai. */
  private static final long NOON = 1_795_392_000_000L + 4 * HOUR;

  private final LinkMeter meter = new LinkMeter(ZoneId.of("Asia/Shanghai"));

  @Test
  void bytesAndMessagesAreThoseOfTheDayOfThePlace() {
    meter.sent(100, NOON);
    meter.received(4, NOON);
    meter.acknowledged(NOON + 1);
    meter.sent(50, NOON + 12 * HOUR - 1);
    assertEquals(new LinkFigures.Day(150, 4, 1), meter.figures(NOON + 11 * HOUR).today());
    meter.sent(7, NOON + 12 * HOUR);
    LinkFigures next = meter.figures(NOON + 13 * HOUR);
    assertEquals(new LinkFigures.Day(7, 0, 0), next.today());
    assertEquals(new LinkFigures.Day(150, 4, 1), next.yesterday());
    assertEquals(NOON + 1, next.lastAcknowledgedAt());
  }

  @Test
  void aDayWithoutAnythingIsADayToo() {
    meter.sent(100, NOON);
    assertEquals(LinkFigures.Day.NONE, meter.figures(NOON + 72 * HOUR).yesterday());
    assertEquals(LinkFigures.Day.NONE, meter.figures(NOON + 72 * HOUR).today());
  }

  @Test
  void whyTheLastConnectionEndedIsRemembered() {
    assertEquals("", meter.figures(NOON).lastError());
    meter.connected();
    meter.ended("the hub closed the connection", NOON);
    meter.connected();
    LinkFigures figures = meter.figures(NOON + 5);
    assertEquals(2, figures.connections());
    assertEquals("the hub closed the connection", figures.lastError());
    assertEquals(NOON, figures.lastErrorAt());
  }

  @Test
  void packetsAreAsLargeAsTheStandardSays() {
    // Fixed header 2, topic 2 + 3, packet id 2, payload 10.
    assertEquals(19, PacketSizes.publish("a/b", 10));
    // From 128 bytes on the remaining length takes a second byte, from 16,384 on a third one.
    assertEquals(2 + 127, PacketSizes.publish("a/b", 120));
    assertEquals(3 + 128, PacketSizes.publish("a/b", 121));
    assertEquals(3 + 16_383, PacketSizes.publish("a/b", 16_376));
    assertEquals(4 + 16_384, PacketSizes.publish("a/b", 16_377));
    assertEquals(2 + 2 + 6, PacketSizes.subscribe(List.of("a/b")));
    assertEquals(5, PacketSizes.subscribed(1));
    assertEquals(2 + 10 + 3 + 3 + 2 + 9, PacketSizes.connect(List.of("s", "w"), 9));
  }
}
