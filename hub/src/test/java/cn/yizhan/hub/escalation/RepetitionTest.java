package cn.yizhan.hub.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts that come again and again (rule P04). */
class RepetitionTest {
  private static final long DAY = 86_400_000;
  private static final long NOW = 1_795_000_000_000L;
  private static final Repetition THREE =
      new Repetition("S02", "bay/3", List.of(NOW - 6 * DAY, NOW - 3 * DAY, NOW - DAY));

  private static List<Fact> judge(Map<String, Long> open, long now, Repetition... all) {
    return Repetition.judge(List.of(all), open, Thresholds.standard(), now);
  }

  @Test
  void threeTimesInAWeekIsToldOnceForASubject() {
    Repetition other = new Repetition("S03", "bay/3", THREE.raised());
    List<Fact> facts = judge(Map.of(), NOW, THREE, other);
    assertEquals(1, facts.size());
    Fact fact = facts.get(0);
    assertEquals(Change.RAISED, fact.change());
    assertEquals(Severity.MAJOR, fact.severity());
    assertEquals(NOW - DAY, fact.at());
    assertEquals("P04/bay/3/raised/S02/" + (NOW - DAY), fact.key());
    assertEquals(List.of(), judge(Map.of("bay/3", NOW - DAY), NOW, THREE));
  }

  @Test
  void twiceInAWeekIsNotToldAndEndsIt() {
    assertEquals(List.of(), judge(Map.of(), NOW + 2 * DAY, THREE));
    List<Fact> facts = judge(Map.of("bay/3", NOW - DAY), NOW + 2 * DAY, THREE);
    assertEquals(List.of(Change.CLEARED), facts.stream().map(Fact::change).toList());
  }

  @Test
  void howOftenIsAThresholdLikeOthers() {
    Thresholds twice = new Thresholds(Map.of("P04", Map.of("count", 2.0)));
    assertEquals(1, Repetition.judge(List.of(THREE), Map.of(), twice, NOW + 2 * DAY).size());
  }
}
