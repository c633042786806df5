package cn.yizhan.bench.demo;

import cn.yizhan.bench.sim.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the demonstration, and in which order. A step that fails is told and the next one
 * follows.
 */
final class Programme {
  private static final Duration PAUSE = Duration.ofMinutes(2);

  private final Narrator narrator;
  private final Hints hints;
  private final DemoAccess access;
  private final List<DemoDistrict.Station> stations;
  private DemoDistrict.@Nullable Station silent;
  private DemoDistrict.@Nullable Station dry;

  Programme(
      Narrator narrator, Hints hints, DemoAccess access, List<DemoDistrict.Station> stations) {
    this.narrator = narrator;
    this.hints = hints;
    this.access = access;
    this.stations = stations;
  }

  /**
   * Runs until the thread is interrupted or the process ends.
   *
   * @throws InterruptedException when it is interrupted
   */
  void run() throws InterruptedException {
    step(hints::places);
    step(narrator::forgetEarlier);
    step(narrator::stationsReport);
    step(narrator::people);
    step(this::overheats);
    step(() -> runsDry(2));
    step(() -> fallsSilent(4));
    step(() -> hints.tryThese(stations.get(0)));
    step(narrator::people);
    for (int turn = 0; ; turn++) {
      Thread.sleep(PAUSE.toMillis());
      int now = turn;
      step(() -> small(now));
      step(narrator::people);
      step(access::freshen);
    }
  }

  private void step(Step step) throws InterruptedException {
    try {
      step.happen();
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      narrator.skips(e);
    }
  }

  /** One small event; what goes wrong is put right again two events later. */
  private void small(int turn) throws IOException, InterruptedException {
    switch (turn % 4) {
      case 0 -> {
        narrator.mends(silent, Fault.BACK, "power and line are back");
        silent = null;
      }
      case 1 -> {
        narrator.mends(dry, Fault.RESTOCK, "restocked");
        dry = null;
      }
      case 2 -> fallsSilent(turn);
      default -> runsDry(turn);
    }
  }

  private void overheats() throws IOException, InterruptedException {
    narrator.happens(narrator.quiet("S02", 1), Fault.OVERHEAT, "S02", "a battery overheats");
  }

  private void runsDry(int from) throws IOException, InterruptedException {
    dry = narrator.quiet("R01", from);
    narrator.happens(dry, Fault.WATER_LOW, "R01", "the water is nearly gone");
  }

  private void fallsSilent(int from) throws IOException, InterruptedException {
    silent = narrator.quiet("A01", from);
    narrator.happens(silent, Fault.SILENT, "A01", "power and line fail");
  }

  /** A part of the programme. */
  @FunctionalInterface
  private interface Step {
    void happen() throws IOException, InterruptedException;
  }
}
