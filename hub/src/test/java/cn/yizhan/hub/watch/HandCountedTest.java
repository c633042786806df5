package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.supplies.Shelf;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forty litres of water of which five are the least. */
class HandCountedTest {
  private static final Map<String, Shelf.Held> NOTHING = Map.of();

  private static Shelf shelf(double... levels) {
    Shelf.Count[] counts = new Shelf.Count[levels.length];
    for (int i = 0; i < levels.length; i++) {
      counts[i] = new Shelf.Count((i + 1) * 1000L, levels[i], false);
    }
    return new Shelf("water", new Registration.Stock("l", 40, 5), Arrays.asList(counts));
  }

  private static List<String> found(
      boolean expected,
      boolean byHand,
      Shelf shelf,
      Map<String, Shelf.Held> told,
      Map<String, Long> ended) {
    HandCounted item =
        new HandCounted(7, expected, byHand, shelf, told, ended, Thresholds.standard());
    return HandCounted.judge(List.of(item), 99_000).stream()
        .map(StationFact::fact)
        .map(fact -> fact.key() + ' ' + fact.severity().word())
        .toList();
  }

  private static Map<String, Shelf.Held> told(String rule, Severity severity) {
    return Map.of(rule, new Shelf.Held(severity, 1000, null));
  }

  @Test
  void whatPeopleCountIsJudgedAsWhatASensorReads() {
    assertEquals(List.of(), found(true, true, shelf(6), NOTHING, Map.of()));
    assertEquals(
        List.of("R01/supply/water/raised/2000 minor", "R03/supply/water/raised/3000 major"),
        found(true, true, shelf(6, 0, 0), NOTHING, Map.of()));
    assertEquals(
        List.of("R01/supply/water/cleared/99000 minor"),
        found(true, true, shelf(4, 6), told("R01", Severity.MINOR), Map.of()));
  }

  @Test
  void whatWasOverAndIsSoAgainByTheSameCountHasBegunAnew() {
    assertEquals(
        List.of("R01/supply/water/raised/5000 minor"),
        found(true, true, shelf(4), NOTHING, Map.of("R01", 5000L)));
  }

  @Test
  void noSensorIsMissedWherePeopleCount() {
    assertEquals(
        List.of("R05/supply/water/cleared/99000 minor"),
        found(true, true, shelf(), told("R05", Severity.MINOR), Map.of()));
  }

  @Test
  void whatTheSensorHadFoundStaysUntilSomebodyCounts() {
    assertEquals(List.of(), found(true, true, shelf(), told("R01", Severity.MINOR), Map.of()));
    Map<String, Shelf.Held> both =
        Map.of(
            "R01", new Shelf.Held(Severity.MINOR, 500, null),
            "R03", new Shelf.Held(Severity.MAJOR, 600, null));
    assertEquals(List.of(), found(true, true, shelf(0), both, Map.of()));
    assertEquals(2, found(true, true, shelf(6), both, Map.of()).size());
  }

  @Test
  void ofWhatASensorReadsByNowOnlyTheEndOfWhatPeopleFoundIsFound() {
    assertEquals(List.of(), found(true, false, shelf(0, 0), NOTHING, Map.of()));
    assertEquals(List.of(), found(true, false, shelf(), told("R01", Severity.MINOR), Map.of()));
    assertEquals(List.of(), found(true, false, shelf(5), told("R01", Severity.MINOR), Map.of()));
    assertEquals(
        List.of("R01/supply/water/cleared/99000 minor"),
        found(true, false, shelf(6), told("R01", Severity.MINOR), Map.of()));
    assertEquals(List.of(), found(true, false, shelf(), told("R05", Severity.MINOR), Map.of()));
    assertEquals(
        List.of("R05/supply/water/cleared/99000 minor"),
        found(true, false, shelf(6), told("R05", Severity.MINOR), Map.of()));
  }

  @Test
  void atAStationThatNobodyExpectsNothingIsMissing() {
    assertEquals(
        List.of("R03/supply/water/cleared/99000 major"),
        found(false, true, shelf(0, 0), told("R03", Severity.MAJOR), Map.of()));
    assertEquals(List.of(), found(false, true, shelf(0, 0), NOTHING, Map.of()));
  }
}
