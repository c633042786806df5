package cn.yizhan.edge.safety;

import cn.yizhan.edge.mapping.BayDevices;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Judges every reading by the rules on which a station acts by itself, cuts what is dangerous,
 * keeps it dead until it is reset, and insists until the hardware says that it is off. Pure: all
 * times are passed in, the same calls give the same actions.
 */
public final class SafetyGuard {
  /** A cut not confirmed within this time is told as such, ms. */
  static final long TELL_AFTER = 500;

  /** A cut not confirmed is ordered again after this time, ms. */
  static final long REPEAT_AFTER = 1_000;

  /** After many orders it is repeated this seldom, ms. */
  static final long REPEAT_SELDOM = 10_000;

  private static final int MANY_ORDERS = 10;

  /** A relay heard to be on so soon after the order may have been read before it, ms. */
  private static final long MAY_BE_OLD = 200;

  private final LongFunction<String> ids;
  private final Judge judge;
  private final Map<Integer, Boolean> relays = new HashMap<>();
  private final Latches latches = new Latches();
  private Registration registration;

  /**
   * A guard that has heard nothing.
   *
   * @param registration bays and thresholds
   * @param ids identities for events, by the time
   */
  public SafetyGuard(Registration registration, LongFunction<String> ids) {
    this.registration = registration;
    this.ids = ids;
    this.judge = Judge.standard(registration);
  }

  /** Changes whenever {@link #state()} does. */
  public long revision() {
    return latches.revision();
  }

  /** Takes over other thresholds or bays. */
  public void revise(Registration changed) {
    registration = changed;
    judge.revise(changed);
  }

  /**
   * Takes a reading, unthinned and in the order of hearing.
   *
   * @param reading the reading
   * @param now milliseconds since 1970 UTC
   */
  public List<Action> hear(Reading reading, long now) {
    List<Action> actions = new ArrayList<>(0);
    int bay = BayDevices.relayOf(reading.point());
    if (bay > 0) {
      relay(bay, reading.value() != 0, now, actions);
    }
    act(judge.feed(reading.point(), reading.at(), reading.value()), now, actions);
    return actions;
  }

  /** Completes what is due by now; to be called several times a second. */
  public List<Action> tick(long now) {
    List<Action> actions = new ArrayList<>(0);
    if (judge.due() <= now) {
      act(judge.tick(now), now, actions);
    }
    for (Latch latch : latches.all()) {
      if (!latch.awaiting.isEmpty()) {
        insist(latch, now, actions);
      }
    }
    return actions;
  }

  private void act(List<Judgement> found, long now, List<Action> actions) {
    for (Judgement judgement : found) {
      Rule.Edge edge = judgement.rule().edge();
      if (edge == null || !edge.action().equals("cut") || judgement.change() == Change.CLEARED) {
        continue;
      }
      Latch latch = latches.find(judgement.rule().id(), judgement.subject());
      if (latch == null) {
        latch = new Latch(cause(judgement), bays(edge, judgement.subject()), now);
        latches.add(latch);
        for (int bay : latch.bays) {
          actions.add(new Action.Show(bay, Reasons.of(latch.cause)));
        }
        cut(latch, latch.bays, now, actions);
      } else {
        // Already dead: said once more to the hardware, not to the hub.
        latch.bays.forEach(bay -> actions.add(new Action.CutOff(bay)));
      }
    }
  }

  private static Cause cause(Judgement judgement) {
    return new Cause(
        judgement.rule().id(),
        judgement.rule().version(),
        judgement.subject(),
        judgement.severity(),
        judgement.finding().point(),
        judgement.finding().value(),
        judgement.finding().limit());
  }

  private SortedSet<Integer> bays(Rule.Edge edge, String subject) {
    SortedSet<Integer> bays = new TreeSet<>();
    if (edge.scope().equals("station")) {
      bays.addAll(registration.bays().keySet());
    } else {
      bays.add(Integer.parseInt(subject.substring(subject.indexOf('/') + 1)));
    }
    return bays;
  }

  private void cut(Latch latch, SortedSet<Integer> bays, long now, List<Action> actions) {
    bays.forEach(bay -> actions.add(0, new Action.CutOff(bay)));
    latch.awaiting.clear();
    for (int bay : bays) {
      if (Boolean.TRUE.equals(relays.get(bay))) {
        latch.awaiting.add(bay);
      }
    }
    if (bays.stream().noneMatch(relays::containsKey)) {
      // Nobody has ever reported these relays: whoever does can confirm.
      latch.awaiting.addAll(bays);
    }
    latch.cutAt = now;
    latch.lastOrder = now;
    latch.orders = 1;
    latch.told = Latch.Told.NOTHING;
    latches.changed();
    if (latch.awaiting.isEmpty()) {
      confirmed(latch, now, actions);
    }
  }

