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
}
