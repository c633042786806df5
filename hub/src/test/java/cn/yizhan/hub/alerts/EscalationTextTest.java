package cn.yizhan.hub.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscalationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0秒, 0 s",
    "59, 59秒, 59 s",
    "119, 1分钟, 1 min",
    "3600, 1小时, 1 h",
    "3725, 1小时2分钟, 1 h 2 min",
    "86400, 1天, 1 d",
    "190800, 2天5小时, 2 d 5 h"
  })
  void aSpanIsSaidInItsTwoLargestUnits(long seconds, String zh, String en) {
    assertEquals(zh, EscalationText.span(seconds).zh());
    assertEquals(en, EscalationText.span(seconds).en());
  }
}
