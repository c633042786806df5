package cn.yizhan.edge.bays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.StationEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is heard and ordered, in whatever order. */
final class BaysPropertyTest {
  private static final long T0 = BayWatch.T0;
  private static final int STEPS = 3_000;

  /** One thing that happens, steady times since T0 in ms. */
  private record Step(long now, String what, int bay, double value, long age) {}

  private static final List<String> POINTS =
      List.of("power", "power", "power", "power", "energy", "relay", "plug", "temperature");

  private static final List<String> ACTS =
      List.of("tick", "tick", "tick", "pause", "stop", "on", "latch", "unlatch", "out", "in");

  private static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    long now = 0;
    for (int n = 0; n < STEPS; n++) {
      now += random.nextInt(12) == 0 ? random.nextInt(900_000) : random.nextInt(15_000);
      int bay = 2 + random.nextInt(2);
      boolean reading = random.nextInt(10) < 8;
      List<String> words = reading ? POINTS : ACTS;
      String what = words.get(random.nextInt(words.size()));
      long age = random.nextInt(10) == 0 ? random.nextInt(20_000) : 0;
      steps.add(new Step(now, what, bay, value(what, random), age));
    }
    return steps;
  }

  private static double value(String what, Random random) {
    return switch (what) {
      case "power" -> List.of(-5.0, 0.0, 0.5, 2.0, 7.0, 40.0, 150.0, 900.0).get(random.nextInt(8));
      case "energy" -> random.nextInt(4) == 0 ? 0 : random.nextInt(5_000);
      case "relay", "plug" -> random.nextInt(5) == 0 ? 0 : 1;
      default -> random.nextInt(90);
    };
  }

  private static Moment moment(long since) {
    return new Moment(T0 + since, T0 + since);
  }

  private static LongFunction<String> counting() {
    AtomicLong next = new AtomicLong();
    return now -> "id" + next.incrementAndGet();
  }

  private static Heard heard(Step step) {
    return BayWatch.heard(
        "bay/" + step.bay() + "/" + step.what(), step.value(), moment(step.now() - step.age()));
  }

  private static List<ChargingFact> play(Charging charging, Step step) {
    Moment now = moment(step.now());
    return switch (step.what()) {
      case "tick" -> charging.tick(now);
      case "pause" -> charging.ordered(step.bay(), false, null, now);
      case "stop" -> charging.ordered(step.bay(), false, StopReason.TIME_LIMIT, now);
      case "on" -> charging.ordered(step.bay(), true, null, now);
      case "latch" -> charging.latched(Map.of(step.bay(), StopReason.SMOKE), now);
      case "unlatch" -> charging.latched(Map.of(), now);
      case "out" -> charging.available(step.bay(), false, now);
      case "in" -> charging.available(step.bay(), true, now);
      default -> charging.hear(heard(step), now);
    };
  }

  private static final Map<Integer, BayUse> BAYS = BayWatch.BAYS;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void sessionsNeverOverlapAndNothingIsNegative(long seed) {
    Charging charging = new Charging(BAYS, counting());
    Map<String, Double> ended = new HashMap<>();
    Map<String, Object> open = new HashMap<>();
    int sessions = 0;
    for (Step step : steps(new Random(seed))) {
      for (ChargingFact fact : play(charging, step)) {
        if (fact instanceof ChargingFact.Told told) {
          StationEvent event = told.event();
          Object session = String.valueOf(event.data().get("session"));
          if (event.type().equals("session.started")) {
            assertEquals(null, open.put(event.subject(), session), "two at once");
            assertTrue(
                number(event, "start") >= ended.getOrDefault(event.subject(), 0.0),
                event.toString());
          } else {
            sessions++;
            assertEquals(session, open.remove(event.subject()));
            assertTrue(number(event, "energyWh") >= 0, event.toString());
            assertTrue(number(event, "seconds") >= 0, event.toString());
            assertTrue(number(event, "end") <= T0 / 1000.0 + step.now() / 1000.0);
            ended.put(event.subject(), number(event, "end"));
          }
        }
      }
    }
    assertTrue(sessions > 10, "sessions: " + sessions);
  }

  private static double number(StationEvent event, String key) {
    return event.data().get(key) instanceof Double value ? value : Double.NaN;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void theSameStepsGiveTheSameFactsAlsoOverRestartsAtAnyPoint(long seed) throws IOException {
    List<Step> steps = steps(new Random(seed));
    Charging one = new Charging(BAYS, counting());
    LongFunction<String> ids = counting();
    Charging other = new Charging(BAYS, ids);
    Random restarts = new Random(seed);
    for (Step step : steps) {
      assertEquals(play(one, step), play(other, step), step.toString());
      if (restarts.nextInt(7) == 0) {
        byte[] state = other.state(moment(step.now()));
        other = new Charging(BAYS, ids);
        other.restore(state, moment(step.now()));
        assertEquals(one.states(), other.states());
      }
    }
  }

  /** What a keeper wants of steps, and what was latched when it did. */
  private static List<KeeperOrder> play(Keeper keeper, Step step, Set<Integer> latched) {
    Moment now = moment(step.now());
    List<KeeperOrder> orders = new ArrayList<>();
    switch (step.what()) {
      case "tick" -> orders.addAll(keeper.tick(latched, now));
      case "pause" -> orders.addAll(keeper.hold(step.bay(), Hold.SHED, now));
      case "stop" -> orders.addAll(keeper.hold(step.bay(), Hold.STOPPED, now));
      case "on" -> {
        keeper.lift(step.bay(), Hold.SHED);
        keeper.start(step.bay(), step.value() > 45);
      }
      case "latch" -> {
        latched.add(step.bay());
        orders.addAll(keeper.latched(latched, now));
      }
      case "unlatch" -> latched.clear();
      case "out" -> orders.addAll(keeper.hold(step.bay(), Hold.OUT_OF_USE, now));
      case "in" -> keeper.lift(step.bay(), Hold.OUT_OF_USE);
      default -> orders.addAll(keeper.hear(heard(step), now));
    }
    orders.addAll(keeper.tick(latched, now));
    return orders;
  }

  private static final List<KeptBay> KEPT =
      List.of(new KeptBay(2, 120, true), new KeptBay(3, 30, false));

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
  void nothingLatchedHeldOrUnheardIsEverSwitchedOn(long seed) throws IOException {
    Keeper keeper = new Keeper(KEPT, counting());
    Keeper twin = new Keeper(KEPT, counting());
    Set<Integer> latched = new TreeSet<>();
    Set<Integer> twins = new TreeSet<>();
    Set<Integer> heard = new TreeSet<>();
    Random restarts = new Random(seed);
    boolean same = true;
    int switched = 0;
    for (Step step : steps(new Random(seed))) {
      if (step.what().equals("relay")) {
        heard.add(step.bay());
      }
      List<KeeperOrder> orders = play(keeper, step, latched);
      List<KeeperOrder> again = play(twin, step, twins);
      if (same) {
        assertEquals(orders, again);
      }
      for (KeeperOrder order : orders) {
        if (order instanceof KeeperOrder.Energise on) {
          switched++;
          assertFalse(latched.contains(on.bay()), step.toString());
          assertEquals(Set.of(), keeper.holds(on.bay()), step.toString());
          assertTrue(heard.contains(on.bay()), step.toString());
          assertTrue(keeper.stands(on), step.toString());
        }
      }
      if (restarts.nextInt(100) == 0) {
        byte[] state = keeper.state(moment(step.now()));
        keeper = new Keeper(KEPT, counting());
        keeper.restore(state, moment(step.now()));
        heard.clear();
        same = false;
      }
    }
    assertTrue(switched > 20, "switched on: " + switched);
  }
}
