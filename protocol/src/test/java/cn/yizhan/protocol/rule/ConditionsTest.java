package cn.yizhan.protocol.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.BayUse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules can ask, held against a plain reckoning of random courses with fixed seeds. */
class ConditionsTest {
  static final String POINT = "room/people";
  private static final String HEAD = "[{\"id\": \"T1\", \"version\": 1, ";
  private static final String TAIL =
      """
      "thresholds": {
        "limit": {"value": 10, "unit": "count", "source": "a test"},
        "count": {"value": 3, "unit": "count", "source": "a test"},
        "window": {"value": 60, "unit": "s", "source": "a test"},
        "share": {"value": 1, "unit": "1", "source": "a test"},
        "hold": {"value": 20, "unit": "s", "source": "a test"},
        "silent": {"value": 300, "unit": "s", "source": "a test"}},
      "deadlines": {"acknowledge": null, "resolve": null, "recheck": null},
      "title": {"zh": "a", "en": "a"}, "whatToDo": []}]""";

  static Judge judge(String body, Registration registration) {
    try {
      RuleCatalogue rules =
          new RuleCatalogue(
              RuleJson.read(new ByteArrayInputStream((HEAD + body + TAIL).getBytes(UTF_8))));
      return new Judge(rules, registration, point -> Long.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Course course(String body) {
    return new Course(() -> judge(body, Course.STATION));
  }

  record Sample(int at, double value) {}

  static List<Sample> samples(Random random, int longest) {
    List<Sample> samples = new ArrayList<>();
    int at = 0;
    double value = 0;
    for (int i = 0; i < 600; i++) {
      at += 1 + random.nextInt(longest);
      value = random.nextInt(4) == 0 ? random.nextInt(20) : value;
      samples.add(new Sample(at, value));
    }
    return samples;
  }

  /** Feeds the samples with ticks in between, and restarts where asked. */
  private static List<String> judged(String body, List<Sample> samples, boolean restarts) {
    Random random = new Random(7);
    Course course = course(body);
    int before = 0;
    for (Sample sample : samples) {
      if (restarts) {
        course.tick(before + (sample.at() - before) * random.nextDouble());
        course.restart();
      }
      course.at(sample.at(), POINT, sample.value());
      before = sample.at();
    }
    course.tick(before);
    return course.found();
  }

  private static final String WINDOW =
      """
      "subject": "station", "levels": [{"severity": "minor", "when": [
        {"point": "room/people", "test": "above", "limit": "limit",
         "count": "count", "window": "window"}]}],
      "clear": {"when": [
        {"point": "room/people", "test": "above", "limit": "limit",
         "fewerThan": "count", "window": "window"}]},
      """;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void readingsAreCountedInAWindowAndLeaveItInTime(long seed) {
    List<Sample> samples = samples(new Random(seed), 40);
    List<String> expected = new ArrayList<>();
    boolean raised = false;
    int end = samples.get(samples.size() - 1).at();
    for (int t = 0; t <= end; t++) {
      int now = t;
      long count =
          samples.stream()
              .filter(s -> s.at() <= now && s.at() > now - 60 && s.value() > 10)
              .count();
      boolean holds = count >= 3;
      if (holds != raised) {
        raised = holds;
        expected.add("T1 station %s minor %d".formatted(holds ? "raised" : "cleared", t));
      }
    }
    assertTrue(expected.size() > 6, () -> "a dull course: " + expected);
    assertEquals(expected, judged(WINDOW, samples, false));
    assertEquals(expected, judged(WINDOW, samples, true));
  }

  @Test
  void aReadingOfTheSameTimeReplacesTheOneItCounted() {
    Course course = course(WINDOW).at(1, POINT, 11).at(2, POINT, 11).at(3, POINT, 11);
    assertEquals(List.of("T1 station raised minor 3"), course.found());
    course = course(WINDOW).at(1, POINT, 11).at(2, POINT, 11).at(2, POINT, 12).at(2, POINT, 3);
    assertEquals(List.of(), course.at(3, POINT, 11).found());
  }

  private static final String SILENT =
      """
      "subject": "station", "levels": [{"severity": "minor", "when": [
        {"point": "room/people", "test": "silent", "limit": "silent"}]}],
      "clear": {"when": [{"point": "room/people", "test": "heard", "limit": "silent"}]},
      """;

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void silenceIsTimeInWhichTheStationIsHeardAndThePointIsNot(long seed) {
    Random random = new Random(seed);
    for (boolean restarts : new boolean[] {false, true}) {
      Course course = course(SILENT);
      List<String> expected = new ArrayList<>();
      int quiet = 0;
      boolean raised = false;
      int now = 0;
      course.at(0, POINT, 5).tick(0);
      for (int i = 0; i < 800; i++) {
        boolean outage = random.nextInt(30) == 0;
        int step = outage ? 600 + random.nextInt(9_000) : 1 + random.nextInt(50);
        now += step;
        quiet += outage ? 60 : step;
        course.tick(now);
        if (!raised && quiet >= 300) {
          raised = true;
          expected.add("T1 station raised minor " + now);
        }
        if (restarts) {
          course.restart();
        }
        if (random.nextInt(10) == 0) {
          course.at(now, POINT, 5);
          quiet = 0;
          if (raised) {
            raised = false;
            expected.add("T1 station cleared minor " + now);
          }
        }
      }
      assertTrue(expected.size() > 6, () -> "a dull course: " + expected);
      assertEquals(expected, course.found());
    }
  }

  @Test
  void aGapBetweenReadingsIsNoSilenceAndNothingIsMissedThatWasNeverHeard() {
    Course course = course(SILENT).at(0, POINT, 5).at(90_000, POINT, 5);
    assertEquals(List.of(), course.found());
    Course deaf = course(SILENT);
    for (int t = 0; t < 90_000; t += 30) {
      deaf.tick(t);
    }
    assertEquals(List.of(), deaf.found());
  }

  @Test
  void aStationThatIsNotHeardAddsNothingToASilence() {
    Course course = course(SILENT).at(0, POINT, 5);
    for (int t = 0; t < 90_000; t += 30) {
      course.tick(t, 200);
    }
    assertEquals(List.of(), course.found());
  }

  private static final String EITHER =
      """
      "subject": "station", "levels": [{"severity": "minor", "hold": "hold", "when": [
        {"point": "room/people", "test": "above", "limit": "limit"}],
        "or": [[{"point": "room/humidity", "test": "above", "limit": "limit"},
                {"point": "room/temperature", "test": "below", "limit": "limit"}]]}],
      "clear": {"when": [{"point": "room/people", "test": "atMost", "limit": "limit"}],
        "or": [[{"point": "room/humidity", "test": "atMost", "limit": "limit"}]]},
      """;

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void oneOfSeveralListsOfQuestionsIsEnoughAndTheyShareTheHold(long seed) {
    Random random = new Random(seed);
    String[] points = {POINT, "room/humidity", "room/temperature"};
    Double[] known = new Double[3];
    Course course = course(EITHER);
    List<String> expected = new ArrayList<>();
    int since = -1;
    boolean raised = false;
    for (int t = 0; t < 6_000; t++) {
      if (!raised && since >= 0 && t - since >= 20) {
        raised = true;
        expected.add("T1 station raised minor " + t);
      }
      if (random.nextInt(12) == 0) {
        int which = random.nextInt(3);
        known[which] = (double) random.nextInt(20);
        course.at(t, points[which], known[which]);
      } else {
        course.tick(t);
      }
      boolean first = known[0] != null && known[0] > 10;
      boolean second = known[1] != null && known[1] > 10 && known[2] != null && known[2] < 10;
      boolean over = (known[0] != null && known[0] <= 10) || (known[1] != null && known[1] <= 10);
      since = first || second ? (since < 0 ? t : since) : -1;
      if (raised && since < 0 && over) {
        raised = false;
        expected.add("T1 station cleared minor " + t);
      }
    }
    assertTrue(expected.size() > 6, () -> "a dull course: " + expected);
    assertEquals(expected, course.found());
  }

  private static final String BAYS_IN_USE =
      """
      "subject": "station", "use": "e-bike", "levels": [{"severity": "info", "when": [
        {"point": "bay/*/state", "test": "atLeast", "limit": "share", "times": "station.bays",
         "words": ["Charging", "Finishing"]}]}],
      "clear": {"when": [
        {"point": "bay/*/state", "test": "below", "limit": "share", "times": "station.bays",
         "words": ["Charging", "Finishing"]}]},
      """;

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void baysOfOneUseAreCountedByTheirStates(long seed) {
    Registration registration =
        new Registration(
            Map.of(1, BayUse.E_BIKE, 2, BayUse.E_BIKE, 3, BayUse.PHONE),
            Map.of(),
            Thresholds.standard());
    Random random = new Random(seed);
    Course course = new Course(() -> judge(BAYS_IN_USE, registration));
    List<String> expected = new ArrayList<>();
    int[] states = {-1, -1, -1};
    boolean raised = false;
    for (int t = 0; t < 400; t++) {
      int bay = random.nextInt(3);
      states[bay] = random.nextInt(6);
      course.at(t, "bay/" + (bay + 1) + "/state", states[bay]);
      boolean full = true;
      for (int i = 0; i < 2; i++) {
        full &= states[i] == 2 || states[i] == 5;
      }
      if (full != raised) {
        raised = full;
        expected.add("T1 station %s info %d".formatted(full ? "raised" : "cleared", t));
      }
    }
    assertTrue(expected.size() > 6, () -> "a dull course: " + expected);
    assertEquals(expected, course.found());
    Registration phones =
        new Registration(Map.of(3, BayUse.PHONE), Map.of(), Thresholds.standard());
    Course none = new Course(() -> judge(BAYS_IN_USE, phones)).at(1, "bay/3/state", 2);
    assertEquals(List.of(), none.found());
  }
}
