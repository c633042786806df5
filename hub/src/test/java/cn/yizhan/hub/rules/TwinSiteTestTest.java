package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.StationEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the end of a test on site makes of what was raised in it. Seconds. */
class TwinSiteTestTest {
  private static final String RAISED = "S01 station raised critical 100 live";

  private final Story story = new Story();

  private TwinSiteTestTest started(double at, double until) {
    return says("test.started", at, Map.of("by", "王工", "until", until));
  }

  private TwinSiteTestTest ended(double at) {
    return says("test.ended", at, Map.of("by", "王工", "reason", "finished"));
  }

  private TwinSiteTestTest says(String type, double at, Map<String, Object> data) {
    StationEvent event =
        new StationEvent(type + at, type, Math.round(at * 1000), "station", null, data);
    story.message(Lane.EVENT, at, List.of(), List.of(event));
    return this;
  }

  private TwinSiteTestTest smoke(double at, int value) {
    story.urgent(at, "room/smoke", value);
    return this;
  }

  private void tells(String... expected) {
    assertEquals(List.of(expected), story.told());
  }

  @Test
  void smokeMadeInATestIsOverWhenTheTestEnds() {
    started(60, 1860).smoke(100, 1).smoke(130, 0).ended(200);
    tells(RAISED, "S01 station cleared critical 130 live");
  }

  @Test
  void smokeOutsideATestKeepsItsTenMinutes() {
    smoke(50, 1).smoke(55, 0).started(60, 1860).ended(200).smoke(210, 0);
    tells("S01 station raised critical 50 live");
  }

  @Test
  void aRealFireAfterATestIsToldAnew() {
    started(60, 1860).smoke(100, 1).smoke(130, 0).ended(200).smoke(230, 1);
    tells(RAISED, "S01 station cleared critical 130 live", "S01 station raised critical 230 live");
  }

  @Test
  void aTestThatNobodyEndsIsOverInTimeAlsoAfterARestart() {
    started(60, 160).smoke(100, 1).smoke(130, 0);
    story.restart().tick(164);
    tells(RAISED);
    story.tick(166);
    tells(RAISED, "S01 station cleared critical 130 live");
  }

  @Test
  void aTestLastsNoLongerThanThirtyMinutesWhateverItSays() {
    started(60, 99_999).smoke(1800, 1).smoke(1830, 0);
    story.tick(1864);
    tells("S01 station raised critical 1800 live");
    story.tick(1866);
    tells("S01 station raised critical 1800 live", "S01 station cleared critical 1830 live");
  }

  @Test
  void anAgentThatActsInEarnestKnowsOfNoTest() {
    started(60, 1860).smoke(100, 1).smoke(130, 0);
    story.event(
        140,
        "safety.cut",
        "bay/1",
        "S03",
        Map.of("latched", true, "confirmed", true, "test", true));
    assertEquals(List.of(RAISED, "S03 bay/1 raised major 140 live latched"), story.told());
    story.event(150, "safety.cut", "bay/2", "S17", Map.of("latched", true, "confirmed", true));
    assertEquals("S01 station cleared critical 130 live", story.told().get(2));
  }

  @Test
  void whatComesLateOutOfATestIsOverAtOnceToo() {
    started(60, 1860).ended(400);
    story.data(90, "bay/1/temperature", 70);
    story.data(96, "bay/1/temperature", 70);
    story.restart();
    story.data(150, "bay/1/temperature", 30);
    story.data(390, "bay/1/temperature", 30);
    tells("S02 bay/1 raised critical 95 live");
    story.data(401, "bay/1/temperature", 30);
    tells("S02 bay/1 raised critical 95 live", "S02 bay/1 cleared critical 390 live");
  }

  @Test
  void aBacklogWithAWholeTestInItAlarmsNobody() {
    story.birth(0, 4).delayed(600);
    started(60, 1860).smoke(100, 1).smoke(130, 0).ended(200);
    story.tick(900);
    tells(
        "S01 station raised critical 100 retrospective",
        "S01 station cleared critical 130 retrospective");
  }

  @Test
  void aTestThatBeginsEndsTheOneBefore() {
    started(60, 1860).smoke(100, 1).smoke(130, 0).started(240, 2040);
    tells(RAISED, "S01 station cleared critical 130 live");
  }

  @Test
  void aLatchStillHoldsAfterTheTestUntilItIsReset() {
    started(60, 1860).smoke(100, 1);
    story.event(
        101,
        "safety.cut",
        "station",
        "S01",
        Map.of("latched", true, "confirmed", true, "test", true));
    smoke(130, 0).ended(200).smoke(300, 0);
    assertEquals(0, story.told().stream().filter(told -> told.contains("cleared")).count());
    story.event(305, "safety.reset", "station", "S01", Map.of());
    story.tick(311);
    assertEquals(1, story.told().stream().filter(told -> told.contains("cleared")).count());
  }
}
