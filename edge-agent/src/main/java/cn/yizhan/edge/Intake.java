package cn.yizhan.edge;

import cn.yizhan.edge.hardware.HardwareSide;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.LocalMessages;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.SharedDangers;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The walk of one publish of the hardware: decoded, judged unthinned, thinned, reported. Confined
 * to the agent's event loop.
 */
final class Intake implements HardwareSide {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final long FULL_LOG = 600_000;

  private final Station station;
  private final Dialects dialects;
  private final SafetyDesk safety;
  private final Sampler sampler;
  private final Reporter reporter;
  private final RefusedInput refused;
  private final SharedDangers dangers = new SharedDangers();
  private final StationClock clock;
  private Consumer<String> newDevice = device -> {};
  private Consumer<String> undeclared = point -> {};
  private Consumer<Said.Puzzle> puzzled = puzzle -> {};
  private Runnable display = () -> {};
  private Listener listener = Listener.NONE;
  private long nextFullLog = Long.MIN_VALUE;

  /**
   * What an intake works with.
   *
   * @param station the station
   * @param dialects how its hardware speaks
   * @param safety who judges
   * @param reporter where reports go
   * @param files where refused input is kept
   * @param clock its clocks
   */
  record Parts(
      Station station,
      Dialects dialects,
      SafetyDesk safety,
      Reporter reporter,
      AgentFiles files,
      StationClock clock) {}

  Intake(Parts parts) {
    this.station = parts.station();
    this.dialects = parts.dialects();
    this.safety = parts.safety();
    this.sampler = new Sampler();
    this.reporter = parts.reporter();
    this.refused = new RefusedInput(parts.files());
    this.clock = parts.clock();
  }

  /** Whom to tell of hardware that was not known. */
  void onNewDevice(Consumer<String> listener) {
    newDevice = listener;
  }

  /** Whom to tell of a point that the hub has not been told of. */
  void onUndeclared(Consumer<String> listener) {
    undeclared = listener;
  }

  /** What is to be done for a display that joins, after the bays are shown. */
  void onDisplay(Runnable listener) {
    display = listener;
  }

  /** Whom to tell of each reading, after safety has judged it. */
  void onReading(Listener further) {
    listener = further;
  }

  /** Whom to tell of what the mapping does not know. */
  void onPuzzle(Consumer<Said.Puzzle> listener) {
    puzzled = listener;
  }

  /** How many records and messages of the hardware were refused. */
  long refused() {
    return refused.count();
  }

  /** What has been heard. */
  Sampler sampler() {
    return sampler;
  }

  @Override
  public Future<Taken> points(String device, byte[] pack) {
    Moment now = clock.now();
    PointScope scope = station.scopeOf(device, now.steady());
    Decoded decoded = Codec.decodePack(pack, scope, now.wall());
    if (decoded instanceof Decoded.Rejected rejected) {
      return refused.keep(device, pack, List.of(rejected.rejection()), now).map(Taken.REFUSED);
    }
    if (decoded instanceof Decoded.Accepted accepted
        && accepted.message() instanceof BarePack bare) {
      return take(device, pack, bare, scope, now);
    }
    throw new IllegalStateException("a pack decodes to a pack");
  }

  private Future<Taken> take(
      String device, byte[] pack, BarePack bare, PointScope scope, Moment now) {
    Sorted sorted = new Sorted();
    sorted.rejected.addAll(bare.rejected());
    for (Reading said : bare.readings()) {
      sort(device, said, scope, now, sorted);
    }
    return report(device, pack, sorted, now);
  }

  @Override
  public Future<Taken> publish(Publish publish) {
    Moment now = clock.now();
    Said said = dialects.read(publish, now);
    return said(said, publish.topic(), publish.text().getBytes(StandardCharsets.UTF_8), now);
  }

