package cn.yizhan.edge;

import cn.yizhan.edge.hardware.HardwareSide;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.LocalMessages;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.sampling.Sampler;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.codec.Limits;
import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.BarePack;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.point.PointType;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The walk of one publish of the hardware: decoded, judged unthinned, thinned, reported. Confined
 * to the agent's event loop.
 */
final class Intake implements HardwareSide {
  /** A reading from further ahead is impossible, ms. */
  static final long AHEAD = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final long SECOND = 1_000;
  private static final long FULL_LOG = 600 * SECOND;

  private final Station station;
  private final SafetyDesk safety;
  private final Sampler sampler;
  private final Reporter reporter;
  private final AgentFiles files;
  private final StationClock clock;
  private Consumer<String> newDevice = device -> {};
  private Consumer<String> undeclared = point -> {};
  private long refused;
  private long nextLog = Long.MIN_VALUE;
  private long nextFullLog = Long.MIN_VALUE;

  Intake(
      Station station, SafetyDesk safety, Reporter reporter, AgentFiles files, StationClock clock) {
    this.station = station;
    this.safety = safety;
    this.sampler = new Sampler();
    this.reporter = reporter;
    this.files = files;
    this.clock = clock;
  }

  /** Whom to tell of hardware that was not known. */
  void onNewDevice(Consumer<String> listener) {
    newDevice = listener;
  }

  /** Whom to tell of a point that the hub has not been told of. */
  void onUndeclared(Consumer<String> listener) {
    undeclared = listener;
  }

  /** What has been heard. */
  Sampler sampler() {
    return sampler;
  }

  /** How many records and messages of the hardware were refused. */
  long refused() {
    return refused;
  }

  @Override
  public Future<Taken> points(String device, byte[] pack) {
    Moment now = clock.now();
    PointScope scope = station.scopeOf(device, now.steady());
    Decoded decoded = Codec.decodePack(pack, scope, now.wall());
    if (decoded instanceof Decoded.Rejected rejected) {
      return refuse(device, pack, List.of(rejected.rejection()), now);
    }
    if (decoded instanceof Decoded.Accepted accepted
        && accepted.message() instanceof BarePack bare) {
      return take(device, pack, bare, scope, now);
    }
    throw new IllegalStateException("a pack decodes to a pack");
  }

  private Future<Taken> take(
      String device, byte[] pack, BarePack bare, PointScope scope, Moment now) {
    List<Rejection> rejected = new ArrayList<>(bare.rejected());
    List<Reading> bundled = new ArrayList<>();
    List<Reading> urgent = new ArrayList<>();
    for (Reading said : bare.readings()) {
      Heard heard = Heard.of(said, sampler.newest(said.point()), now);
      // A time that cannot be makes no danger harmless; what is reported has to be true all over.
      safety.hear(device, heard);
      if (said.at() > now.wall() + AHEAD) {
        rejected.add(ahead(said));
        continue;
      }
      know(device, now);
      if (station.undeclared(said.point())) {
        undeclared.accept(said.point());
      }
      decide(heard, scope, bundled, urgent);
    }
    List<Future<?>> durable = new ArrayList<>();
    if (!urgent.isEmpty()) {
      durable.add(reporter.now(urgent));
    }
    if (!bundled.isEmpty()) {
      durable.add(reporter.bundle(bundled));
    }
    if (!rejected.isEmpty()) {
      durable.add(refuse(device, pack, rejected, now));
    }
    return Future.all(durable).map(rejected.isEmpty() ? Taken.WHOLE : Taken.REFUSED);
  }

  private void know(String device, Moment now) {
    if (station.hear(device, now.steady())) {
      sampler.retain(station.scope());
      newDevice.accept(device);
    } else if (!station.welcome(device, now.steady()) && now.steady() >= nextFullLog) {
      nextFullLog = now.steady() + FULL_LOG;
      LOG.warn(
          "device {} is not taken up: the station knows {} devices and all were heard lately",
          device,
          Limits.DEVICES);
    }
  }

  private void decide(Heard heard, PointScope scope, List<Reading> bundled, List<Reading> urgent) {
    PointType type = scope.typeOf(heard.reading().point());
    if (type == null) {
      return;
    }
    switch (sampler.decide(heard, type)) {
      case REPORT_NOW -> urgent.add(heard.reading());
      case BUNDLE -> bundled.add(heard.reading());
      case PASS_OVER -> {}
    }
  }

  /** Reports a value of the agent's own. */
  void own(String point, double value) {
    Moment now = clock.now();
    Reading said = new Reading(point, now.wall(), value);
    List<Reading> bundled = new ArrayList<>();
    decide(Heard.of(said, sampler.newest(point), now), station.scope(), bundled, new ArrayList<>());
    if (!bundled.isEmpty()) {
      reporter.bundle(bundled);
    }
  }

  private static Rejection ahead(Reading reading) {
    return new Rejection(
        Rejection.Reason.IMPOSSIBLE_TIME,
        reading.point(),
        "expected a time that is not more than " + AHEAD / SECOND + " s ahead");
  }

  private Future<Taken> refuse(String device, byte[] bytes, List<Rejection> why, Moment now) {
    refused += why.size();
    StringBuilder lines = new StringBuilder();
    why.stream()
        .limit(10)
        .forEach(r -> lines.append(LocalMessages.rejected(now.wall(), device, r.text(), bytes)));
    if (now.steady() >= nextLog) {
      nextLog = now.steady() + 10 * SECOND;
      LOG.warn("device {}: {} ({} refused so far)", device, why.get(0).text(), refused);
    }
    return files.keepRejected(lines.toString()).map(Taken.REFUSED);
  }

  @Override
  public Future<Taken> reset(String device, byte[] order) {
    String subject = LocalMessages.resetSubject(order);
    if (subject == null) {
      Rejection rejection =
          new Rejection(Rejection.Reason.WRONG_TYPE, "message", "expected {\"bay\":number}");
      return refuse(device, order, List.of(rejection), clock.now());
    }
    return safety
        .reset(subject, "on site by " + device)
        .map(reset -> reset.done() ? Taken.WHOLE : Taken.REFUSED);
  }

  @Override
  public void joined(String device) {
    safety.joined(device);
  }

  @Override
  public void displayJoined() {
    safety.showAll();
  }
}
