package cn.yizhan.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CommandTypeTest {
  @Test
  void everyTypeIsFoundByItsWord() {
    for (CommandType type : CommandType.values()) {
      assertEquals(type, CommandType.of(type.word()));
    }
    assertNull(CommandType.of("dance"));
  }

  @Test
  void aTypeTakesTheTargetsItIsAbout() {
    assertTrue(CommandType.START.takes("bay/12"));
    assertFalse(CommandType.START.takes("station"));
    assertTrue(CommandType.RESET_LATCH.takes("station"));
    assertTrue(CommandType.TEST_MODE.takes("station"));
    assertFalse(CommandType.TEST_MODE.takes("bay/1"));
    for (String no : new String[] {"bay/0", "bay/01", "bay/", "bay/1/power", "bay/9999999", ""}) {
      assertFalse(CommandType.STOP.takes(no), no);
    }
    assertEquals(12, CommandType.bayOf("bay/12"));
    assertEquals(0, CommandType.bayOf("station"));
  }
}