  /**
   * Takes what hardware has said in its vendor's way.
   *
   * @param said what was understood of it and what not
   * @param source a name for where it came from
   * @param bytes what it was
   */
  Future<Taken> said(Said said, String source, byte[] bytes, Moment now) {
    Sorted sorted = new Sorted();
    for (Said.Value value : said.values()) {
      PointScope scope = station.scopeOf(value.device(), now.steady());
      long at = value.at() == Said.NOW ? now.wall() : value.at();
      Reading reading = new Reading(value.point(), at, value.value());
      Rejection fault = ReadingFaults.of(reading, scope);
      if (fault == null) {
        sort(value.device(), reading, scope, now, sorted);
      } else {
        sorted.rejected.add(fault);
      }
    }
    for (Said.Puzzle puzzle : said.puzzles()) {
      puzzled.accept(puzzle);
      if (puzzle.why() == Said.Why.MALFORMED) {
        sorted.rejected.add(
            new Rejection(
                Rejection.Reason.WRONG_TYPE,
                puzzle.device() + " " + puzzle.key(),
                "expected what its family says there: " + puzzle.sample()));
      }
    }
    return report(source, bytes, sorted, now);
  }

  /** What is to become of the readings of a message. */
  private static final class Sorted {
    final List<Reading> bundled = new ArrayList<>();
    final List<Reading> urgent = new ArrayList<>();
    final List<Rejection> rejected = new ArrayList<>();
  }

  private void sort(String device, Reading given, PointScope scope, Moment now, Sorted sorted) {
    if (listener.knowsBetter(given.point())) {
      return;
    }
    Reading said = dangers.together(device, placed(given, now), scope, now);
    Heard heard = Heard.of(said, sampler.newest(said.point()), now);
    // A time that cannot be makes no danger harmless; what is reported has to be true all over.
    safety.hear(device, heard);
    listener.heard(heard);
    if (said.at() > now.wall() + ReadingFaults.AHEAD) {
      sorted.rejected.add(ReadingFaults.ahead(said));
      return;
    }
    know(device, now);
    if (station.undeclared(said.point())) {
      undeclared.accept(said.point());
    }
    decide(heard, scope, sorted.bundled, sorted.urgent);
  }

  /** While the station does not know the time, one who does cannot be measured by it. */
  private Reading placed(Reading given, Moment now) {
    return clock.known() || given.at() <= now.wall() + ReadingFaults.AHEAD
        ? given
        : new Reading(given.point(), now.wall(), given.value());
  }

  private Future<Taken> report(String source, byte[] bytes, Sorted sorted, Moment now) {
    List<Future<?>> durable = new ArrayList<>();
    if (!sorted.urgent.isEmpty()) {
      durable.add(reporter.now(sorted.urgent));
    }
    if (!sorted.bundled.isEmpty()) {
      durable.add(reporter.bundle(sorted.bundled));
    }
    if (!sorted.rejected.isEmpty()) {
      durable.add(refused.keep(source, bytes, sorted.rejected, now));
    }
    return Future.all(durable).map(sorted.rejected.isEmpty() ? Taken.WHOLE : Taken.REFUSED);
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

  /** Judges and reports a value that the agent itself knows of a bay. */
  void derived(String point, double value) {
    Moment now = clock.now();
    Reading said = new Reading(point, now.wall(), value);
    safety.hear("", Heard.of(said, sampler.newest(point), now));
    own(point, value);
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

  @Override
  public Future<Taken> reset(String device, byte[] order) {
    String subject = LocalMessages.resetSubject(order);
    if (subject == null) {
      Rejection rejection =
          new Rejection(Rejection.Reason.WRONG_TYPE, "message", "expected {\"bay\":number}");
      return refused.keep(device, order, List.of(rejection), clock.now()).map(Taken.REFUSED);
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
  public void listening(Predicate<String> topics) {
    safety.listening(topics);
  }

  @Override
  public void displayJoined() {
    safety.showAll();
    display.run();
  }
}
