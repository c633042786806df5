package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.protocol.message.StationEvent;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TestSignTest {
  private static @Nullable TestSign find(String type, String rule, Map<String, Object> data) {
    return TestSign.of(
        new StationEvent("e1", type, 1_000_000, "station", rule.isEmpty() ? null : rule, data));
  }

  private static TestSign of(String type, String rule, Map<String, Object> data) {
    return Objects.requireNonNull(find(type, rule, data));
  }

  @Test
  void aTestEndsWhenItSaysAndAfterThirtyMinutesAtMost() {
    long latest = 1_000_000 + 1_800_000;
    assertEquals(1_600_000, of("test.started", "", Map.of("until", 1600.0)).until());
    assertEquals(latest, of("test.started", "", Map.of("until", 9999.0)).until());
    assertEquals(latest, of("test.started", "", Map.of("until", 10.0)).until());
    assertEquals(latest, of("test.started", "", Map.of("until", "soon")).until());
    assertEquals(latest, of("test.started", "", Map.of()).until());
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    String by = "😀".repeat(200);
    assertEquals("😀".repeat(128), of("test.started", "", Map.of("by", by)).by());
    assertEquals("", of("test.ended", "", Map.of("by", 7.0)).by());
  }

  @Test
  void onlyASafetyActWithoutTheMarkOfATestIsInEarnest() {
    assertEquals(TestSign.Kind.ACTS_IN_EARNEST, of("safety.cut", "S01", Map.of()).kind());
    assertNull(find("safety.cut", "S01", Map.of("test", true)));
    assertNull(find("safety.reset", "S01", Map.of()));
    assertNull(find("safety.dead-man", "S15", Map.of()));
    assertNull(find("safety.note", "", Map.of()));
    assertNull(find("stock.counted", "", Map.of()));
  }
}
