package cn.yizhan.edge.testing;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Report;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a hub has been sent, and whether its numbers are as they should be. */
final class HubLedger {
  private final Map<Lane, LanePosition> positions = new EnumMap<>(Lane.class);
  private final List<Report> stored = new CopyOnWriteArrayList<>();
  private final List<String> gaps = new CopyOnWriteArrayList<>();
  private final List<String> repeated = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> cameOn = new HashMap<>();
  private volatile int duplicates;

  /** A report has come on a connection. */
  synchronized void store(Report report, int connection) {
    String number = report.epoch() + report.lane() + report.seq();
    if (Objects.equals(cameOn.put(number, connection), connection)) {
      repeated.add(number);
    }
    LanePosition last = positions.get(report.lane());
    boolean same = last != null && last.epoch().equals(report.epoch());
    if (last != null && same && report.seq() <= last.seq()) {
      duplicates = duplicates + 1;
      return;
    }
    if (last != null && same && report.seq() > last.seq() + 1) {
      gaps.add(report.lane().word() + " " + (last.seq() + 1) + ".." + (report.seq() - 1));
    }
    positions.put(report.lane(), new LanePosition(report.epoch(), report.seq()));
    stored.add(report);
  }

  synchronized void pretend(Lane lane, LanePosition position) {
    positions.put(lane, position);
  }

  synchronized Map<Lane, LanePosition> positions() {
    return Map.copyOf(positions);
  }

  List<Report> stored() {
    return stored;
  }

  List<String> gaps() {
    return gaps;
  }

  List<String> repeated() {
    return repeated;
  }

  int duplicates() {
    return duplicates;
  }

  /** The configuration as it is sent: with the time, and where the lanes stand. */
  Config config(Config wanted) {
    return new Config(
        wanted.version(),
        System.currentTimeMillis(),
        positions(),
        wanted.rules(),
        wanted.bays(),
        wanted.deadbands(),
        wanted.texts(),
        wanted.breaker());
  }
}
