package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.rules.TwinReplayTest.Step;
import cn.yizhan.protocol.rule.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes of six hours in which a station was cut off: random stories, fixed seeds. Nothing is
 * told but what is over as such, and what still holds once, as that.
 */
class BacklogTest {
  private static final double HOURS = 6 * 3600;

  /** Conditions that hold when all has been told, by rule and subject. */
  private static Set<String> open(Story story) {
    Set<String> open = new TreeSet<>();
    for (Fact fact : story.facts()) {
      String matter = fact.matter().rule() + ' ' + fact.matter().subject();
      if (fact.change() == Change.CLEARED) {
        open.remove(matter);
      } else {
        open.add(matter);
      }
    }
    return open;
  }

  @ParameterizedTest
  @ValueSource(longs = {61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72})
  void whatIsOverIsRetrospectiveAndWhatHoldsIsToldOnceAndMarkedDelayed(long seed) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>(TwinReplayTest.steps(random));
    steps.removeIf(step -> step.at() > HOURS);
    double end = steps.get(steps.size() - 1).at();
    Story live = new Story();
    steps.forEach(step -> step.act().accept(live));
    live.tick(end + 5);

    Story cut = new Story();
    long events =
        steps.stream().filter(step -> step.act() instanceof TwinReplayTest.Urgent).count();
    cut.birth(steps.size() - events, events);
    for (Step step : steps) {
      cut.delayed(end - step.at());
      step.act().accept(cut);
      if (random.nextInt(200) == 0) {
        cut.restart();
      }
    }
    cut.tick(end + 5);

    assertEquals(open(live), open(cut), () -> "seed " + seed);
    Map<String, Integer> told = new TreeMap<>();
    Map<String, Fact> last = new TreeMap<>();
    for (Fact fact : cut.facts()) {
      String matter = fact.matter().rule() + ' ' + fact.matter().subject();
      last.put(matter, fact);
      if (fact.change() == Change.RAISED && !fact.retrospective()) {
        told.merge(matter, 1, Integer::sum);
        assertEquals(
            fact.at() < (end - 120) * 1000, fact.delayed(), () -> "seed " + seed + ": " + fact);
      }
    }
    assertEquals(open(cut), told.keySet(), () -> "seed " + seed);
    told.forEach((matter, times) -> assertEquals(1, times, () -> "seed " + seed + ": " + matter));
    last.forEach(
        (matter, fact) -> assertEquals(!told.containsKey(matter), fact.retrospective(), matter));
    assertTrue(cut.facts().stream().filter(Fact::retrospective).count() > 10, "a dull story");
  }

  /** The priority lane overtakes: nobody waits for six hours of readings to hear of a fire. */
  @Test
  void aFireThatStartsWhileTheLineIsCutIsToldWhenThePriorityLaneHasCaughtUp() {
    Story story = new Story().data(0, "bay/1/power", 100).urgent(1, "room/smoke", 0);
    story.birth(4_000, 2);
    story.delayed(HOURS - 7_000).urgent(7_000, "room/smoke", 1);
    assertEquals(List.of(), story.facts());
    story.delayed(HOURS - 7_060).urgent(7_060, "room/smoke", 1);
    assertEquals(List.of("S01 station raised critical 7000 delayed"), story.told());
    for (int n = 0; n < 4_000; n++) {
      double at = 10 + n * 5;
      story.delayed(HOURS - at).data(at, "bay/1/power", 100);
    }
    assertEquals(1, story.facts().size(), () -> "told again: " + story.told());
    assertFalse(story.facts().get(0).retrospective());
  }

  /** A fire that was out again before anybody heard of it sounds no siren. */
  @Test
  void aFireThatIsOverWhenItBecomesKnownIsOnlyRecorded() {
    Story story = new Story().birth(0, 30);
    for (int n = 0; n < 30; n++) {
      double at = n * 60;
      story.delayed(HOURS - at).urgent(at, "room/smoke", n >= 2 && n < 6 ? 1 : 0);
    }
    assertEquals(
        List.of(
            "S01 station raised critical 120 retrospective",
            "S01 station cleared critical 960 retrospective"),
        story.told());
  }
}
