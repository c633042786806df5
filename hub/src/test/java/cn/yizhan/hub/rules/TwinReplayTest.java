package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delay and restarts change when something is told, never what: random stories, fixed seeds. */
class TwinReplayTest {
  record Step(double at, Consumer<Story> act) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void restartsAndTicksChangeNothing(long seed) {
    Random random = new Random(seed);
    List<Step> steps = steps(random);
    Story plain = new Story();
    steps.forEach(step -> step.act().accept(plain));
    Story disturbed = new Story();
    double before = 0;
    for (Step step : steps) {
      if (random.nextInt(5) == 0) {
        disturbed.restart();
      }
      disturbed.tick(before + (step.at() - before) * random.nextDouble());
      step.act().accept(disturbed);
      before = step.at();
    }
    plain.tick(before + 90_000);
    disturbed.tick(before + 90_000);
    assertTrue(plain.facts().size() > 20, () -> "a dull story: " + plain.told());
    assertEquals(keys(plain), keys(disturbed));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26})
  void aBacklogTellsTheSameLater(long seed) {
    Random random = new Random(seed);
    List<Step> steps = steps(random);
    Story live = new Story();
    steps.forEach(step -> step.act().accept(live));
    Story late = new Story();
    int here = 0;
    while (here < steps.size()) {
      int until = Math.min(steps.size(), here + 1 + random.nextInt(300));
      late.birth(behind(steps, here, until, "data"), behind(steps, here, until, "event"));
      for (; here < until; here++) {
        late.delayed(steps.get(until - 1).at() - steps.get(here).at());
        steps.get(here).act().accept(late);
        if (random.nextInt(9) == 0) {
          late.restart();
        }
      }
    }
    for (String rule : List.of("S07", "S08", "S09", "S14", "S17")) {
      assertTrue(live.told().stream().anyMatch(line -> line.startsWith(rule)), rule);
    }
    live.tick(steps.get(steps.size() - 1).at() + 90_000);
    late.tick(steps.get(steps.size() - 1).at() + 90_000);
    assertEquals(keys(live), keys(late));
    assertTrue(late.facts().stream().anyMatch(Fact::retrospective));
  }

  /**
   * Nothing is heard for a time, while the hub's clock goes on; then the backlog comes. What is
   * dangerous lasts longer here than its holds, as else the hub would cry wolf, and may.
   */
  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42})
  void anOutageAtAnyPointChangesNothing(long seed) {
    Random random = new Random(seed);
    List<Step> steps = lasting(random);
    Story plain = new Story();
    steps.forEach(step -> step.act().accept(plain));
    Story cut = new Story();
    int here = 0;
    while (here < steps.size()) {
      int heard = Math.min(steps.size(), here + 1 + random.nextInt(60));
      for (; here < heard; here++) {
        double at = steps.get(here).at();
        cut.tick(at, at);
        steps.get(here).act().accept(cut);
      }
      int back = Math.min(steps.size(), here + random.nextInt(90));
      if (back == here) {
        continue;
      }
      double last = steps.get(here - 1).at();
      double until = steps.get(back - 1).at();
      for (double now = last; now <= Math.min(until, last + 205); now++) {
        cut.tick(now, last);
      }
      cut.birth(behind(steps, here, back, "data"), behind(steps, here, back, "event"));
      for (; here < back; here++) {
        cut.delayed(until - steps.get(here).at());
        steps.get(here).act().accept(cut);
      }
      cut.delayed(0);
    }
    double end = steps.get(steps.size() - 1).at() + 90_000;
    plain.tick(end);
    cut.tick(end);
    assertTrue(plain.facts().size() > 20, () -> "a dull story: " + plain.told());
    assertEquals(keys(plain), keys(cut));
  }

  /** Dangers that last, with lulls shorter or longer than what clears them. */
  private static List<Step> lasting(Random random) {
    List<Step> steps = new ArrayList<>();
    double at = 0;
    for (int i = 0; i < 120; i++) {
      int readings = 10 + random.nextInt(30);
      int which = random.nextInt(3);
      boolean danger = i % 2 == 0;
      for (int n = danger ? readings : 1 + random.nextInt(which == 1 ? 200 : 4); n > 0; n--) {
        at += 4;
        double time = at;
        steps.add(
            switch (which) {
              case 0 -> new Step(time, new Urgent(time, danger ? 1 : 0));
              case 1 -> new Step(time, s -> s.data(time, "bay/1/temperature", danger ? 58 : 40));
              default -> new Step(time, s -> s.data(time, "bay/1/power", danger ? 1500 : 0));
            });
      }
    }
    return steps;
  }

  private static long behind(List<Step> steps, int from, int to, String lane) {
    return steps.subList(from, to).stream()
        .filter(step -> (step.act() instanceof Urgent) == lane.equals("event"))
        .count();
  }

  record Urgent(double at, double value) implements Consumer<Story> {
    @Override
    public void accept(Story story) {
      if (value >= 100) {
        story.urgent(at, "room/co", value - 100);
        return;
      }
      story.urgent(
          at, value > 20 ? "supply/water/level" : "room/smoke", value > 20 ? value - 21 : value);
    }
  }

  /** Keys of all facts, none of them twice. */
  private static Set<String> keys(Story story) {
    Set<String> keys = new TreeSet<>();
    for (Fact fact : story.facts()) {
      assertTrue(keys.add(fact.key()), () -> "told twice: " + fact);
    }
    return keys;
  }

  static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    double at = 0;
    double heat = 40;
    for (int i = 0; i < 3000; i++) {
      at += random.nextInt(40) == 0 ? random.nextInt(900) : random.nextInt(15_000) / 1000.0;
      at = Math.round(at * 1000) / 1000.0;
      double time = at;
      int which = random.nextInt(9);
      if (which > 4) {
        boolean urgent = which == 8;
        String point =
            urgent
                ? "room/co"
                : List.of("bay/1/state", "bay/1/order", "bay/2/power").get(which - 5);
        double value =
            switch (which) {
              case 5 -> random.nextInt(3);
              case 6 -> random.nextInt(4) == 0 ? 1 : 0;
              case 7 -> random.nextInt(8) == 0 ? random.nextInt(4500) : 8;
              default -> random.nextInt(40) == 0 ? 110 : random.nextInt(55);
            };
        steps.add(
            new Step(
                time, urgent ? new Urgent(time, value + 100) : s -> s.data(time, point, value)));
      } else if (which == 0) {
        double value =
            random.nextBoolean() ? random.nextInt(12) + 21 : (random.nextInt(40) == 0 ? 1 : 0);
        steps.add(new Step(time, new Urgent(time, value)));
      } else if (which == 1) {
        double power = random.nextInt(4) == 0 ? random.nextInt(1600) : 0;
        steps.add(new Step(time, story -> story.data(time, "bay/1/power", power)));
      } else {
        heat = Math.max(10, heat + random.nextGaussian() * 4 - (heat - 47) / 9);
        double value = heat;
        steps.add(new Step(time, story -> story.data(time, "bay/1/temperature", value)));
      }
    }
    return steps;
  }
}
