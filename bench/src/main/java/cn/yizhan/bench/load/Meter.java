package cn.yizhan.bench.load;

import cn.yizhan.bench.process.HubProcess;
import java.io.IOException;

/** CPU time of a hub and its PostgreSQL over a stretch of time. */
final class Meter {
  private final ProcessHandle hub;
  private final ProcessHandle postgres;
  private final double hubStart;
  private final double postgresStart;

  private Meter(ProcessHandle hub, ProcessHandle postgres) throws IOException {
    this.hub = hub;
    this.postgres = postgres;
    this.hubStart = ProcessFigures.own(hub.pid());
    this.postgresStart = ProcessFigures.cpuSeconds(postgres);
  }

  /**
   * Begins to measure.
   *
   * @throws IOException when a process is gone
   */
  static Meter start(HubProcess hub) throws IOException {
    return new Meter(hub.handle(), hub.postgres());
  }

  /**
   * What was used since the start.
   *
   * @throws IOException when a process is gone
   */
  Figures stop() throws IOException {
    return new Figures(
        ProcessFigures.own(hub.pid()) - hubStart,
        ProcessFigures.cpuSeconds(postgres) - postgresStart);
  }

  /**
   * CPU time that was used.
   *
   * @param hubSeconds by the hub
   * @param postgresSeconds by PostgreSQL with all its backends, those that have ended included
   */
  record Figures(double hubSeconds, double postgresSeconds) {}
}
