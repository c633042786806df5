package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How often something that goes on happening is told. */
class OncePerMinuteTest {
  private static final long START = 1_000_000;

  private final OncePerMinute notice = new OncePerMinute();

  @Test
  void theFirstIsToldAtOnceAndTheNextAfterAMinuteWithThoseBetween() {
    assertEquals(1, notice.happened(START));
    assertEquals(0, notice.happened(START + 1));
    assertEquals(0, notice.happened(START + 59_999));
    assertEquals(3, notice.happened(START + 60_000));
    assertEquals(0, notice.happened(START + 60_001));
  }

  @Test
  void aTopicIsBoundedAndPrintable() {
    assertEquals("a?b?", TrespassBoard.printable("a\u0000b\ud800"));
    assertEquals(200, TrespassBoard.printable("x".repeat(70_000)).length());
  }
}
