package cn.yizhan.protocol.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final String HEAT = "bay/1/temperature";
  private static final String POWER = "bay/1/power";
  private static final String WATER = "supply/water/level";

  private final Course course = new Course();

  private static Registration with(String rule, String threshold, double value) {
    return new Registration(
        Course.STATION.bays(),
        Course.STATION.items(),
        new Thresholds(Map.of(rule, Map.of(threshold, value))));
  }

  private void finds(String... expected) {
    assertEquals(List.of(expected), course.found());
  }

  @Test
  void smokeIsRaisedAtOnceAndClearsAfterTenMinutesWithout() {
    course.at(0, "room/smoke", 0).at(10, "room/smoke", 1).at(70, "room/smoke", 0);
    course.at(500, "room/smoke", 0).at(700, "room/smoke", 0);
    finds("S01 station raised critical 10", "S01 station cleared critical 670");
  }

  @Test
  void smokeComingBackStartsTheTenMinutesAgain() {
    course.at(10, "room/smoke", 1).at(70, "room/smoke", 0).at(600, "room/smoke", 1);
    course.at(610, "room/smoke", 0).at(1209, "room/smoke", 0);
    finds("S01 station raised critical 10");
    course.tick(1210);
    finds("S01 station raised critical 10", "S01 station cleared critical 1210");
  }

  @Test
  void heatIsMajorAfterThirtySecondsAndCriticalAfterFiveAtSixtyFive() {
    course.at(0, HEAT, 54.9).at(100, HEAT, 55).at(129, HEAT, 56).at(131, HEAT, 64);
    finds("S02 bay/1 raised major 130");
    course.at(132, HEAT, 65).at(136, HEAT, 66).at(140, HEAT, 66);
    finds("S02 bay/1 raised major 130", "S02 bay/1 worsened critical 137");
  }

  @Test
  void aHoldThatIsBrokenStartsAnew() {
    course.at(0, HEAT, 60).at(29, HEAT, 54).at(31, HEAT, 60).at(60, HEAT, 60);
    finds();
    course.at(62, HEAT, 60);
    finds("S02 bay/1 raised major 61");
  }

  @Test
  void severityDoesNotFallBeforeTheConditionIsOver() {
    course.at(0, HEAT, 70).at(10, HEAT, 56).at(100, HEAT, 46).at(250, HEAT, 46);
    finds("S02 bay/1 raised critical 5");
  }

  @Test
  void betweenTheLimitsNothingIsRaisedAndNothingClears() {
    course.at(0, HEAT, 60).at(40, HEAT, 50);
    for (int t = 100; t <= 3000; t += 100) {
      course.at(t, HEAT, 45);
    }
    finds("S02 bay/1 raised major 30");
    for (int t = 3100; t <= 3800; t += 100) {
      course.at(t, HEAT, 44.9);
    }
    finds("S02 bay/1 raised major 30", "S02 bay/1 cleared major 3700");
  }

  @Test
  void aFastRiseIsCriticalOnThreeReadingsThatSpanFortySeconds() {
    course.at(0, HEAT, 20).at(20, HEAT, 24).at(39, HEAT, 28);
    finds();
    course.at(40, HEAT, 28.2);
    finds("S02 bay/1 raised critical 40");
  }

  @Test
  void twoReadingsAreAJumpAndNoRise() {
    course.at(0, HEAT, 20).at(50, HEAT, 40);
    finds();
    course.at(55, HEAT, 40);
    finds("S02 bay/1 raised critical 55");
  }

  @Test
  void aSlowRiseIsNone() {
    for (int t = 0; t < 200; t += 10) {
      course.at(t, HEAT, 20 + t * 9.9 / 60);
    }
    finds();
  }

  @Test
  void readingsOlderThanTheWindowDoNotCountForARise() {
    course.at(0, HEAT, 20).at(70, HEAT, 40).at(80, HEAT, 40).at(90, HEAT, 40).at(115, HEAT, 40);
    finds();
  }

  @Test
  void aConditionRaisedByARiseClearsOnlyTenMinutesAfterTheRiseEnded() {
    course.at(0, HEAT, 20).at(20, HEAT, 24).at(40, HEAT, 29).at(50, HEAT, 29);
    for (int t = 100; t <= 650; t += 50) {
      course.at(t, HEAT, 29);
    }
    finds("S02 bay/1 raised critical 40");
    course.at(750, HEAT, 29);
    finds("S02 bay/1 raised critical 40", "S02 bay/1 cleared critical 700");
  }

  @Test
  void aValueTooOldIsUnknownAndBreaksTheHold() {
    Course waiting = new Course(with("S02", "majorHold", 200));
    waiting.at(0, HEAT, 60).at(190, HEAT, 60).at(300, HEAT, 60);
    assertEquals(List.of(), waiting.found());
    waiting.at(390, HEAT, 60);
    assertEquals(List.of("S02 bay/1 raised major 390"), waiting.found());
  }

  @Test
  void whatIsUnknownDoesNotClear() {
    course.at(0, "room/smoke", 1).at(10, "room/smoke", 0).tick(609);
    finds("S01 station raised critical 0");
    Course heat = new Course().at(0, HEAT, 70).at(10, HEAT, 20).at(1000, HEAT, 20);
    heat.tick(1100);
    assertEquals(List.of("S02 bay/1 raised critical 5"), heat.found());
  }

  @Test
  void overPowerIsJudgedAtEBikeBaysOnly() {
    course.at(0, POWER, 1000).at(20, POWER, 1000.1).at(40, POWER, 1000.1);
    course.at(0, "bay/2/power", 2000).at(50, "bay/2/power", 2000);
    finds("S03 bay/1 raised major 30");
    course.at(50, POWER, 0).at(51, "bay/2/power", 0).tick(60);
    finds("S03 bay/1 raised major 30", "S03 bay/1 cleared major 60");
  }

  @Test
  void aSupplyIsHeldAgainstItsOwnMinimum() {
    course.at(0, WATER, 5.1).at(10, WATER, 5).at(20, WATER, 4).at(30, WATER, 5.5);
    course.at(40, "supply/noodles/level", 6).at(50, "supply/tea/level", 0);
    finds(
        "R01 supply/water raised minor 10",
        "R01 supply/water cleared minor 30",
        "R01 supply/noodles raised minor 40");
  }

  @Test
  void aStockOutTakesTwoReadingsOfNothingAndIsMajorForWater() {
    course.at(0, WATER, 10).at(10, WATER, 0).at(20, WATER, 10).at(30, WATER, 0);
    course.at(40, WATER, 0).at(50, WATER, 2).at(60, WATER, 2.1);
    assertEquals(
        List.of("R03 supply/water raised major 40", "R03 supply/water cleared major 60"),
        course.found().stream().filter(line -> line.startsWith("R03")).toList());
    Course noodles = new Course();
    noodles.at(0, "supply/noodles/level", 0).at(1, "supply/noodles/level", 0);
    assertTrue(noodles.found().contains("R03 supply/noodles raised minor 1"), noodles::toString);
  }

  @Test
  void aReadingBehindTheLastOneIsNotJudged() {
    course.at(10, "room/smoke", 0).at(5, "room/smoke", 1).at(20, "room/smoke", 0);
    finds();
  }

  @Test
  void aTickCompletesAHoldThatNoFurtherReadingFollows() {
    course.at(0, POWER, 1500).tick(9.9);
    finds();
    assertEquals(10_000, course.judge().due());
    course.tick(10).tick(11).at(12, POWER, 1500);
    finds("S03 bay/1 raised major 10");
  }

  @Test
  void aTickCompletesNoHoldBeyondTheAgeOfItsReading() {
    Course waiting = new Course(with("S03", "hold", 181)).at(0, POWER, 1500).tick(1000);
    assertEquals(List.of(), waiting.found());
  }

  @Test
  void changedThresholdsCountFromTheNextTickOn() {
    course.at(0, HEAT, 50).at(100, HEAT, 50);
    course.judge().revise(with("S02", "majorLimit", 48));
    course.tick(110).tick(139);
    finds();
    course.tick(140);
    finds("S02 bay/1 raised major 140");
  }

  @Test
  void aLatchedConditionClearsNoEarlierThanItsRelease() {
    course.judge().open("S03", "bay/1", Severity.MAJOR, 5_000);
    course.judge().latch("S03", "bay/1", 5_000);
    course.at(4, POWER, 1500).at(6, POWER, 0).at(100, POWER, 0);
    finds();
    course.judge().release("S03", "bay/1", 120_000);
    course.at(150, POWER, 0);
    finds("S03 bay/1 cleared major 120");
  }

  @Test
  void aClaimedConditionClearsNoEarlierThanItsHoldAfterTheClaim() {
    course.at(0, POWER, 0).at(95, POWER, 0);
    course.judge().open("S03", "bay/1", Severity.MAJOR, 100_000);
    course.at(150, POWER, 0);
    finds("S03 bay/1 cleared major 110");
  }

  @Test
  void aClaimIsInForceOnlyOnceTheReadingsHaveComeSoFar() {
    course.judge().open("S03", "bay/1", Severity.MAJOR, 500_000);
    course.judge().latch("S03", "bay/1", 500_000);
    course.at(0, POWER, 1500).at(20, POWER, 0).at(60, POWER, 0);
    finds("S03 bay/1 raised major 10", "S03 bay/1 cleared major 30");
    course.at(499, POWER, 0).at(501, POWER, 0).at(530, POWER, 0);
    assertEquals(Severity.MAJOR, course.judge().severity("S03", "bay/1"));
  }

  @Test
  void aClaimOfFarAheadHoldsUpNoOther() {
    course.at(0, POWER, 0);
    course.judge().open("S03", "bay/1", Severity.MAJOR, 5_000);
    course.judge().latch("S03", "bay/1", 5_000);
    course.judge().open("S03", "bay/1", Severity.MAJOR, 4_000_000_000_000L);
    course.judge().release("S03", "bay/1", 120_000);
    course.at(100, POWER, 0).restart().at(150, POWER, 0);
    finds("S03 bay/1 cleared major 120");
  }

  @Test
  void ofAStationNotHeardADangerIsFoundAndItsEndIsNot() {
    course.at(0, POWER, 1500).tick(10, 0);
    finds("S03 bay/1 raised major 10");
    course.at(15, POWER, 0).tick(100, 24.9);
    finds("S03 bay/1 raised major 10");
    course.tick(100, 25);
    finds("S03 bay/1 raised major 10", "S03 bay/1 cleared major 25");
  }

  @Test
  void aDamagedStateIsRefused() throws IOException {
    course.at(0, HEAT, 60);
    byte[] state = course.state();
    for (int length = 0; length < state.length; length++) {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(state, 0, length));
      assertThrows(IOException.class, () -> Judge.standard(Course.STATION).read(in));
    }
  }
}
