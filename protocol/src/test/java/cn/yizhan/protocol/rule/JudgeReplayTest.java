package cn.yizhan.protocol.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found depends on the readings alone: random courses with fixed seeds. */
class JudgeReplayTest {
  private static final String[] POINTS = {
    "room/smoke", "bay/1/temperature", "bay/1/power", "bay/2/temperature", "supply/water/level"
  };

  private record Sample(String point, double at, double value) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void restartsAndTicksBetweenReadingsChangeNothing(long seed) {
    Random random = new Random(seed);
    List<Sample> samples = samples(random);
    Course plain = new Course();
    samples.forEach(sample -> plain.at(sample.at(), sample.point(), sample.value()));
    Course disturbed = new Course();
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
}
