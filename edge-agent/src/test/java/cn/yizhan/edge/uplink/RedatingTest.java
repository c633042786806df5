package cn.yizhan.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.edge.journal.Undated;
import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RedatingTest {
  private static final PointScope SCOPE = PointCatalogue.standard()::typeOf;
  private static final long BOOT = 1_795_392_000_123L;
  private static final long SHIFT = BOOT - Undated.ZERO;

  /** Times as an agent notes them that has been up for an hour without knowing the time. */
  private static final long UP = Undated.ZERO + 3_600_000;

  private static final List<Reading> READINGS =
      List.of(
          new Reading("bay/1/power", UP + 7, 412.5),
          new Reading("bay/1/state", UP - 800, 2),
          new Reading("bay/2/relay", UP + 7, 1));
  private static final StationEvent EVENT =
      new StationEvent(
          "01A", "safety.cut", UP + 9, "bay/3", "S02@1", Map.of("t", 5.0, "text", "过热 \"😀\""));
  private static final StationEvent NOTE =
      new StationEvent("N", "clock.estimated", BOOT, "station", null, Map.of("from", 7.25));

  private static Report sent(byte[] body) {
    byte[] message = Stamp.message("E", 1, BOOT + 9_000_000, body);
    return (Report) ((Decoded.Accepted) Codec.decodeUp(Kind.DATA, message, SCOPE, BOOT)).message();
  }

  private static Reading moved(Reading reading) {
    return new Reading(reading.point(), reading.at() + SHIFT, reading.value());
  }

  @Test
  void everyTimeIsMovedAndNothingElse() {
    byte[] body = Stamp.body(READINGS, List.of(EVENT), SCOPE, UP);
    Report report = sent(Redating.of(body, SHIFT, null));
    assertEquals(READINGS.stream().map(RedatingTest::moved).toList(), report.readings());
    assertEquals(List.of(EVENT.at(EVENT.at() + SHIFT)), report.events());
    byte[] right =
        Stamp.body(
            READINGS.stream().map(RedatingTest::moved).toList(),
            List.of(EVENT.at(EVENT.at() + SHIFT)),
            SCOPE,
            UP + SHIFT);
    assertEquals(
        new String(right, StandardCharsets.UTF_8),
        new String(Redating.of(body, SHIFT, null), StandardCharsets.UTF_8));
  }

  @Test
  void aNoteIsToldWithItsOwnTimeBeforeTheOtherEvents() {
    byte[] both = Stamp.body(READINGS, List.of(EVENT), SCOPE, UP);
    assertEquals(
        List.of(NOTE, EVENT.at(EVENT.at() + SHIFT)), sent(Redating.of(both, SHIFT, NOTE)).events());
    byte[] none = Stamp.body(READINGS, List.of(), SCOPE, UP);
    assertEquals(List.of(NOTE), sent(Redating.of(none, SHIFT, NOTE)).events());
    byte[] empty = Stamp.body(List.of(), List.of(), SCOPE, UP);
    assertEquals(List.of(NOTE), sent(Redating.of(empty, SHIFT, NOTE)).events());
    assertEquals(List.of(), sent(Redating.of(empty, SHIFT, null)).events());
  }

  @Test
  void whatIsNoBodyIsRefused() {
    byte[] torn = ",\"pack\":[{\"n\":".getBytes(StandardCharsets.UTF_8);
    assertThrows(IllegalArgumentException.class, () -> Redating.of(torn, SHIFT, null));
  }
}
