package cn.yizhan.protocol.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.BayUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules on which a station acts by itself, one by one. */
class SafetyRulesTest {
  private static final String POWER = "bay/1/power";
  private static final String PHONES = "bay/2/power";
  private static final String STATE = "bay/1/state";
  private static final String ORDER = "bay/1/order";
  private static final String VOLTAGE = "mains/voltage";

  private final Course course = new Course(Course.WIRED);

  private void finds(String rule, String... expected) {
    assertEquals(
        List.of(expected), course.found().stream().filter(l -> l.startsWith(rule)).toList());
  }

  /** The same value once a minute, so that it stays known. */
  private void every(double from, double until, String point, double value) {
    for (double at = from; at <= until; at += 60) {
      course.at(at, point, value);
    }
  }

  @Test
  void aSessionMayLastEightHoursHoweverOftenItPauses() {
    course.state(0, STATE, "Charging").state(10_000, STATE, "SuspendedEV");
    course.state(20_000, STATE, "Charging").state(28_801, STATE, "Finishing");
    finds("S04", "S04 bay/1 raised minor 28800", "S04 bay/1 cleared minor 28801");
  }

  @Test
  void aSessionThatEndedBeginsItsEightHoursAnew() {
    course.state(0, STATE, "Charging").state(20_000, STATE, "Finishing");
    course.state(20_060, STATE, "Charging").state(40_000, STATE, "Charging");
    finds("S04");
  }

  @Test
  void aFullBatteryFloatsForAnHourWhileCharging() {
    course.state(0, STATE, "Charging");
    every(0, 3_540, POWER, 25);
    finds("S05");
    every(3_600, 3_660, POWER, 25);
    finds("S05", "S05 bay/1 raised info 3600");
    course.state(3_700, STATE, "Finishing");
    finds("S05", "S05 bay/1 raised info 3600", "S05 bay/1 cleared info 3700");
  }

  @Test
  void aReadingBehindThoseOfAnotherPointSaysNothingOfTheTimeBeforeThem() {
    every(0, 960, POWER, 25);
    course.state(500, STATE, "Charging");
    every(1_020, 4_620, POWER, 25);
    finds("S05", "S05 bay/1 raised info 4560");
  }

  @Test
  void aBayThatIsNotChargingAndAPhoneBayDoNotFloat() {
    course.state(0, STATE, "Finishing").state(0, "bay/2/state", "Charging");
    every(0, 4_000, POWER, 3);
    every(0, 4_000, PHONES, 3);
    finds("S05");
  }

  @Test
  void leakageIsCriticalAtOnceAndOverAfterTenMinutesWithout() {
    course.at(0, "mains/leakage", 0.03).at(10, "mains/leakage", 0.031);
    every(20, 680, "mains/leakage", 0.01);
    finds("S06", "S06 station raised critical 10", "S06 station cleared critical 620");
  }

  @Test
  void aRelayIsStuckWhenPowerIsReadAfterItWasOrderedOff() {
    course.at(0, POWER, 400).at(1, ORDER, 1).at(20, ORDER, 0).at(40, POWER, 400);
    course.at(49, POWER, 400);
    finds("S07");
    course.tick(50).at(60, POWER, 4).at(121, POWER, 4);
    finds("S07", "S07 bay/1 raised critical 50", "S07 bay/1 cleared critical 120");
  }

  @Test
  void powerReadBeforeTheOrderSaysNothingOfTheRelay() {
    course.at(0, POWER, 400).at(5, ORDER, 0).tick(100).restart().at(101, ORDER, 0).tick(160);
    finds("S07");
    course.at(161, POWER, 0).tick(200);
    finds("S07");
  }

  @Test
  void anOrderRepeatedIsNotANewOne() {
    course.at(0, ORDER, 0).at(1, POWER, 400).at(6, ORDER, 0).at(9, ORDER, 0).at(12, POWER, 400);
    finds("S07", "S07 bay/1 raised critical 11");
  }

  @Test
  void powerWhileNobodyChargesIsFoundAtEBikeBays() {
    course.state(0, STATE, "Charging").at(1, POWER, 400).state(100, STATE, "Finishing");
    course.state(0, "bay/2/state", "Available").at(1, PHONES, 50).at(70, PHONES, 50);
    course.tick(170);
    finds("S08");
    course.at(171, POWER, 12).tick(230.9);
    finds("S08");
    course.tick(231).at(240, POWER, 0).tick(250);
    finds("S08", "S08 bay/1 raised major 231", "S08 bay/1 cleared major 250");
  }

  @Test
  void voltageOutOfRangeIsMinorAndFarTooHighIsMajorAtOnce() {
    course.at(0, VOLTAGE, 197).at(29, VOLTAGE, 236).at(58, VOLTAGE, 236);
    finds("S10");
    course.tick(59).at(60, VOLTAGE, 253.1);
    finds("S10", "S10 station raised minor 59", "S10 station worsened major 60");
    every(70, 380, VOLTAGE, 220);
    finds(
        "S10",
        "S10 station raised minor 59",
        "S10 station worsened major 60",
        "S10 station cleared major 370");
  }

