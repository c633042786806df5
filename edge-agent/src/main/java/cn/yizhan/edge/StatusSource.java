package cn.yizhan.edge;

import cn.yizhan.edge.bays.BayState;
import cn.yizhan.edge.bays.KeptBay;
import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.sampling.Sampler;
import cn.yizhan.edge.sampling.ThinningCount;
import cn.yizhan.edge.status.AgentStatus;
import cn.yizhan.edge.status.PuzzleList;
import cn.yizhan.edge.status.RecentTrouble;
import cn.yizhan.edge.uplink.LinkFigures;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.point.PointType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the agent is, for its status page. Confined to the agent's event loop. */
final class StatusSource {
  private static final int MOST_PUZZLES = 20;

  /**
   * Where it looks.
   *
   * @param station the station
   * @param desks what decides there
   * @param clock its clocks
   * @param puzzles what was not understood
   * @param trouble the last lines of the log
   * @param code code of the station
   * @param capacity bytes its journal may take
   */
  record Parts(
      Station station,
      Desks desks,
      StationClock clock,
      PuzzleList puzzles,
      RecentTrouble trouble,
      String code,
      long capacity) {}

  private final Parts parts;
  private final long began;

  StatusSource(Parts parts) {
    this.parts = parts;
    this.began = parts.clock().now().steady();
  }

  /**
   * How it is.
   *
   * @param connected whether the hub takes reports
   * @param link what its connection has carried, null before the first
   * @param journal where its journal stands
   */
  AgentStatus status(boolean connected, @Nullable LinkFigures link, AsyncJournal.Position journal) {
    Moment now = parts.clock().now();
    return new AgentStatus(
        new AgentStatus.Agent(
            parts.code(),
            HubFacing.version(),
            (now.steady() - began) / 1_000,
            parts.station().configVersion()),
        hub(connected, link),
        new AgentStatus.Clock(now.wall(), parts.clock().known(), null),
        journal(journal),
        new AgentStatus.Safety(latches(now), bays(now)),
        devices(now),
        input(),
        parts.trouble().lines());
  }

  private static AgentStatus.Hub hub(boolean connected, @Nullable LinkFigures link) {
    if (link == null) {
      return new AgentStatus.Hub(connected, null, null, null, 0, 0);
    }
    AgentStatus.Happening error =
        link.lastError().isEmpty()
            ? null
            : new AgentStatus.Happening(link.lastErrorAt(), link.lastError());
    Long acknowledged = link.lastAcknowledgedAt() == 0 ? null : link.lastAcknowledgedAt();
    return new AgentStatus.Hub(
        connected, null, error, acknowledged, link.today().sent(), link.yesterday().sent());
  }

  private AgentStatus.Journal journal(AsyncJournal.Position at) {
    Map<Lane, Long> waiting = new EnumMap<>(Lane.class);
    at.next()
        .forEach(
            (lane, next) -> waiting.put(lane, next - 1 - at.acknowledged().getOrDefault(lane, 0L)));
    return new AgentStatus.Journal(at.bytes(), parts.capacity(), waiting);
  }

  private List<AgentStatus.Latch> latches(Moment now) {
    return parts.desks().safety.latches().stream()
        .map(
            latch ->
                new AgentStatus.Latch(
                    latch.subject(), latch.reason(), Math.min(latch.since(), now.wall())))
        .toList();
  }

  private List<AgentStatus.Bay> bays(Moment now) {
    Map<Integer, BayUse> uses = new TreeMap<>(parts.station().registration().bays());
    Map<Integer, BayState> states = parts.desks().bays.states();
    List<AgentStatus.Bay> bays = new ArrayList<>();
    for (KeptBay kept : parts.station().keptBays()) {
      int bay = kept.number();
      BayState state = states.get(bay);
      Double relay = value("bay/" + bay + "/relay", now);
      bays.add(
          new AgentStatus.Bay(
              bay,
              uses.getOrDefault(bay, BayUse.E_BIKE),
              parts.desks().latched().contains(bay),
              state == null ? null : state.word(),
              relay == null ? null : relay != 0,
              value("bay/" + bay + "/power", now),
              value("bay/" + bay + "/temperature", now),
              kept.deadManSeconds()));
    }
    return bays;
  }

  /** The newest value of a point, null when it does not hold any more. */
  private @Nullable Double value(String point, Moment now) {
    Heard newest = parts.desks().intake.sampler().newest(point);
    PointType type = parts.station().scope().typeOf(point);
    if (newest == null || type == null) {
      return null;
    }
    boolean holds = now.steady() - newest.at() < type.maxAge().toMillis();
    return holds ? newest.reading().value() : null;
  }

  private List<AgentStatus.Device> devices(Moment now) {
    TreeSet<String> ids = new TreeSet<>(parts.station().devices());
    parts.desks().wiring.devices().forEach(device -> ids.add(device.id()));
    List<AgentStatus.Device> devices = new ArrayList<>();
    for (String id : ids) {
      Double online = value("device/" + id + "/online", now);
      Long heard = parts.station().heardAt(id);
      devices.add(
          new AgentStatus.Device(
              id,
              online == null ? heard != null : online != 0,
              heard == null ? null : heard + now.offset(),
              value("device/" + id + "/battery", now)));
    }
    return devices;
  }

  private AgentStatus.Input input() {
    Sampler sampler = parts.desks().intake.sampler();
    ThinningCount count = sampler.count();
    List<AgentStatus.Puzzle> top = parts.puzzles().top(MOST_PUZZLES);
    return new AgentStatus.Input(
        count.heard(),
        count.reported(),
        parts.desks().intake.refused(),
        top,
        Math.max(0, parts.puzzles().size() - top.size()));
  }
}
