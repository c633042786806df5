package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClockOffsetTest {
  private static final long NOW = 1_800_000_000_000L;
  private final ClockOffset offset = new ClockOffset();

  @Test
  void theSmallestDifferenceCountsBecauseMessagesAreOnlyEverDelayed() {
    assertEquals(900, offset.observe(NOW - 900, NOW));
    assertEquals(40, offset.observe(NOW + 100 - 40, NOW + 100));
    assertEquals(40, offset.observe(NOW + 200 - 5_000, NOW + 200));
  }

  @Test
  void aClockThatIsAheadGivesANegativeOffset() {
    assertEquals(-60_000, offset.observe(NOW + 60_000, NOW));
  }

  @Test
  void whatIsOlderThanFiveMinutesIsForgotten() {
    offset.observe(NOW - 10, NOW);
    assertEquals(7_000, offset.observe(NOW + 301_000 - 7_000, NOW + 301_000));
  }

  @Test
  void whatIsFourMinutesOldStillCounts() {
    offset.observe(NOW - 10, NOW);
    assertEquals(10, offset.observe(NOW + 240_000 - 7_000, NOW + 240_000));
  }

  @Test
  void aClockSetBackCountsFromItsFirstMessage() {
    assertEquals(-3_600_000, offset.observe(NOW + 3_600_000, NOW));
    assertEquals(-3_600_000, offset.observe(NOW + 3_610_000, NOW + 10_000));
    assertEquals(30, offset.observe(NOW + 20_000 - 30, NOW + 20_000));
    assertEquals(30, offset.observe(NOW + 30_000 - 90, NOW + 30_000));
  }

  @Test
  void aClockSetAheadCountsFromItsFirstMessage() {
    offset.observe(NOW - 3_600_000, NOW);
    assertEquals(20, offset.observe(NOW + 10_000 - 20, NOW + 10_000));
  }

  @Test
  void aLineThatGetsSlowIsNoClockSetBack() {
    long sent = NOW;
    offset.observe(sent, NOW + 10);
    for (int delay = 0; delay < 60_000; delay += 5_000) {
      sent += 100;
      assertEquals(10, offset.observe(sent, sent + delay + 10));
    }
  }

  @Test
  void aClockCorrectedByLittleIsNotSetBack() {
    offset.observe(NOW, NOW + 10);
    assertEquals(10, offset.observe(NOW - 5_000, NOW + 1_000));
  }
}
