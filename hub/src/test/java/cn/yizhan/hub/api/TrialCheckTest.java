package cn.yizhan.hub.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.config.ConfigFault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialCheckTest {
  private static final long DAY = 86_400_000;

  private static List<String> places(String rule, Map<String, Double> changes, long from, long to) {
    return TrialCheck.faults(rule, changes, from, to).stream().map(ConfigFault::place).toList();
  }

  @Test
  void aTrialThatCanBeHasNoFaults() {
    assertEquals(List.of(), places("S02", Map.of("majorLimit", 50.0), 0, 31 * DAY));
    assertEquals(List.of(), places("A04", Map.of(), 0, DAY));
  }

  @Test
  void allThatIsWrongIsSaidAtOnceWithTheNearestName() {
    List<ConfigFault> faults =
        TrialCheck.faults(
            "S02", Map.of("majorLimt", 50.0, "majorHold", -1.0, "clearHold", 5.0), 5L, 5L);
    assertEquals(
        List.of("thresholds.majorHold", "thresholds.majorLimt", "to"),
        faults.stream().map(ConfigFault::place).toList());
    assertTrue(faults.get(1).detail().contains("did you mean majorLimit?"), faults::toString);
  }

  @Test
  void anUnknownRuleIsAnsweredWithTheNearest() {
    List<ConfigFault> faults = TrialCheck.faults("s02", Map.of(), null, null);
    assertEquals(
        List.of(new ConfigFault("rule", "there is no rule s02, did you mean S02?")), faults);
  }

  @Test
  void whatIsNotJudgedOnReportsCannotBeReplayed() {
    assertEquals(List.of("rule"), places("A01", Map.of("minorAfter", 5.0), 0, DAY));
  }

  @Test
  void thresholdsThatCannotBeTogetherAreRefused() {
    assertEquals(
        List.of("thresholds.majorLimit"), places("S02", Map.of("majorLimit", 70.0), 0, DAY));
  }

  @Test
  void aMonthIsTheLongest() {
    assertEquals(List.of("to"), places("S02", Map.of(), 0, 31 * DAY + 1));
  }
}
