package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A planned override counts from its event time on, whenever the readings come, however often, and
 * whatever becomes of the twin meanwhile: random stories, fixed seeds.
 */
class PlannedThresholdsTest {
  private static final List<Map<String, Map<String, Double>>> NUMBERS =
      List.of(
          Map.of("S02", Map.of("majorLimit", 59.0), "S03", Map.of("limit", 1600.0)),
          Map.of("S02", Map.of("majorLimit", 50.0), "S03", Map.of("limit", 1200.0)),
          Map.of("S03", Map.of("limit", 1600.0, "hold", 20.0)),
          Map.of("S02", Map.of("majorLimit", 57.0, "majorHold", 20.0)));

  private record Reading(double at, String point, double value) {}

  /** Readings, and overrides that begin in the middle of what is dangerous or is not. */
  private record Course(List<Reading> readings, NavigableMap<Long, Thresholds> planned) {}

  /** What is dangerous lasts longer after a beginning than any hold: the hub may cry wolf. */
  private static Course course(Random random) {
    List<Reading> readings = new ArrayList<>();
    NavigableMap<Long, Thresholds> planned =
        new TreeMap<>(Map.of(Long.MIN_VALUE, Thresholds.standard()));
    double at = 0;
    for (int i = 0; i < 120; i++) {
      boolean danger = i % 2 == 0;
      boolean heat = random.nextBoolean();
      int many = danger ? 22 + random.nextInt(20) : 1 + random.nextInt(heat ? 200 : 12);
      int begins = random.nextInt(3) == 0 && many > 12 ? 1 + random.nextInt(many - 12) : -1;
      for (int n = 0; n < many; n++) {
        at += 4;
        readings.add(
            heat
                ? new Reading(at, "bay/1/temperature", danger ? 58 : 40)
                : new Reading(at, "bay/1/power", danger ? 1500 : 0));
        if (n == begins) {
          Map<String, Map<String, Double>> numbers = NUMBERS.get(random.nextInt(NUMBERS.size()));
          planned.put(Math.round(at * 1000) + random.nextInt(4_000), new Thresholds(numbers));
        }
      }
    }
    return new Course(readings, planned);
  }

  private static Profile profile(NavigableMap<Long, Thresholds> planned) {
    return new Profile(
        7,
        Story.STATION.code(),
        Story.STATION.bays(),
        Story.STATION.items(),
        Thresholds.standard(),
        Story.STATION.wiring(),
        planned);
  }

  private static Set<String> keys(Story story) {
    Set<String> keys = new TreeSet<>();
    for (Fact fact : story.facts()) {
      assertTrue(keys.add(fact.key()), () -> "told twice: " + fact);
    }
    return keys;
  }

  private static Set<String> plain(Profile profile, Course course) {
    Story story = new Story(profile);
    course.readings().forEach(each -> story.data(each.at(), each.point(), each.value()));
    story.tick(end(course));
    return keys(story);
  }

  private static double end(Course course) {
    return course.readings().get(course.readings().size() - 1).at() + 90_000;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void delayRestartsAndRepetitionChangeNothing(long seed) {
    Random random = new Random(seed);
    Course course = course(random);
    Profile planned = profile(course.planned());
    Set<String> expected = plain(planned, course);
    assertTrue(expected.size() > 20, () -> "a dull story: " + expected);
    assertNotEquals(plain(Story.STATION, course), expected, "the overrides made no difference");

    Story story = new Story(Story.STATION);
    // a planned override is known some time before it begins, that of another day long before
    double known = course.planned().higherKey(Long.MIN_VALUE) / 1000.0 - random.nextInt(30);
    List<Reading> readings = course.readings();
    boolean told = false;
    int here = 0;
    while (here < readings.size()) {
      if (!told && readings.get(here).at() > known - 200) {
        story.registered(planned);
        told = true;
      }
      int held = Math.min(readings.size(), here + 1 + random.nextInt(4));
      double until = readings.get(held - 1).at();
      double heard = here == 0 ? 0 : readings.get(here - 1).at();
      // the line holds up some readings while the hub's clock goes on, for less than a hold of heat
      for (double now = heard; now <= until + 5; now++) {
        story.tick(now, heard);
      }
      for (; here < held; here++) {
        story.delayed(until + 5 - readings.get(here).at());
        Reading next = readings.get(here);
        story.data(next.at(), next.point(), next.value());
      }
      disturb(story, random, until);
    }
    story.tick(end(course));
    assertEquals(expected, keys(story));
  }

  /** The twin is made anew from its state, and what was folded in comes again. */
  private static void disturb(Story story, Random random, double now) {
    if (random.nextInt(4) == 0) {
      story.restart();
    }
    if (random.nextInt(4) == 0) {
      List<Arrival> arrivals = story.arrivals();
      for (Arrival again : arrivals.subList(Math.max(0, arrivals.size() - 9), arrivals.size())) {
        assertEquals(List.of(), story.twin().recall(again, Math.round(now * 1000)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void onePlannedAndWithdrawnBeforeItBeginsNeverWas(long seed) {
    Random random = new Random(seed);
    Course course = course(random);
    Story story = new Story(profile(course.planned()));
    double first = course.planned().higherKey(Long.MIN_VALUE) / 1000.0;
    boolean withdrawn = false;
    for (Reading each : course.readings()) {
      if (!withdrawn && each.at() > first - 20) {
        story.registered(Story.STATION);
        withdrawn = true;
      }
      story.data(each.at(), each.point(), each.value());
    }
    story.tick(end(course));
    assertEquals(plain(Story.STATION, course), keys(story));
  }
}
