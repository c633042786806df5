package cn.yizhan.bench.load;

import cn.yizhan.bench.process.HubProcess;
import java.io.IOException;

/** CPU and memory of a hub and its PostgreSQL over a stretch of time. */
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
    ProcessFigures.Memory memory = ProcessFigures.memory(hub.pid());
    return new Figures(
        ProcessFigures.own(hub.pid()) - hubStart,
        ProcessFigures.cpuSeconds(postgres) - postgresStart,
        memory.now(),
        memory.peak());
  }

  /**
   * What a hub used.
   *
   * @param hubCpuSeconds CPU time of the hub
   * @param postgresCpuSeconds CPU time of PostgreSQL with all its backends
   * @param rssMib resident memory of the hub at the end
   * @param peakRssMib highest resident memory of the hub since it started
   */
  record Figures(
      double hubCpuSeconds, double postgresCpuSeconds, double rssMib, double peakRssMib) {}
}
