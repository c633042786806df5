package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnprovenTest {
  private static final long AT = 1_700_000_000_000L;
  private static final long WITHIN = 7_200_000;
  private static final Unproven.Report REPORT = new Unproven.Report(AT, 20.0);

  private static Unproven item(
      boolean expected, Unproven.@Nullable Report report, @Nullable Severity told) {
    return new Unproven(1, expected, "water", "l", report, told, Thresholds.standard());
  }

  @Test
  void itIsToldWhenTheTimeIsUpAndIsTheSameFactLater() {
    Unproven water = item(true, REPORT, null);
    assertNull(water.judge(AT + WITHIN - 1));
    Fact fact = water.judge(AT + WITHIN);
    assertNotNull(fact);
    assertEquals("supply/water", fact.matter().subject());
    assertEquals(AT + WITHIN, fact.at());
    assertEquals(new Finding("restock/water", 20, "l", 20, 7200), fact.reading());
    assertEquals(fact, water.judge(AT + 2 * WITHIN));
    assertNull(item(true, REPORT, Severity.MINOR).judge(AT + 2 * WITHIN));
  }

  @Test
  void itIsOverWhenNoReportIsLeftOrTheStationIsNotExpected() {
    for (Unproven over :
        new Unproven[] {item(true, null, Severity.MINOR), item(false, REPORT, Severity.MINOR)}) {
      Fact fact = over.judge(AT + 2 * WITHIN);
      assertNotNull(fact);
      assertEquals(Change.CLEARED, fact.change());
    }
    assertNull(item(false, REPORT, null).judge(AT + WITHIN));
  }

  @Test
  void theTimeCanBeSet() {
    Thresholds longer = new Thresholds(Map.of("R07", Map.of("provenWithin", 14_400.0)));
    Unproven water = new Unproven(1, true, "water", "l", REPORT, null, longer);
    assertNull(water.judge(AT + 2 * WITHIN - 1));
    assertNotNull(water.judge(AT + 2 * WITHIN));
  }
}
