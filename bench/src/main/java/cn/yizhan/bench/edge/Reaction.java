package cn.yizhan.bench.edge;

import cn.yizhan.bench.figures.Latencies;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Plugs that obey: from publishing the first dangerous reading to the order to switch off arriving
 * at the plug. After each round the latch is taken off and the bay switched on again.
 */
final class Reaction implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double DANGEROUS = 80;
  private static final double HARMLESS = 25;

  private final List<BenchPlug> plugs = new ArrayList<>();
  private final Set<Integer> dark = ConcurrentHashMap.newKeySet();
  private final Set<Integer> latched = ConcurrentHashMap.newKeySet();
  private volatile long lastOrder;

  /** Connects a plug for each bay, all of them on. */
  Reaction(Vertx vertx, int port) {
    for (int bay = 1; bay <= BenchStation.BAYS; bay++) {
      int number = bay;
      plugs.add(
          BenchPlug.connect(
              vertx, "plug-" + bay, port, (topic, content) -> hear(number, topic, content)));
    }
    for (int bay = 1; bay <= BenchStation.BAYS; bay++) {
      switchOn(bay);
    }
  }

  private BenchPlug plug(int bay) {
    return plugs.get(bay - 1);
  }

  private void hear(int bay, String topic, String content) {
    if (topic.endsWith("/set")) {
      if (content.contains("bay/" + bay + "/relay\"") && content.contains("\"vb\":false")) {
        lastOrder = System.nanoTime();
        dark.add(bay);
        plug(bay).points(BenchStation.relay(bay, false));
      }
    } else if (content.contains("\"bay\":" + bay + ",")) {
      if (content.contains("\"reason\":null")) {
        latched.remove(bay);
      } else {
        latched.add(bay);
      }
    }
  }

  private void switchOn(int bay) {
    plug(bay).points(BenchStation.relay(bay, true));
    dark.remove(bay);
  }

  /**
   * One overheated bay a round, each bay in turn.
   *
   * @param rounds at most so many
   * @param more false when no further round is wanted
   */
  Latencies heat(int rounds, BooleanSupplier more) {
    Latencies took = new Latencies();
    for (int round = 0; round < rounds && more.getAsBoolean(); round++) {
      int bay = 1 + round % BenchStation.BAYS;
      plug(bay).points(BenchStation.temperature(bay, HARMLESS));
      long began = System.nanoTime();
      plug(bay).points(BenchStation.temperature(bay, DANGEROUS));
      Waits.until("bay " + bay + " is cut", PATIENCE, () -> dark.contains(bay));
      took.add(lastOrder - began);
      plug(bay).points(BenchStation.temperature(bay, HARMLESS));
      reset(bay, "{\"bay\":" + bay + "}", Set.of(bay));
    }
    return took;
  }

  /** Smoke: from the reading to the last of the ten bays. */
  Latencies smoke(int rounds) {
    Latencies took = new Latencies();
    Set<Integer> all = Set.copyOf(latchedAll());
    for (int round = 0; round < rounds; round++) {
      int by = 1 + round % BenchStation.BAYS;
      long began = System.nanoTime();
      plug(by).points("[{\"n\":\"room/smoke\",\"vb\":true}]");
      Waits.until("all bays are cut", PATIENCE, () -> dark.containsAll(all));
      took.add(lastOrder - began);
      plug(by).points("[{\"n\":\"room/smoke\",\"vb\":false}]");
      reset(by, "{\"station\":true}", all);
    }
    return took;
  }

  private static List<Integer> latchedAll() {
    List<Integer> all = new ArrayList<>();
    for (int bay = 1; bay <= BenchStation.BAYS; bay++) {
      all.add(bay);
    }
    return all;
  }

  /** The display says when it is done; a reset while the cause still holds is asked for again. */
  private void reset(int by, String order, Set<Integer> bays) {
    Waits.until("the latch is shown", PATIENCE, () -> latched.containsAll(bays));
    long[] again = {0};
    Waits.until(
        "the latch is off",
        PATIENCE,
        () -> {
          if (System.nanoTime() > again[0]) {
            again[0] = System.nanoTime() + Duration.ofMillis(200).toNanos();
            plug(by).publish("reset", order);
          }
          return bays.stream().noneMatch(latched::contains);
        });
    bays.forEach(this::switchOn);
  }

  @Override
  public void close() {
    plugs.forEach(BenchPlug::close);
  }
}
