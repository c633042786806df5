package cn.yizhan.edge.safety;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Judgement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The latches of a station, one for each rule and subject. */
final class Latches {
  private final List<Latch> latches = new ArrayList<>();
  private final Limits limits = new Limits();
  private long revision;

  List<Latch> all() {
    return latches;
  }

  /** What keeps bays from being started; kept with the latches. */
  Limits limits() {
    return limits;
  }

  /** Bays are not to be started for that cause; true when that is new and there are any. */
  boolean limit(Cause cause, SortedSet<Integer> bays, long since, List<Action> actions) {
    if (bays.isEmpty() || !limits.add(cause, bays, since)) {
      return false;
    }
    changed();
    bays.forEach(bay -> actions.add(new Action.Show(bay, reasonAt(bay))));
    return true;
  }

  /** What kept bays from being started is over, if it was that. */
  void unlimit(Judgement judgement, List<Action> actions) {
    SortedSet<Integer> bays = limits.over(judgement);
    if (!bays.isEmpty()) {
      changed();
      bays.forEach(bay -> actions.add(new Action.Show(bay, reasonAt(bay))));
    }
  }

  /** The bays at which there is something to be shown. */
  Stream<Integer> shownBays() {
    SortedSet<Integer> all = bays();
    all.addAll(limits.bays());
    return all.stream();
  }

  /** Rises whenever {@link #state()} may have changed. */
  long revision() {
    return revision;
  }

  void changed() {
    revision++;
  }

  void add(Latch latch) {
    latches.add(latch);
    changed();
  }

  void remove(Latch latch) {
    latches.remove(latch);
    changed();
  }

  @Nullable Latch find(String rule, String subject) {
    return latches.stream()
        .filter(l -> l.cause.rule().equals(rule) && l.cause.subject().equals(subject))
        .findFirst()
        .orElse(null);
  }

  /** The latch that an event speaks of, null when there is none any more. */
  @Nullable Latch of(StationEvent event) {
    return of(event.subject()).stream()
        .filter(latch -> Objects.equals(latch.cause.ruleAndVersion(), event.rule()))
        .findFirst()
        .orElse(null);
  }

  List<Latch> of(String subject) {
    return latches.stream().filter(latch -> latch.cause.subject().equals(subject)).toList();
  }

  /** The latches of other subjects that hold a subject too: a station's hold each of its bays. */
  List<Latch> over(String subject) {
    return latches.stream()
        .filter(latch -> !latch.cause.subject().equals(subject))
        .filter(latch -> latch.bays.stream().anyMatch(bay -> subject.equals("bay/" + bay)))
        .toList();
  }

  SortedSet<Integer> bays() {
    SortedSet<Integer> bays = new TreeSet<>();
    latches.forEach(latch -> bays.addAll(latch.bays));
    return bays;
  }

  /** Each bay with the rule that holds it. */
  SortedMap<Integer, String> held() {
    SortedMap<Integer, String> held = new TreeMap<>();
    latches.forEach(latch -> latch.bays.forEach(bay -> held.putIfAbsent(bay, latch.cause.rule())));
    return held;
  }

  List<ShownLatch> shown() {
    return Stream.concat(
            latches.stream()
                .map(l -> new ShownLatch(l.cause.subject(), Reasons.of(l.cause), l.cutAt())),
            limits.shown())
        .toList();
  }

  /** Why the bay is dead, null when it is not. */
  @Nullable Label reasonAt(int bay) {
    return latches.stream()
        .filter(latch -> latch.bays.contains(bay))
        .findFirst()
        .map(latch -> Reasons.of(latch.cause))
        .orElse(limits.reasonAt(bay));
  }

  byte[] state() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(latches.size());
      for (Latch latch : latches) {
        latch.write(out);
      }
      limits.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Adds the latches of a state.
   *
   * @throws IOException when the bytes are no such state; nothing is added then
   */
  List<Latch> restore(byte[] state) throws IOException {
    List<Latch> found = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        found.add(Latch.read(in));
      }
      // Earlier releases kept none.
      if (in.available() > 0) {
        limits.read(in);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not a state of latches", e);
    }
    latches.addAll(found);
    return found;
  }
}
