package cn.yizhan.bench.edge;

import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The station that is measured: ten bays with four points each, all of which change by more than
 * their deadband from second to second, so that nothing is thinned. Pure but for its file.
 */
final class BenchStation {
  static final String CODE = "bench-01";
  static final int BAYS = 10;
  static final int POINTS = 4 * BAYS;

  /** The item whose level numbers the events: every level is news, and is told at once. */
  static final String COUNTER = "supply/water/level";

  private static final int STEPS = 7;

  private BenchStation() {}

  /**
   * What an agent is started with.
   *
   * @param folder where the file goes
   * @param hubPort where its hub listens, on loopback
   * @throws IOException when it cannot be written
   */
  static Path enrolment(Path folder, int hubPort) throws IOException {
    return Files.writeString(
        folder.resolve("station.enrol"),
        "{\"station\":\"%s\",\"hub\":\"mqtt://127.0.0.1:%d\",\"secret\":\"bench\",\"bays\":%s,\"items\":[\"water\"]}"
            .formatted(CODE, hubPort, bays()));
  }

  /** The bays as JSON. */
  static String bays() {
    return IntStream.rangeClosed(1, BAYS)
        .mapToObj(bay -> "{\"number\":" + bay + ",\"use\":\"e-bike\"}")
        .toList()
        .toString();
  }

  /** What the hardware of a bay says in a second, as a SenML pack. */
  static String pack(int bay, long second) {
    StringBuilder pack = new StringBuilder();
    for (Reading reading : readings(bay, second, 0)) {
      String name = reading.point().substring(reading.point().lastIndexOf('/') + 1);
      pack.append(pack.isEmpty() ? "" : ",")
          .append(
              "{\"n\":\"%s\",\"u\":\"%s\",\"v\":%s}"
                  .formatted(reading.point(), unit(name), reading.value()));
    }
    return "[" + pack + "]";
  }

  /** What all bays together say in a second, as a SenML pack. */
  static String wholePack(long second) {
    return "["
        + IntStream.rangeClosed(1, BAYS)
            .mapToObj(bay -> pack(bay, second))
            .map(pack -> pack.substring(1, pack.length() - 1))
            .collect(Collectors.joining(","))
        + "]";
  }

  /** All that the station says in a second, read at that time. */
  static List<Reading> readings(long second, long at) {
    List<Reading> all = new ArrayList<>(POINTS);
    for (int bay = 1; bay <= BAYS; bay++) {
      all.addAll(readings(bay, second, at));
    }
    return all;
  }

  private static List<Reading> readings(int bay, long second, long at) {
    double step = (second + bay) % STEPS;
    String prefix = "bay/" + bay + "/";
    return List.of(
        new Reading(prefix + "power", at, rounded(180 + 11.3 * step)),
        new Reading(prefix + "voltage", at, rounded(222 + 1.7 * step)),
        new Reading(prefix + "temperature", at, rounded(28 + 0.6 * step)),
        new Reading(prefix + "energy", at, 1000 + 12.0 * second));
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static String unit(String name) {
    return Map.of("power", "W", "voltage", "V", "temperature", "Cel", "energy", "Wh")
        .getOrDefault(name, "");
  }

  /** A temperature of a bay, as a SenML pack. */
  static String temperature(int bay, double celsius) {
    return String.format(
        Locale.ROOT, "[{\"n\":\"bay/%d/temperature\",\"u\":\"Cel\",\"v\":%.1f}]", bay, celsius);
  }

  /** The relay of a bay, as a SenML pack. */
  static String relay(int bay, boolean closed) {
    return "[{\"n\":\"bay/" + bay + "/relay\",\"vb\":" + closed + "}]";
  }

  /** The points of the station. */
  static PointScope scope() {
    List<Config.Bay> bays =
        IntStream.rangeClosed(1, BAYS).mapToObj(bay -> new Config.Bay(bay, BayUse.E_BIKE)).toList();
    return PointCatalogue.standard().scope(bays, List.of("water"), List.of());
  }
}
