package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalEndpoint;
import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.mapping.LocalMessages;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.sampling.Sampler;
import cn.yizhan.edge.uplink.StationSide;
import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Notice;
import cn.yizhan.protocol.message.Reply;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent as the hub meets it. Confined to the agent's event loop. */
final class HubFacing implements StationSide {
  private static final Logger LOG = LoggerFactory.getLogger(HubFacing.class);
  private static final String VERSION = version();

  /**
   * What it works with.
   *
   * @param station the station
   * @param safety its latches
   * @param sampler what has been heard
   * @param reporter where snapshots go
   * @param orders who executes commands
   * @param files where the configuration is kept
   * @param capacity bytes the journal may hold
   * @param clock its clocks
   */
  record Parts(
      Station station,
      SafetyDesk safety,
      Sampler sampler,
      Reporter reporter,
      Orders orders,
      AgentFiles files,
      long capacity,
      StationClock clock) {}

  private final Parts parts;
  private @Nullable LocalEndpoint endpoint;

  HubFacing(Parts parts) {
    this.parts = parts;
  }

  void attach(LocalEndpoint local) {
    endpoint = local;
  }

  /** Takes over the configuration of before the restart. */
  static void restore(AgentFiles files, Station station) {
    byte[] kept = files.value(AgentFiles.Kept.CONFIG);
    if (kept != null
        && Codec.decodeDown(Kind.CONFIG, kept) instanceof Decoded.Accepted accepted
        && accepted.message() instanceof Config config) {
      station.revise(config);
    }
  }

  @Override
  public Birth birth(String session, AsyncJournal.Position position) {
    Map<Lane, LanePosition> lanes = new EnumMap<>(Lane.class);
    position
        .next()
        .forEach((lane, seq) -> lanes.put(lane, new LanePosition(position.epoch(), seq)));
    return new Birth(
        session,
        "yizhan-agent " + VERSION,
        parts.clock().now().wall(),
        lanes,
        parts.station().declare(),
        List.of(),
        parts.station().configVersion(),
        new Birth.JournalFill(position.bytes(), parts.capacity()));
  }

  @Override
  public void configure(Config config) {
    parts.station().revise(config);
    parts.safety().revised();
    parts
        .files()
        .save(AgentFiles.Kept.CONFIG, Codec.encode(config, point -> null))
        .onFailure(error -> LOG.error("the configuration cannot be kept", error));
  }

  @Override
  public Future<Void> snapshot(boolean full) {
    Moment now = parts.clock().now();
    List<Future<?>> durable = new ArrayList<>();
    List<StationEvent> latched = parts.safety().latched();
    if (!latched.isEmpty()) {
      durable.add(parts.reporter().events(latched));
    }
    for (Lane lane : Lane.values()) {
      durable.add(
          parts
              .reporter()
              .snapshot(lane, parts.sampler().snapshot(lane, parts.station().scope(), now, full)));
    }
    return Future.all(durable).mapEmpty();
  }

  @Override
  public Future<Reply> execute(Command command) {
    return parts.orders().execute(command);
  }

  @Override
  public void show(Notice notice) {
    LocalEndpoint local = endpoint;
    if (local != null) {
      local.show(LocalMessages.display(notice));
    }
  }

  private static String version() {
    String version = HubFacing.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
