package cn.yizhan.protocol.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.protocol.message.BayUse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules about sensors, devices and what couriers find at a station. */
class ServiceRulesTest {
  private static final int HOUR = 3_600;
  private final Course course = new Course();

  private void finds(String... expected) {
    assertEquals(List.of(expected), course.found());
  }

  private void heard(int from, int until) {
    for (int t = from; t <= until; t += 30) {
      course.tick(t);
    }
  }

  @Test
  void aSmokeSensorThatSaysNothingIsMissedAfterSixHoursAndBadlyAfterADay() {
    course.at(0, "room/smoke", 0);
    heard(0, 6 * HOUR - 30);
    finds();
    heard(6 * HOUR, 24 * HOUR);
    course.at(24 * HOUR + 10, "room/smoke", 0);
    finds(
        "S12 room/smoke raised minor 21600",
        "S12 room/smoke worsened major 86400",
        "S12 room/smoke cleared major 86410");
  }

  @Test
  void eachProbeOfABayIsASensorOfItsOwn() {
    course.at(0, "bay/1/temperature", 20).at(0, "bay/2/temperature", 20);
    heard(0, 3 * HOUR);
    course.at(3 * HOUR, "bay/2/temperature", 20);
    heard(3 * HOUR, 7 * HOUR);
    finds("S12 bay/1/temperature raised minor 21600");
  }

  @Test
  void aProbeThatShowsTheVerySameForThreeDaysIsStuckUntilItChanges() {
    for (int t = 0; t < 75 * HOUR; t += 120) {
      course.at(t, "bay/1/temperature", t < 74 * HOUR ? 21.5 : 21.4);
      course.at(t, "bay/2/temperature", t == 40 * HOUR ? 20.1 : 20);
    }
    finds(
        "S12 bay/1/temperature raised minor " + 72 * HOUR,
        "S12 bay/1/temperature cleared minor " + 74 * HOUR);
  }

  @Test
  void aDetectorThatAlwaysSaysThatAllIsWellIsNotStuck() {
    for (int hour = 0; hour < 80; hour++) {
      course.at(hour * HOUR, "room/smoke", 0).at(hour * HOUR, "room/co", 0);
      heard(hour * HOUR, (hour + 1) * HOUR);
    }
    finds();
  }

  @Test
  void aBatteryThatRunsLowIsToldAndOverOnlyWhenItIsClearlyBetter() {
    course.at(0, "device/smoke-1/battery", 20).at(10, "device/smoke-1/battery", 19);
    course.at(20, "device/smoke-1/battery", 24).at(30, "device/smoke-1/battery", 9);
    course.at(40, "device/smoke-1/battery", 100);
    finds(
        "S12 device/smoke-1 raised minor 10",
        "S12 device/smoke-1 worsened major 30",
        "S12 device/smoke-1 cleared major 40");
  }

  @Test
  void aDeviceIsOfflineWhenItSaysSoOrSaysNothingForTwoDays() {
    course.at(0, "device/plug/online", 0).at(800, "device/plug/online", 0);
    course.tick(899);
    finds();
    course.at(1_000, "device/plug/online", 1);
    course.at(1_000, "device/door/battery", 90);
    finds("A03 device/plug raised minor 900", "A03 device/plug cleared minor 1000");
    heard(1_020, 1_020 + 48 * HOUR);
    course.at(200_000, "device/door/battery", 90);
    assertEquals(
        List.of("A03 device/door raised minor 173820", "A03 device/door cleared minor 200000"),
        course.found().subList(2, 4));
  }

  @Test
  void aLevelThatIsNotReportedForFourDaysIsADeadSensor() {
    course.at(0, "supply/noodles/level", 20);
    heard(0, 96 * HOUR);
    course.at(97 * HOUR, "supply/noodles/level", 20);
    finds("R05 supply/noodles raised minor 345600", "R05 supply/noodles cleared minor 349200");
  }

  @Test
  void aStationOnItsBatteryIsToldAfterAMinute() {
    course.state(0, "mains/source", "Battery").state(50, "mains/source", "Battery");
    finds();
    course.tick(60).state(100, "mains/source", "Mains").tick(160);
    finds("A09 station raised minor 60", "A09 station cleared minor 160");
  }

  @Test
  void baysAreSaturatedWhenNoneForEBikesIsFreeForTwoHours() {
    Course two =
        new Course(
            new Registration(
                Map.of(1, BayUse.E_BIKE, 2, BayUse.PHONE, 3, BayUse.E_BIKE),
                Map.of(),
                Thresholds.standard()));
    two.state(0, "bay/1/state", "Charging").state(0, "bay/2/state", "Available");
    two.tick(2 * HOUR);
    assertEquals(List.of(), two.found());
    two.state(2 * HOUR, "bay/3/state", "Finishing").tick(4 * HOUR);
    two.state(5 * HOUR, "bay/1/state", "Available").tick(5 * HOUR + 600);
    assertEquals(
        List.of("V01 station raised info 14400", "V01 station cleared info 18600"), two.found());
  }

  @Test
  void aFullRoomIsToldAfterAQuarterOfAnHour() {
    for (int t = 0; t <= 900; t += 300) {
      course.at(t, "room/people", 21);
    }
    course.at(1_000, "room/people", 18).at(1_100, "room/people", 16).at(1_400, "room/people", 16);
    finds("V02 station raised minor 900", "V02 station cleared minor 1400");
  }

  @Test
  void aRoomTooColdOrTooHotIsToldAfterHalfAnHour() {
    for (int t = 0; t <= 1_800; t += 600) {
      course.at(t, "room/temperature", 11.9);
    }
    course.at(1_900, "room/temperature", 12.5).at(2_500, "room/temperature", 13);
    course.at(3_100, "room/temperature", 13);
    for (int t = 4_000; t <= 5_800; t += 600) {
      course.at(t, "room/temperature", 33);
    }
    finds(
        "V04 station raised minor 1800",
        "V04 station cleared minor 3100",
        "V04 station raised minor 5800");
  }
}
