package cn.yizhan.bench.demo;

import cn.yizhan.bench.sim.AgentAddress;
import cn.yizhan.bench.sim.Fault;
import cn.yizhan.bench.sim.Line;
import cn.yizhan.bench.sim.SimulatedHardware;
import cn.yizhan.bench.sim.StationModel;
import cn.yizhan.edge.AgentConfig;
import cn.yizhan.edge.EdgeAgent;
import cn.yizhan.edge.Enrolment;
import cn.yizhan.edge.LocalSide;
import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.JournalThreads;
import cn.yizhan.edge.stationfile.BaySetup;
import cn.yizhan.edge.stationfile.Buses;
import cn.yizhan.edge.uplink.HubAddress;
import cn.yizhan.protocol.Lane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One station of the demonstration: its agent, and hardware that speaks MQTT to it. */
final class AgentHost {
  private final Vertx vertx;
  private final AgentConfig config;
  private final StationModel model;
  private final long periodMs;
  private @Nullable EdgeAgent agent;
  private @Nullable SimulatedHardware hardware;
  private @Nullable Line line;

  private AgentHost(Vertx vertx, AgentConfig config, StationModel model, long periodMs) {
    this.vertx = vertx;
    this.config = config;
    this.model = model;
    this.periodMs = periodMs;
  }

  /**
   * A station that is not yet running.
   *
   * @throws IOException when its enrolment cannot be read
   */
  static AgentHost of(
      Vertx vertx,
      DemoFolder folder,
      DemoDistrict.Station station,
      JournalThreads threads,
      AckMeter meter,
      long periodMs)
      throws IOException {
    Enrolment enrolment = Enrolment.read(folder.enrolment(station.code()));
    AgentConfig config =
        AgentConfig.of(
                enrolment,
                folder.agents().resolve(station.code()),
                new LocalSide(
                    new LocalAddress("127.0.0.1", 0, Map.of()),
                    null,
                    DemoWiring.of(station),
                    station.bays().stream().map(BaySetup::of).toList(),
                    Buses.NONE),
                threads)
            .watchedBy(meter);
    Map<String, Double> capacities = station.capacities();
    StationModel model = new StationModel(station.bays(), capacities, station.code().hashCode());
    return new AgentHost(vertx, config, model, periodMs);
  }

  /** Starts the agent, then the hardware. */
  Future<Void> start() {
    HubAddress hub = config.enrolment().account().hub();
    return Line.to(vertx, hub.host(), hub.port())
        .compose(
            near -> {
              line = near;
              return EdgeAgent.start(vertx, config.via("127.0.0.1:" + near.port()));
            })
        .map(
            started -> {
              agent = started;
              SimulatedHardware connected =
                  new SimulatedHardware(
                      vertx,
                      AgentAddress.loopback(started.localPort()),
                      new SimulatedHardware.Play(model, config.wiring(), periodMs, 1));
              connected.start();
              hardware = connected;
              return null;
            });
  }

  /** Stops the hardware, then the agent. */
  Future<Void> stop() {
    SimulatedHardware speaking = hardware;
    EdgeAgent running = agent;
    Line used = line;
    hardware = null;
    agent = null;
    line = null;
    Future<Void> silent = speaking == null ? Future.succeededFuture() : speaking.stop();
    return silent
        .eventually(() -> running == null ? Future.succeededFuture() : running.stop())
        .eventually(() -> used == null ? Future.succeededFuture() : used.close());
  }

  /** Holds the hardware's reports back, or lets them go on. */
  void pause(boolean pause) {
    SimulatedHardware speaking = hardware;
    if (speaking != null) {
      speaking.pause(pause);
    }
  }

  /** Makes something go wrong, or right again. */
  Future<Void> apply(Fault fault) {
    if (fault == Fault.SILENT) {
      return stop();
    }
    if (fault == Fault.BACK) {
      return agent == null ? start() : Future.succeededFuture();
    }
    Line used = line;
    if (used != null && fault == Fault.CUT_LINE) {
      used.cut();
    }
    if (used != null && fault == Fault.LINE_BACK) {
      used.mend();
    }
    SimulatedHardware speaking = hardware;
    if (speaking == null) {
      model.apply(fault);
    } else {
      speaking.apply(fault);
    }
    return Future.succeededFuture();
  }

  /** Messages in the journal that the hub has not acknowledged. */
  Future<Long> unacknowledged() {
    EdgeAgent running = agent;
    return running == null
        ? Future.succeededFuture(0L)
        : running.position().map(AgentHost::waiting);
  }

  private static long waiting(AsyncJournal.Position at) {
    long waiting = 0;
    for (Map.Entry<Lane, Long> lane : at.next().entrySet()) {
      waiting += lane.getValue() - 1 - at.acknowledged().getOrDefault(lane.getKey(), 0L);
    }
    return waiting;
  }
}
