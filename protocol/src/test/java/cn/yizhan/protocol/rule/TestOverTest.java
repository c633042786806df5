package cn.yizhan.protocol.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestOverTest {
  private static final String SMOKE = "room/smoke";
  private static final String HEAT = "bay/1/temperature";
  private static final String RAISED = "S01 station raised critical 100";

  private final Course course = new Course();

  private void finds(String... expected) {
    assertEquals(List.of(expected), course.found());
  }

  @Test
  void whatIsOverWhenTheTestEndsIsOverAtOnce() {
    course.at(100, SMOKE, 1).at(130, SMOKE, 0).testOver(60, 200);
    finds(RAISED, "S01 station cleared critical 130");
  }

  @Test
  void whatIsOverSoonAfterTheTestIsOverWithoutItsHold() {
    course.at(100, SMOKE, 1).testOver(60, 200).restart().at(320, SMOKE, 0);
    finds(RAISED, "S01 station cleared critical 320");
  }

  @Test
  void whatGoesOnForLongAfterTheTestIsADangerLikeAnyOther() {
    course.at(100, SMOKE, 1).testOver(60, 200).at(321, SMOKE, 0).at(900, SMOKE, 0);
    finds(RAISED);
    course.at(921, SMOKE, 0);
    finds(RAISED, "S01 station cleared critical 921");
  }

  @Test
  void whatWasRaisedBeforeOrAfterTheTestKeepsItsHold() {
    course.at(100, SMOKE, 1).at(130, SMOKE, 0).testOver(101, 200).at(300, SMOKE, 0);
    course.testOver(0, 100).at(400, SMOKE, 0);
    finds(RAISED);
  }

  @Test
  void whatComesAgainAfterATestIsRaisedAnew() {
    course.at(100, SMOKE, 1).at(130, SMOKE, 0).testOver(60, 200).at(210, SMOKE, 1);
    course.at(220, SMOKE, 0).at(800, SMOKE, 0);
    finds(RAISED, "S01 station cleared critical 130", "S01 station raised critical 210");
  }

  @Test
  void aLatchOfTheStationOutlastsTheTest() {
    course.at(100, SMOKE, 1);
    course.judge().latch("S01", "station", 100_000);
    course.at(130, SMOKE, 0).testOver(60, 200).at(210, SMOKE, 0);
    finds(RAISED);
    course.judge().release("S01", "station", 205_000);
    course.tick(211);
    finds(RAISED, "S01 station cleared critical 205");
  }

  @Test
  void whatEndsByHandNeedsNobodyAfterATest() {
    course.at(100, "sos", 1).at(101, "sos", 0).at(150, "sos", 0);
    finds("S16 station raised critical 100");
    course.testOver(60, 200);
    finds("S16 station raised critical 100", "S16 station cleared critical 101");
  }

  @Test
  void theEndOfATestCountsOnceTheReadingsHaveComeSoFar() {
    course.at(0, HEAT, 70).at(6, HEAT, 70).testOver(0, 200);
    course.at(100, HEAT, 30).at(150, HEAT, 70).at(190, HEAT, 30);
    finds("S02 bay/1 raised critical 5");
    course.at(201, HEAT, 30);
    finds("S02 bay/1 raised critical 5", "S02 bay/1 cleared critical 190");
  }

  @Test
  void aConditionThatOnlyTheStationHasToldOfIsOfTheTestToo() {
    course.at(0, HEAT, 30);
    course.judge().open("S02", "bay/1", Severity.CRITICAL, 100_000);
    course.testOver(60, 200).at(150, HEAT, 30).at(199, HEAT, 30);
    finds();
    course.at(201, HEAT, 30);
    finds("S02 bay/1 cleared critical 100");
  }
}
