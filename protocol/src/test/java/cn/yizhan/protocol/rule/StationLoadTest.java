package cn.yizhan.protocol.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.BayUse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** S09, the rule that asks about the sum of a station's bays. */
class StationLoadTest {
  private static final String POWER = "bay/1/power";
  private static final String PHONES = "bay/2/power";

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
  void theLoadOfAStationIsTheSumOfItsBays() {
    course.at(0, POWER, 1700).tick(100).at(100, PHONES, 1501).at(150, POWER, 1700);
    finds("S09");
    course.tick(160);
    finds("S09", "S09 station raised major 160");
    course.at(161, PHONES, 2301).at(166, POWER, 1700);
    finds("S09", "S09 station raised major 160", "S09 station worsened critical 166");
    every(170, 530, PHONES, 1000);
    finds(
        "S09",
        "S09 station raised major 160",
        "S09 station worsened critical 166",
        "S09 station cleared critical 470");
  }

  @Test
  void aBayThatIsNotHeardCountsForNothingInTheSum() {
    course.at(0, PHONES, 3000).at(100, POWER, 3300).at(155, POWER, 3300).at(170, POWER, 100);
    course.at(200, POWER, 3300).at(230, POWER, 3300).tick(259);
    finds("S09", "S09 station raised critical 105");
    for (int t = 300; t <= 700; t += 50) {
      course.at(t, POWER, 100);
    }
    finds("S09", "S09 station raised critical 105", "S09 station cleared critical 600");
  }

  @Test
  void withoutABreakerRatingNoLoadIsTooHigh() {
    Course unknown = new Course().at(0, POWER, 90_000).at(90, POWER, 90_000);
    assertTrue(unknown.found().stream().noneMatch(line -> line.startsWith("S09")));
  }

  @Test
  void baysMayComeAndGoBetweenReadingsOfASum() {
    course.at(0, POWER, 1700).at(1, PHONES, 1600);
    Registration wider =
        new Registration(
            Map.of(1, BayUse.E_BIKE, 2, BayUse.PHONE, 3, BayUse.E_BIKE),
            Map.of(),
            Thresholds.standard(),
            Course.WIRED.wiring());
    course.judge().revise(wider);
    course.at(10, "bay/3/power", 900).at(16, POWER, 1700);
    finds("S09", "S09 station raised critical 15");
    course.judge().revise(Course.WIRED);
    course.restart().at(20, "bay/3/power", 0).at(70, POWER, 100).at(100, PHONES, 100);
    course.at(240, POWER, 100).at(371, POWER, 100);
    finds("S09", "S09 station raised critical 15", "S09 station cleared critical 370");
  }

  @Test
  void whatWasKeptOfASumIsReadByTheNamesOfItsBays() throws IOException {
    Registration others =
        new Registration(
            Map.of(1, BayUse.E_BIKE, 3, BayUse.E_BIKE),
            Map.of(),
            Thresholds.standard(),
            Course.WIRED.wiring());
    Judge judge = new Judge(onlyLoad(), Course.WIRED, point -> 180_000);
    judge.feed(POWER, 0, 1500);
    judge.feed(PHONES, 1_000, 2400);
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    judge.write(new DataOutputStream(state));
    Judge after = new Judge(onlyLoad(), others, point -> 180_000);
    after.read(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
    assertEquals(List.of(), after.tick(70_000), "bay 2 is no more, bay 3 not heard");
    assertEquals(List.of(), after.feed("bay/3/power", 71_000, 1800));
    assertEquals(131_000, after.tick(140_000).get(0).at());
  }

  private static RuleCatalogue onlyLoad() {
    return new RuleCatalogue(List.of(RuleCatalogue.standard().rule("S09")));
  }
}