  private void relay(int bay, boolean on, long now, List<Action> actions) {
    relays.put(bay, on);
    for (Latch latch : latches.all()) {
      if (!latch.bays.contains(bay)) {
        continue;
      }
      boolean awaited = latch.awaiting.contains(bay);
      if (!on && awaited) {
        latch.awaiting.remove(bay);
        if (latch.awaiting.isEmpty()) {
          confirmed(latch, now, actions);
        }
      } else if (on && !awaited) {
        cut(latch, new TreeSet<>(List.of(bay)), now, actions);
      } else if (on && now - latch.lastOrder >= MAY_BE_OLD) {
        order(latch, now, actions);
      }
    }
  }

  private void confirmed(Latch latch, long now, List<Action> actions) {
    if (latch.told != Latch.Told.CONFIRMED) {
      latch.told = Latch.Told.CONFIRMED;
      latches.changed();
      actions.add(new Action.Tell(event("safety.cut", latch, now, true)));
    }
  }

  private void insist(Latch latch, long now, List<Action> actions) {
    if (latch.told == Latch.Told.NOTHING && now - latch.cutAt >= TELL_AFTER) {
      latch.told = Latch.Told.UNCONFIRMED;
      latches.changed();
      actions.add(new Action.Tell(event("safety.cut", latch, now, false)));
    }
    long wait = latch.orders < MANY_ORDERS ? REPEAT_AFTER : REPEAT_SELDOM;
    if (now - latch.lastOrder >= wait) {
      order(latch, now, actions);
    }
  }

  private static void order(Latch latch, long now, List<Action> actions) {
    latch.lastOrder = now;
    latch.orders++;
    latch.awaiting.forEach(bay -> actions.add(new Action.CutOff(bay)));
  }

  private StationEvent event(String type, Latch latch, long now, boolean confirmed) {
    Map<String, Object> data = new HashMap<>();
    data.put("confirmed", confirmed);
    data.put("latched", true);
    data.put("point", latch.cause.point());
    data.put("value", latch.cause.value());
    data.put("limit", latch.cause.limit());
    if (confirmed && type.equals("safety.cut")) {
      data.put("reactionMs", (double) (now - latch.cutAt));
    }
    return new StationEvent(
        ids.apply(now),
        type,
        latch.cutAt,
        latch.cause.subject(),
        latch.cause.ruleAndVersion(),
        data);
  }

  /**
   * Takes the latches off a subject, unless what caused one still holds. Nothing is switched on.
   *
   * @param subject {@code bay/3}, or {@code station} for what holds of all of it
   * @param by who wants it
   * @param now milliseconds since 1970 UTC
   */
  public Reset reset(String subject, String by, long now) {
    List<Latch> there = latches.of(subject);
    for (Latch latch : there) {
      if (judge.severity(latch.cause.rule(), subject) != null) {
        return new Reset(false, latch.cause.rule() + " still holds at " + subject, List.of());
      }
      if (judge.clock(latch.cause.rule(), subject) == Long.MIN_VALUE) {
        return new Reset(false, latch.cause.point() + " has not been heard since", List.of());
      }
    }
    List<Action> actions = new ArrayList<>();
    for (Latch latch : there) {
      latches.remove(latch);
      actions.add(
          new Action.Tell(
              new StationEvent(
                  ids.apply(now),
                  "safety.reset",
                  now,
                  subject,
                  latch.cause.ruleAndVersion(),
                  Map.of("by", by))));
      for (int bay : latch.bays) {
        actions.add(new Action.Show(bay, latches.reasonAt(bay)));
      }
    }
    String detail = there.isEmpty() ? subject + " was not latched" : "";
    return new Reset(true, detail, actions);
  }

  /** What displays show now: the reason at each latched bay. */
  public List<Action.Show> shown() {
    return latches.bays().stream().map(bay -> new Action.Show(bay, latches.reasonAt(bay))).toList();
  }

  /** An event for each latch, for a hub that may not know of it. */
  public List<StationEvent> latched(long now) {
    return latches.all().stream()
        .map(l -> event("safety.latched", l, now, l.told == Latch.Told.CONFIRMED))
        .toList();
  }

  /** The latches, to be kept over a restart. */
  public byte[] state() {
    return latches.state();
  }

  /**
   * Takes over the latches kept by {@link #state()}; their bays are cut once more.
   *
   * @throws IOException when the bytes are no such state
   */
  public List<Action> restore(byte[] state, long now) throws IOException {
    List<Action> actions = new ArrayList<>();
    for (Latch latch : latches.restore(state)) {
      latch.awaiting.addAll(latch.bays);
      latch.lastOrder = now;
      judge.open(latch.cause.rule(), latch.cause.subject(), latch.cause.severity(), latch.cutAt);
      latch.bays.forEach(bay -> actions.add(new Action.CutOff(bay)));
    }
    actions.addAll(shown());
    return actions;
  }
}
