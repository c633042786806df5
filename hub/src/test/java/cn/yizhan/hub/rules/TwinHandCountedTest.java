package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.protocol.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of supplies that people count a station's twin finds nothing. */
class TwinHandCountedTest {
  private static final String LEVEL = "supply/water/level";
  private static final double DAY = 86_400;

  private static Profile water(double minimum, boolean byHand) {
    return new Profile(
        Story.STATION.station(),
        Story.STATION.code(),
        Story.STATION.bays(),
        List.of(new Item("water", "l", 20, minimum, byHand)),
        Story.STATION.thresholds(),
        Story.STATION.wiring());
  }

  /** A level that is low, then nothing, then silence for five days. */
  private static Story drained(Profile profile) {
    Story story = new Story(profile).data(10, LEVEL, 4).data(20, LEVEL, 0).data(30, LEVEL, 0);
    for (double at = 60; at < 5 * DAY; at += 60) {
      story.tick(at);
    }
    return story;
  }

  @Test
  void whatASensorReadsIsJudgedAndWhatPeopleCountIsNot() {
    assertEquals(
        List.of("R01", "R03", "R05"),
        drained(water(5, false)).facts().stream()
            .map(fact -> fact.matter().rule())
            .distinct()
            .sorted()
            .toList());
    assertEquals(List.of(), drained(water(5, true)).told());
  }

  @Test
  void aNewMinimumIsJudgedByWithoutAnotherReading() {
    Story story = new Story(water(5, false)).data(10, LEVEL, 8).tick(20);
    assertEquals(List.of(), story.told());
    story.registered(water(9, false)).tick(30);
    assertEquals(
        List.of("R01 supply/water raised minor"),
        story.told().stream().map(told -> told.replaceFirst("minor .*", "minor")).toList());
  }

  @Test
  void whatWasOpenIsForgottenWhenPeopleBeginToCountAndFoundAnewWhenTheyCease() {
    Story story = new Story(water(5, false)).data(10, LEVEL, 4).tick(20);
    assertEquals(1, story.told().size());
    story.registered(water(5, true)).restart().data(30, LEVEL, 9).data(40, LEVEL, 3).tick(60);
    assertEquals(1, story.told().size());
    story.registered(water(5, false)).data(70, LEVEL, 2).tick(80);
    assertEquals("R01 supply/water raised minor 70 live", story.told().get(1));
    story.data(90, LEVEL, 9).tick(100);
    assertEquals("R01 supply/water cleared minor 90 live", story.told().get(2));
  }

  @Test
  void whatIsToldOfThemIsNotTakenOver() {
    Story story = new Story(water(5, true));
    story
        .twin()
        .adopt(List.of(new OpenCondition("R01", "supply/water", Severity.MINOR, 5_000, null)));
    story.data(10, LEVEL, 9).tick(20);
    assertEquals(List.of(), story.told());
  }
}
