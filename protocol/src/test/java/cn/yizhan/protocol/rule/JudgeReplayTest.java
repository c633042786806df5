package cn.yizhan.protocol.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found depends on the readings alone: random courses with fixed seeds. */
class JudgeReplayTest {
  private static final String[] POINTS = {
    "room/smoke", "bay/1/temperature", "bay/1/power", "bay/2/temperature", "supply/water/level"
  };

  /** Points of which some rule asks together with others, and some of the other lane. */
  private static final String[] TOGETHER = {
    "bay/1/power",
    "bay/1/state",
    "bay/1/order",
    "bay/2/power",
    "bay/2/state",
    "mains/voltage",
    "mains/leakage",
    "room/co",
    "sos",
    "e-stop",
    "room/water-leak"
  };

  private static final int IN_DATA_LANE = 7;

  private record Sample(String point, double at, double value) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void restartsAndTicksBetweenReadingsChangeNothing(long seed) {
    Random random = new Random(seed);
    List<Sample> samples = samples(random);
    disturb(random, samples, new Course(), new Course());
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43, 44, 45, 46, 47, 48})
  void norDoTheyWhereARuleAsksAboutSeveralPoints(long seed) {
    Random random = new Random(seed);
    List<Sample> samples = together(random);
    disturb(random, samples, new Course(Course.WIRED), new Course(Course.WIRED));
  }

  private static void disturb(Random random, List<Sample> samples, Course plain, Course disturbed) {
    samples.forEach(sample -> plain.at(sample.at(), sample.point(), sample.value()));
    double before = 0;
    for (Sample sample : samples) {
      for (int n = random.nextInt(3); n > 0; n--) {
        disturbed.tick(before + (sample.at() - before) * random.nextDouble());
      }
      if (random.nextInt(4) == 0) {
        disturbed.restart();
      }
      disturbed.at(sample.at(), sample.point(), sample.value());
      before = sample.at();
    }
    assertTrue(plain.found().size() > 20, () -> "a dull course: " + plain.found());
    plain.tick(before);
    disturbed.tick(before);
    assertEquals(sorted(plain), sorted(disturbed));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void pointsMayBeFedOneAfterTheOther(long seed) {
    List<Sample> samples = samples(new Random(seed));
    Course mixed = new Course();
    samples.forEach(sample -> mixed.at(sample.at(), sample.point(), sample.value()));
    Course apart = new Course();
    for (String point : POINTS) {
      for (Sample sample : samples) {
        if (sample.point().equals(point)) {
          apart.at(sample.at(), point, sample.value());
        }
      }
    }
    assertEquals(sorted(mixed), sorted(apart));
  }

  @ParameterizedTest
  @ValueSource(longs = {51, 52, 53, 54, 55, 56})
  void lanesMayBeFedOneAfterTheOther(long seed) {
    List<Sample> samples = together(new Random(seed));
    Course mixed = new Course(Course.WIRED);
    samples.forEach(sample -> mixed.at(sample.at(), sample.point(), sample.value()));
    List<String> dataLane = List.of(TOGETHER).subList(0, IN_DATA_LANE);
    Course apart = new Course(Course.WIRED);
    for (boolean data : new boolean[] {false, true}) {
      samples.stream()
          .filter(sample -> dataLane.contains(sample.point()) == data)
          .forEach(sample -> apart.at(sample.at(), sample.point(), sample.value()));
    }
    double end = samples.get(samples.size() - 1).at();
    mixed.tick(end);
    apart.tick(end);
    assertEquals(sorted(mixed), sorted(apart));
  }

  @Test
  void theCoursesShowEveryRuleOfTheStationsOwnActs() {
    Set<String> rules = new TreeSet<>();
    for (long seed = 51; seed <= 56; seed++) {
      Course course = new Course(Course.WIRED);
      together(new Random(seed)).forEach(s -> course.at(s.at(), s.point(), s.value()));
      course.found().forEach(line -> rules.add(line.substring(0, 3)));
    }
    assertEquals(
        "[S03, S04, S05, S06, S07, S08, S09, S10, S11, S13, S14, S16, S17, V01]", rules.toString());
  }

  private static List<String> sorted(Course course) {
    List<String> lines = new ArrayList<>(course.found());
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private static List<Sample> samples(Random random) {
    List<Sample> samples = new ArrayList<>();
    double[] last = {0, 30, 100, 30, 12};
    double at = 0;
    for (int i = 0; i < 4000; i++) {
      at += random.nextInt(50) == 0 ? random.nextInt(700) : random.nextInt(15_000) / 1000.0;
      int which = random.nextInt(POINTS.length);
      last[which] =
          switch (which) {
            case 0 -> random.nextInt(30) == 0 ? 1 : 0;
            case 2 -> random.nextInt(20) == 0 ? random.nextInt(1500) : last[which];
            case 4 -> random.nextInt(8) == 0 ? random.nextInt(12) : last[which];
            default ->
                Math.max(10, last[which] + random.nextGaussian() * 4 - (last[which] - 48) / 9);
          };
      samples.add(new Sample(POINTS[which], at, last[which]));
    }
    return samples;
  }

  /** Phases of some minutes, in each of which a point stays near a value drawn for it. */
  private static List<Sample> together(Random random) {
    List<Sample> samples = new ArrayList<>();
    double[] now = new double[TOGETHER.length];
    double[] power = {0, 4, 8, 20, 600, 1200, 2900};
    double at = 0;
    for (int i = 0; i < 12_000; i++) {
      at += random.nextInt(900) == 0 ? random.nextInt(700) : random.nextInt(9_000) / 1000.0;
      int which = random.nextInt(TOGETHER.length);
      if (random.nextInt(which < 2 ? 120 : 25) == 0) {
        now[which] =
            switch (TOGETHER[which]) {
              case "bay/1/power", "bay/2/power" -> power[random.nextInt(power.length)];
              case "bay/1/state", "bay/2/state" -> random.nextInt(3) * 2;
              case "mains/voltage" -> 190 + random.nextInt(70);
              case "mains/leakage" -> random.nextInt(5) / 100.0;
              case "room/co" -> random.nextInt(130);
              default -> random.nextInt(2);
            };
      }
      samples.add(new Sample(TOGETHER[which], at, now[which]));
    }
    return samples;
  }
}
