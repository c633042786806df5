package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stations do by themselves besides cutting, and what the hub makes of it. */
class TwinActsTest {
  private static final Map<String, Object> DONE = Map.of("confirmed", true, "latched", false);

  private final Story story = new Story();

  private void tells(String... expected) {
    assertEquals(List.of(expected), story.told());
  }

  private EdgeAction lastAction() {
    EdgeAction action = story.facts().get(story.facts().size() - 1).edgeAction();
    assertNotNull(action);
    return action;
  }

  @ParameterizedTest
  @CsvSource({
    "safety.stop,  S04, bay/1,   minor,    stop",
    "safety.stop,  S05, bay/1,   info,     stop",
    "safety.shed,  S09, station, critical, shed",
    "safety.siren, S14, station, critical, siren",
    "safety.stuck, S07, bay/1,   critical, stuck",
    "safety.cut,   S17, bay/2,   major,    cut",
    "safety.cut,   S10, station, major,    cut"
  })
  void anActOpensTheConditionOfItsRule(
      String type, String rule, String subject, String severity, String action) {
    story.event(10, type, subject, rule + "@1", DONE);
    tells("%s %s raised %s 10 live released".formatted(rule, subject, severity));
    assertEquals(action, lastAction().action());
    assertTrue(lastAction().confirmed());
  }

  @Test
  void stationAndHubMakeOneConditionOfAnOvertimeWhoeverIsFirst() {
    story.data(0, "bay/1/state", 2).tick(20_000).data(28_700, "bay/1/state", 2);
    story.event(28_800.2, "safety.stop", "S04@1", DONE);
    story.data(28_801, "bay/1/state", 2).data(28_830, "bay/1/state", 5);
    tells(
        "V01 station raised info 7200 delayed",
        "S04 bay/1 raised minor 28800 live released",
        "S04 bay/1 cleared minor 28830 live");
    Story hubFirst = new Story().data(0, "bay/1/state", 2).data(28_801, "bay/1/state", 2);
    hubFirst.event(28_801, "safety.stop", "S04@1", DONE);
    assertEquals(
        List.of(
            "S04 bay/1 raised minor 28800 live",
            "V01 station raised info 7200 delayed",
            "S04 bay/1 acted minor 28801 live released"),
        hubFirst.told());
  }

  @Test
  void theLoadOfAStationIsJudgedByItsRegisteredBreaker() {
    story.data(0, "bay/1/power", 900).data(1, "bay/2/power", 2400).data(62, "bay/1/power", 950);
    assertTrue(story.told().contains("S09 station raised major 61 live"), story::toString);
    story.event(63, "safety.shed", "station", "S09@1", DONE);
    assertEquals("shed", lastAction().action());
    story.event(70, "safety.shed", "station", "S09@1", DONE);
    assertEquals(
        1, story.facts().stream().filter(fact -> fact.edgeAction() != null).count(), "said once");
  }

  @Test
  void aSirenTakesNothingBackOfACut() {
    Map<String, Object> latched = Map.of("confirmed", true, "latched", true);
    story.event(10, "safety.cut", "station", "S01@1", latched);
    story.event(11, "safety.siren", "station", "S01@1", DONE);
    tells("S01 station raised critical 10 live latched");
    Story sirenFirst = new Story().event(9, "safety.siren", "station", "S01@1", DONE);
    sirenFirst.event(10, "safety.cut", "station", "S01@1", latched);
    assertEquals(
        List.of(
            "S01 station raised critical 9 live released",
            "S01 station acted critical 10 live latched"),
        sirenFirst.told());
  }

  @Test
  void aRelayThatDoesNotObeyIsToldUntilItDoes() {
    Map<String, Object> ordered = Map.of("confirmed", false, "latched", true);
    story.event(10, "safety.cut", "S07@1", ordered);
    story.event(20, "safety.stuck", "S07@1", Map.of());
    assertEquals(new EdgeAction("stuck", true, false, null), lastAction());
    story.event(10, "safety.cut", "S07@1", Map.of("confirmed", true, "latched", true));
    assertEquals(new EdgeAction("cut", true, true, null), lastAction());
    story.event(40, "safety.stuck", "S07@1", Map.of());
    assertEquals(3, story.facts().size());
  }

