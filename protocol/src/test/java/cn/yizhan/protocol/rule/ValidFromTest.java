package cn.yizhan.protocol.rule;

import static cn.yizhan.protocol.rule.ConditionsTest.POINT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.rule.ConditionsTest.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidFromTest {
  private static final String PLAIN =
      """
      "subject": "station", "levels": [{"severity": "minor", "hold": "hold", "when": [
        {"point": "room/people", "test": "above", "limit": "limit"}]}],
      "clear": {"when": [{"point": "room/people", "test": "atMost", "limit": "limit"}]},
      """;

  private static Registration limit(double limit) {
    return new Registration(
        Map.of(), Map.of(), new Thresholds(Map.of("T1", Map.of("limit", limit))));
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43, 44})
  void aThresholdCountsFromItsEventTimeHoweverLateTheReadingsCome(long seed) {
    Random random = new Random(seed);
    List<Sample> samples = ConditionsTest.samples(random, 20);
    NavigableMap<Long, Registration> course =
        new TreeMap<>(
            Map.of(Long.MIN_VALUE, limit(10), 1_500_000L, limit(4), 4_000_000L, limit(15)));
    List<List<String>> all = new ArrayList<>();
    // known from the beginning; when the readings have come to it; and after a restart in between
    for (int known : new int[] {0, 1_500, 700}) {
      Course told = new Course(() -> ConditionsTest.judge(PLAIN, limit(10)));
      boolean revised = false;
      for (Sample sample : samples) {
        if (!revised && sample.at() > known) {
          told.judge().revise(course);
          revised = true;
        }
        told.at(sample.at(), POINT, sample.value());
        if (known == 700 && revised && random.nextInt(9) == 0) {
          told.restart();
          told.judge().revise(course);
        }
      }
      all.add(told.found());
    }
    List<String> plain = new ArrayList<>();
    Course naive = new Course(() -> ConditionsTest.judge(PLAIN, limit(10)));
    samples.forEach(sample -> naive.at(sample.at(), POINT, sample.value()));
    naive.found().forEach(plain::add);
    assertEquals(all.get(0), all.get(1));
    assertEquals(all.get(0), all.get(2));
    assertTrue(!all.get(0).equals(plain), "the thresholds made no difference");
  }
}
