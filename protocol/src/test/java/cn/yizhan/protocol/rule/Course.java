package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** A station's course of readings and what the judge made of them, in words that tests compare. */
final class Course {
  static final Registration STATION =
      new Registration(
          Map.of(1, BayUse.E_BIKE, 2, BayUse.PHONE),
          Map.of(
              "water", new Registration.Stock("l", 20, 5),
              "noodles", new Registration.Stock("count", 30, 6)),
          Thresholds.standard());

  /** The same with a breaker of 4,000 W, bay 2 mounted low. */
  static final Registration WIRED =
      new Registration(
          STATION.bays(),
          STATION.items(),
          STATION.thresholds(),
          new Wiring(4000, Set.of(2), Set.of()));

  private final List<String> found = new ArrayList<>();
  private final Supplier<Judge> fresh;
  private Judge judge;

  Course() {
    this(STATION);
  }

  Course(Registration registration) {
    this(() -> Judge.standard(registration));
  }

  /** A course before a judge of its own, of which a restart makes another. */
  Course(Supplier<Judge> fresh) {
    this.fresh = fresh;
    this.judge = fresh.get();
  }

  /** A bay has come to a state, by its word. */
  Course state(double seconds, String point, String word) {
    PointType type = PointCatalogue.standard().typeOf(point);
    return at(seconds, point, Objects.requireNonNull(type).values().words().indexOf(word));
  }

  /** Feeds a reading; time in seconds. */
  Course at(double seconds, String point, double value) {
    note(judge.feed(point, Math.round(seconds * 1000), value));
    return this;
  }

  Course tick(double seconds) {
    note(judge.tick(Math.round(seconds * 1000)));
    return this;
  }

  /** Lets time pass for a station that was last heard at that time. */
  Course tick(double seconds, double heard) {
    note(judge.tick(Math.round(seconds * 1000), Math.round(heard * 1000), rule -> true));
    return this;
  }

  /** A test of that time has ended; only smoke and the SOS button are known to be in order. */
  Course testOver(double from, double to) {
    note(
        judge.testOver(
            Math.round(from * 1000),
            Math.round(to * 1000),
            rule -> rule.id().equals("S01") || rule.id().equals("S16")));
    return this;
  }

  /** Writes the judge's state and goes on with one that has read it. */
  Course restart() {
    try {
      byte[] state = state();
      judge = fresh.get();
      judge.read(new DataInputStream(new ByteArrayInputStream(state)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  byte[] state() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    judge.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  Judge judge() {
    return judge;
  }

  List<String> found() {
    return found;
  }

  private void note(List<Judgement> judgements) {
    for (Judgement judgement : judgements) {
      found.add(
          "%s %s %s %s %s"
              .formatted(
                  judgement.rule().id(),
                  judgement.subject(),
                  judgement.change().word(),
                  judgement.severity().word(),
                  seconds(judgement.at())));
    }
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
  }
}