  @Test
  void factsOfDifferentActsAtOneTimeHaveDifferentKeys() {
    story.event(10, "safety.cut", "S07@1", Map.of());
    story.event(10, "safety.stuck", "S07@1", Map.of());
    story.event(10, "safety.cut", "S07@1", Map.of("action", "trip"));
    assertEquals(3, story.facts().stream().map(Fact::key).distinct().count());
  }

  @Test
  void theHardwaresOwnCutOffIsOverWhenTheAgentIsBack() {
    story.event(10, "safety.dead-man", "S15@1", Map.of()).restart();
    story.event(300, "safety.back", "S15@1", Map.of());
    tells("S15 bay/1 raised major 10 live", "S15 bay/1 cleared major 300 live");
  }

  @Test
  void aCutOffThatBecomesKnownWithItsEndIsRetrospective() {
    story.birth(0, 2).delayed(400).event(10, "safety.dead-man", "S15@1", Map.of());
    tells();
    story.delayed(0).event(410, "safety.back", "S15@1", Map.of());
    tells("S15 bay/1 raised major 10 retrospective", "S15 bay/1 cleared major 410 retrospective");
  }

  @Test
  void aCutOffOfABayThatIsNotRegisteredIsNoFact() {
    story.event(10, "safety.dead-man", "bay/9", "S15@1", Map.of());
    story.event(10, "safety.dead-man", "station", "S15@1", Map.of());
    story.urgent(11, "room/smoke", 0);
    tells();
  }

  @Test
  void aCutOffThatWasToldBeforeTheTwinWasMadeAnewEndsToo() {
    story.twin().adopt(List.of(new OpenCondition("S15", "bay/1", Severity.MAJOR, 10_000, null)));
    story.event(300, "safety.back", "S15@1", Map.of());
    tells("S15 bay/1 cleared major 300 live");
  }

  @Test
  void aCallForHelpIsOverWhenSomebodyOnSiteHasSaidSo() {
    story.urgent(10, "sos", 1).urgent(11, "sos", 0).tick(600);
    tells("S16 station raised critical 10 live");
    story.restart().event(700, "safety.reset", "station", "S16@1", Map.of("by", "li"));
    story.urgent(701, "sos", 0).tick(800);
    tells("S16 station raised critical 10 live", "S16 station cleared critical 700 live");
  }

  @Test
  void leakageAndItsCutAreOneCondition() {
    story.data(10, "mains/leakage", 0.05);
    story.event(
        10,
        "safety.cut",
        "station",
        "S06@1",
        Map.of("confirmed", true, "latched", true, "limit", 0.03, "value", 0.05));
    tells("S06 station raised critical 10 live", "S06 station acted critical 10 live latched");
  }

  @Test
  void allReadingsOfACaseOfARuleTravelInOneLane() {
    Map<String, Set<Lane>> lanes = RuleLanes.of(RuleCatalogue.standard());
    assertEquals(Set.of(Lane.DATA), lanes.get("S07"));
    assertEquals(Set.of(Lane.DATA), lanes.get("S09"));
    assertEquals(Set.of(Lane.EVENT), lanes.get("S15"));
    assertEquals(Set.of(Lane.DATA, Lane.EVENT), lanes.get("S12"));
    Rule mixed = mixed();
    assertThrows(
        IllegalArgumentException.class, () -> RuleLanes.of(new RuleCatalogue(List.of(mixed))));
  }

  /** S16 with a question about power besides. */
  private static Rule mixed() {
    Rule help = RuleCatalogue.standard().rule("S16");
    Rule power = RuleCatalogue.standard().rule("S17");
    List<Rule.Level> levels = new ArrayList<>(help.condition().levels());
    levels.addAll(power.condition().levels());
    return new Rule(
        "S16",
        1,
        help.subject(),
        new Rule.Condition(levels, help.condition().clear()),
        help.thresholds(),
        help.edge(),
        help.deadlines(),
        help.texts());
  }

  @Test
  void aReadingOfTheCutOffItselfIsNotTakenFromAStation() {
    Reading reading = Story.reading(10, "bay/1/dead-man", 1);
    assertEquals(null, PointCatalogue.standard().typeOf(reading.point()), "only events say so");
  }
}
