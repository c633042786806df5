package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.rules.TwinReplayTest.Step;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
  private static final Rule HEAT = RuleCatalogue.standard().rule("S02");
  private static final String POINT = "bay/1/temperature";

  private static List<Spell> replayed(
      Rule rule, Map<String, Double> changes, Story story, double from, double to) {
    long begin = Math.round(from * 1000);
    long end = Math.round(to * 1000);
    Trial trial = new Trial(rule, changes, begin, end);
    Replay replay =
        new Replay(rule, Story.STATION, trial.changed(Story.STATION.thresholds()), begin);
    story.arrivals().forEach(replay::feed);
    replay.end(end, end);
    return replay.spells();
  }

  private static List<String> words(List<Spell> spells) {
    List<String> words = new ArrayList<>();
    for (Spell spell : spells) {
      Long cleared = spell.cleared();
      words.add(
          spell.subject()
              + ' '
              + spell.severity().word()
              + ' '
              + spell.raised() / 1000
              + ' '
              + (cleared == null ? "open" : cleared / 1000));
    }
    return words;
  }

  /** A warm afternoon and a hot evening, in readings half a minute apart that rise slowly. */
  private static Story day() {
    Story story = new Story();
    for (int t = 0; t < 7200; t += 30) {
      boolean warm = (t >= 600 && t < 1200) || (t >= 3600 && t < 4200);
      story.data(t, POINT, t >= 3690 && t < 4200 ? 57 : warm ? 51 : 44);
    }
    return story;
  }

  @Test
  void aLowerLimitFindsWhatTheRuleInForceDoesNot() {
    assertEquals(List.of("bay/1 major 3720 4800"), words(replayed(HEAT, Map.of(), day(), 0, 7200)));
    assertEquals(
        List.of("bay/1 major 630 1800", "bay/1 major 3630 4800"),
        words(replayed(HEAT, Map.of("majorLimit", 50.0), day(), 0, 7200)));
  }

  @Test
  void whatIsOverBeforeTheBeginningIsLeftOutAndWhatReachesIntoItIsNot() {
    Map<String, Double> low = Map.of("majorLimit", 50.0);
    assertEquals(List.of("bay/1 major 3630 4800"), words(replayed(HEAT, low, day(), 1801, 7200)));
    assertEquals(
        List.of("bay/1 major 630 1800", "bay/1 major 3630 4800"),
        words(replayed(HEAT, low, day(), 1799, 7200)));
  }

  @Test
  void whatHeldAtTheEndIsOpen() {
    Story story = new Story().data(0, POINT, 70).data(10, POINT, 71);
    List<Spell> spells = replayed(HEAT, Map.of(), story, 0, 30);
    assertEquals(List.of("bay/1 critical 5 open"), words(spells));
    assertNotNull(spells.get(0).reading());
    assertEquals(65, spells.get(0).reading().limit());
  }

  @Test
  void nothingIsOverThatNobodyHeardOf() {
    Story story = new Story().data(0, POINT, 70).data(10, POINT, 30);
    Replay replay = new Replay(HEAT, Story.STATION, Thresholds.standard(), 0);
    story.arrivals().forEach(replay::feed);
    replay.end(3_000_000, 300_000);
    assertEquals(List.of("bay/1 critical 5 open"), words(replay.spells()));
  }

  @Test
  void whatTheStationDidIsLeftOut() {
    Story story = new Story().cut(10, "S02@1").data(11, POINT, 20).data(100, POINT, 20);
    assertEquals(1, story.facts().size());
    assertEquals(List.of(), replayed(HEAT, Map.of(), story, 0, 200));
  }

  @Test
  void onlyRulesOnReportsCanBeReplayed() {
    assertTrue(Replay.possible(HEAT));
    assertTrue(Replay.possible(RuleCatalogue.standard().rule("A04")));
    assertTrue(Replay.possible(RuleCatalogue.standard().rule("S15")));
    assertFalse(Replay.possible(RuleCatalogue.standard().rule("A01")));
  }

  @Test
  void aRuleAsksAboutThePointsOfItsSubjectsAlone() {
    assertTrue(Replay.asks(HEAT, POINT));
    assertTrue(Replay.asks(RuleCatalogue.standard().rule("S09"), "bay/12/power"));
    assertFalse(Replay.asks(HEAT, "bay/1/power"));
    assertFalse(Replay.asks(HEAT, "room/temperature"));
  }

  @Test
  void theTimeBeforeIsAsLongAsTheRuleWaits() {
    Rule hours = RuleCatalogue.standard().rule("S04");
    assertTrue(Replay.lookBack(hours, Thresholds.standard()) >= 8 * 3_600_000L);
    assertTrue(
        Replay.lookBack(hours, new Thresholds(Map.of("S04", Map.of("hold", 36_000.0))))
            >= 10 * 3_600_000L);
  }

  /** By the thresholds in force a replay finds what the twin told, rule by rule. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 21, 22})
  void aReplayFindsWhatTheTwinTold(long seed) {
    List<Step> steps = TwinReplayTest.steps(new Random(seed));
    Story story = new Story();
    steps.forEach(step -> step.act().accept(story));
    double end = steps.get(steps.size() - 1).at() + 90_000;
    story.tick(end);
    Set<String> told = new TreeSet<>();
    for (Fact fact : story.facts()) {
      if (fact.change() == Change.RAISED || fact.change() == Change.CLEARED) {
        told.add(
            fact.matter().rule()
                + ' '
                + fact.matter().subject()
                + ' '
                + fact.change().word()
                + ' '
                + fact.at());
      }
    }
    Set<String> found = new TreeSet<>();
    for (Rule rule : RuleCatalogue.standard().rules()) {
      if (Replay.possible(rule)) {
        for (Spell spell : replayed(rule, Map.of(), story, 0, end)) {
          String of = rule.id() + ' ' + spell.subject();
          found.add(of + " raised " + spell.raised());
          Long cleared = spell.cleared();
          if (cleared != null) {
            found.add(of + " cleared " + cleared);
          }
        }
      }
    }
    assertTrue(told.size() > 20, () -> "a dull story of seed " + seed);
    assertEquals(told, found);
  }
}
