package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalEndpoint;
import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.Ulid;
import cn.yizhan.edge.mapping.LocalMessages;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.sampling.Sampler;
import cn.yizhan.edge.uplink.StationSide;
import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.config.ConfigCheck;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.config.ConfigNews;
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
import java.util.stream.Collectors;
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
   * @param desks what decides at the station
   * @param sampler what has been heard
   * @param reporter where snapshots go
   * @param files where the configuration is kept
   * @param capacity bytes the journal may hold
   * @param clock its clocks
   */
  record Parts(
      Station station,
      Desks desks,
      Sampler sampler,
      Reporter reporter,
      AgentFiles files,
      long capacity,
      StationClock clock) {}

  private final Parts parts;
  private final DisplayTexts texts = new DisplayTexts();
  private @Nullable LocalEndpoint endpoint;
  private @Nullable ConfigNews told;

  HubFacing(Parts parts) {
    this.parts = parts;
    parts.sampler().revise(parts.station().deadbands());
    texts.idle(parts.station().idleText(), 0);
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
      List<ConfigFault> faults = ConfigCheck.faults(config);
      if (faults.isEmpty()) {
        station.revise(config);
      } else {
        LOG.error("the configuration of before cannot be: {}", sentence(faults));
      }
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

  /** Takes a configuration over whole, or keeps the one in force and tells the hub why. */
  @Override
  public void configure(Config config) {
    List<ConfigFault> faults = ConfigCheck.faults(config);
    if (!faults.isEmpty()) {
      LOG.warn("configuration {} is refused: {}", config.version(), sentence(faults));
      tell(new ConfigNews(false, config.version(), sentence(faults)));
      return;
    }
    boolean news = config.version() != parts.station().configVersion();
    parts.station().revise(config);
    parts.desks().revised();
    parts.sampler().revise(config.deadbands());
    Notice idle = texts.idle(parts.station().idleText(), parts.clock().now().wall());
    if (idle != null) {
      display(idle);
    }
    parts
        .files()
        .save(AgentFiles.Kept.CONFIG, Codec.encode(config, point -> null))
        .onFailure(error -> LOG.error("the configuration cannot be kept", error));
    if (news) {
      tell(new ConfigNews(true, config.version(), ""));
    }
  }

  /** Tells the hub what became of a configuration, the same news once. */
  private void tell(ConfigNews news) {
    if (news.equals(told)) {
      return;
    }
    told = news;
    long now = parts.clock().now().wall();
    parts
        .reporter()
        .events(List.of(news.event(Ulid.at(now), now)))
        .onFailure(
            error -> {
              LOG.error("what became of the configuration could not be written down", error);
              told = null;
            });
  }

  private static String sentence(List<ConfigFault> faults) {
    return faults.stream().map(ConfigFault::text).collect(Collectors.joining("; "));
  }

  @Override
  public Future<Void> snapshot(boolean full) {
    if (!parts.reporter().durable()) {
      // with the disk comes a session of its own; what the journal holds need not wait for that
      return Future.succeededFuture();
    }
    Moment now = parts.clock().now();
    List<Future<?>> durable = new ArrayList<>();
    List<StationEvent> latched = parts.desks().safety.latched();
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
    return parts.desks().orders.execute(command);
  }

  @Override
  public void show(Notice notice) {
    texts.take(notice, parts.clock().now().wall());
    display(notice);
  }

  /** Shows a display that has joined what the others were shown. */
  void showAll() {
    texts.all(parts.clock().now().wall()).forEach(this::display);
  }

  private void display(Notice notice) {
    LocalEndpoint local = endpoint;
    if (local != null) {
      local.show(LocalMessages.display(notice));
    }
  }

  /** Version of the agent. */
  static String version() {
    String version = HubFacing.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