  @Test
  void aSagOfHalfAMinuteIsFoundToo() {
    course.at(0, VOLTAGE, 197.9).tick(30);
    finds("S10", "S10 station raised minor 30");
  }

  @Test
  void waterIsALeakAfterTenSecondsAndGoneAfterHalfAnHour() {
    course.at(0, "room/water-leak", 1).at(9, "room/water-leak", 0).at(20, "room/water-leak", 1);
    course.tick(30).at(40, "room/water-leak", 0).tick(1_840);
    finds("S11", "S11 station raised major 30", "S11 station cleared major 1840");
  }

  @Test
  void anEmergencyStopHoldsWhileItIsPressed() {
    course.at(0, "e-stop", 1).at(60, "e-stop", 0);
    finds("S13", "S13 station raised critical 0", "S13 station cleared critical 60");
  }

  @Test
  void carbonMonoxideIsMajorAfterFiveMinutesAndCriticalAtOnceAtAHundred() {
    every(0, 300, "room/co", 50);
    course.at(310, "room/co", 100);
    every(320, 1_000, "room/co", 29);
    finds(
        "S14",
        "S14 station raised major 300",
        "S14 station worsened critical 310",
        "S14 station cleared critical 920");
  }

  @Test
  void theHardwaresOwnCutOffHoldsUntilTheAgentIsBack() {
    course.at(0, "bay/1/dead-man", 1).at(300, "bay/1/dead-man", 0);
    finds("S15", "S15 bay/1 raised major 0", "S15 bay/1 cleared major 300");
  }

  @Test
  void aCallForHelpIsOverOnlyWhenSomebodyOnSiteHasSaidSo() {
    course.at(0, "sos", 1).at(1, "sos", 0).restart().tick(80_000).at(80_000, "sos", 0);
    finds("S16", "S16 station raised critical 0");
    course.judge().release("S16", "station", 90_000_000);
    course.restart().tick(90_000);
    finds("S16", "S16 station raised critical 0", "S16 station cleared critical 90000");
  }

  @Test
  void whatWasSaidBeforeACallForHelpDoesNotEndIt() {
    course.at(10, "sos", 1).at(11, "sos", 0);
    course.judge().release("S16", "station", 5_000);
    course.tick(100);
    finds("S16", "S16 station raised critical 10");
  }

  @Test
  void aCallForHelpOfWhichOnlyTheAlertIsKnownEndsByHandToo() {
    course.judge().open("S16", "station", Severity.CRITICAL, 10_000);
    course.tick(100);
    finds("S16");
    course.judge().release("S16", "station", 200_000);
    course.tick(200);
    finds("S16", "S16 station cleared critical 200");
  }

  @Test
  void anEBikeBatteryAtAPhoneBayIsMisuse() {
    course.at(0, PHONES, 100).at(60, PHONES, 101).at(60, POWER, 101).at(120, PHONES, 150);
    course.at(130, PHONES, 0).tick(140);
    finds("S17", "S17 bay/2 raised major 120", "S17 bay/2 cleared major 140");
  }

  @Test
  void whatAStationDoesReachesTheBaysOfItsScope() {
    Registration station =
        new Registration(
            Map.of(1, BayUse.E_BIKE, 2, BayUse.PHONE, 3, BayUse.E_BIKE),
            Map.of(),
            Thresholds.standard(),
            new Wiring(0, Set.of(2, 9), Set.of(1, 2)));
    List<String> reached = new ArrayList<>();
    for (String id : List.of("S01", "S03", "S06", "S11")) {
      Rule.Edge edge = RuleCatalogue.standard().rule(id).edge();
      assertNotNull(edge);
      reached.add(id + edge.scope().bays(id.equals("S03") ? "bay/3" : "station", station));
    }
    assertEquals(List.of("S01[1, 2, 3]", "S03[3]", "S06[1, 2]", "S11[2]"), reached);
    assertEquals(Set.of(1, 2), EdgeScope.CIRCUIT.bays("station", Course.STATION));
    assertEquals(Set.of(), EdgeScope.LOW.bays("station", Course.STATION));
  }

  @Test
  void aStationActsFromTheSeverityOnThatTheRuleSays() {
    Rule.Edge voltage = RuleCatalogue.standard().rule("S10").edge();
    Rule.Edge load = RuleCatalogue.standard().rule("S09").edge();
    assertNotNull(voltage);
    assertNotNull(load);
    assertTrue(voltage.against(Severity.CRITICAL) && voltage.against(Severity.MAJOR));
    assertTrue(!voltage.against(Severity.MINOR) && load.against(Severity.MAJOR));
  }
}
