package cn.yizhan.bench.demo;

import cn.yizhan.bench.sim.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in the demonstration, and in which order. */
final class Programme {
  private static final Duration PAUSE = Duration.ofMinutes(2);

  private final Narrator narrator;
  private final Hints hints;
  private final List<DemoDistrict.Station> stations;
  private DemoDistrict.@Nullable Station silent;
  private DemoDistrict.@Nullable Station dry;

  Programme(Narrator narrator, Hints hints, List<DemoDistrict.Station> stations) {
    this.narrator = narrator;
    this.hints = hints;
    this.stations = stations;
  }

  /** Runs until the thread is interrupted or the process ends. */
  void run() throws IOException, InterruptedException {
    hints.places();
    narrator.forgetEarlier();
    narrator.stationsReport();
    narrator.happens(1, Fault.OVERHEAT, "S02", "a battery overheats");
    dry = narrator.happens(2, Fault.WATER_LOW, "R01", "the water is nearly gone");
    silent = narrator.happens(4, Fault.SILENT, "A01", "power and line fail");
    hints.tryThese(stations.get(0));
    narrator.people();
    for (int turn = 0; ; turn++) {
      Thread.sleep(PAUSE.toMillis());
      small(turn);
      narrator.people();
    }
  }

  /** One small event; what goes wrong is put right again two events later. */
  private void small(int turn) throws IOException, InterruptedException {
    switch (turn % 4) {
      case 0 -> silent = mended(silent, Fault.BACK, "power and line are back");
      case 1 -> dry = mended(dry, Fault.RESTOCK, "restocked");
      case 2 -> silent = narrator.happens(turn, Fault.SILENT, "A01", "power and line fail");
      default -> dry = narrator.happens(turn, Fault.WATER_LOW, "R01", "the water is nearly gone");
    }
  }

  private DemoDistrict.@Nullable Station mended(
      DemoDistrict.@Nullable Station station, Fault fault, String what) throws IOException {
    if (station != null) {
      narrator.mends(station, fault, what);
    }
    return null;
  }
}
