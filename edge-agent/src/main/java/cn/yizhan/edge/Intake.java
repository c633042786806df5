package cn.yizhan.edge;

import cn.yizhan.edge.hardware.HardwareSide;
import cn.yizhan.edge.mapping.LocalMessages;
import cn.yizhan.edge.sampling.Sampler;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.BarePack;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.point.PointType;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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

  private final Station station;
  private final SafetyDesk safety;
  private final Sampler sampler;
  private final Reporter reporter;
  private final AgentFiles files;
  private final LongSupplier clock;
  private Consumer<String> newDevice = device -> {};
  private Consumer<String> undeclared = point -> {};
  private long refused;
  private long lastLog;

  Intake(
      Station station, SafetyDesk safety, Reporter reporter, AgentFiles files, LongSupplier clock) {
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
    long now = clock.getAsLong();
    if (station.learn(List.of(device))) {
      newDevice.accept(device);
    }
    PointScope scope = station.scope();
    Decoded decoded = Codec.decodePack(pack, scope, now);
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
      String device, byte[] pack, BarePack bare, PointScope scope, long now) {
    List<Rejection> rejected = new ArrayList<>(bare.rejected());
    List<Reading> bundled = new ArrayList<>();
    List<Reading> urgent = new ArrayList<>();
    for (Reading heard : bare.readings()) {
      if (heard.at() > now + AHEAD) {
        rejected.add(ahead(heard));
        continue;
      }
      Reading reading = distinct(heard, now);
      safety.hear(device, reading);
      if (station.undeclared(reading.point())) {
        undeclared.accept(reading.point());
      }
      decide(reading, scope, bundled, urgent);
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

  /**
   * Two readings of one point that come without times in one millisecond get two times: of two with
   * one time only the last would count.
   */
  private Reading distinct(Reading reading, long now) {
    Reading newest = sampler.newest(reading.point());
    return newest != null && reading.at() == now && newest.at() >= now
        ? new Reading(reading.point(), newest.at() + 1, reading.value())
        : reading;
  }

  private void decide(
      Reading reading, PointScope scope, List<Reading> bundled, List<Reading> urgent) {
    PointType type = scope.typeOf(reading.point());
    if (type == null) {
      return;
    }
    switch (sampler.decide(reading, type)) {
      case REPORT_NOW -> urgent.add(reading);
      case BUNDLE -> bundled.add(reading);
      case PASS_OVER -> {}
    }
  }

  /** Reports a reading of the agent's own. */
  void own(Reading reading) {
    List<Reading> bundled = new ArrayList<>();
    decide(reading, station.scope(), bundled, new ArrayList<>());
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

  private Future<Taken> refuse(String device, byte[] bytes, List<Rejection> why, long now) {
    refused += why.size();
    StringBuilder lines = new StringBuilder();
    why.stream()
        .limit(10)
        .forEach(r -> lines.append(LocalMessages.rejected(now, device, r.text(), bytes)));
    if (now - lastLog > 10 * SECOND || now < lastLog) {
      lastLog = now;
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
      return refuse(device, order, List.of(rejection), clock.getAsLong());
    }
    return safety
        .reset(subject, "on site by " + device)
        .map(reset -> reset.done() ? Taken.WHOLE : Taken.REFUSED);
  }

  @Override
  public void displayJoined() {
    safety.showAll();
  }
}
