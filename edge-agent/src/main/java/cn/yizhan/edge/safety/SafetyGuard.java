package cn.yizhan.edge.safety;

import cn.yizhan.edge.mapping.BayDevices;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.EdgeAct;
import cn.yizhan.protocol.rule.EdgeScope;
import cn.yizhan.protocol.rule.Judge;
import cn.yizhan.protocol.rule.Judgement;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Judges every reading by the rules on which a station acts by itself, cuts what is dangerous,
 * keeps it dead until it is reset, and insists until the hardware says that it is off. Pure: all
 * times are passed in, the same calls give the same actions. Intervals are those of the steady
 * clock; the wall clock only dates what is told.
 */
public final class SafetyGuard {
  private final LongFunction<String> ids;
  private final Judge judge;
  private final Latches latches = new Latches();
  private final Cutter cutter;
  private final Load load = new Load();
  private final Siren siren = new Siren();
  private final Resets resets;
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
    this.cutter = new Cutter(latches, ids);
    this.judge = Judge.standard(registration);
    this.resets = new Resets(judge, latches, cutter, ids);
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
   * @param heard the reading
   * @param now the time now
   */
  public List<Action> hear(Heard heard, Moment now) {
    List<Action> actions = new ArrayList<>(0);
    Reading reading = heard.reading();
    int bay = BayDevices.relayOf(reading.point());
    if (bay > 0) {
      cutter.relay(bay, reading.value() != 0, heard.at(), now, actions);
    }
    load.hear(reading.point(), reading.value());
    act(judge.feed(reading.point(), judgedAt(heard, now), reading.value()), now, actions);
    return actions;
  }

  /**
   * What is older than its point's values hold would say nothing of now; but it is sent now, so its
   * time is doubted rather than its value.
   */
  private static long judgedAt(Heard heard, Moment now) {
    PointType type = PointCatalogue.standard().typeOf(heard.reading().point());
    boolean holds = type == null || now.steady() - heard.at() < type.maxAge().toMillis();
    return holds ? heard.at() : now.steady();
  }

  /** Completes what is due by now; to be called several times a second. */
  public List<Action> tick(Moment now) {
    List<Action> actions = new ArrayList<>(0);
    if (judge.due() <= now.steady()) {
      act(judge.tick(now.steady()), now, actions);
    }
    lift(actions);
    cutter.insist(now, actions);
    load.tick(registration, now, actions);
    siren.decide(latches, actions);
    return actions;
  }

  private void act(List<Judgement> found, Moment now, List<Action> actions) {
    for (Judgement judgement : found) {
      Rule.Edge edge = judgement.rule().edge();
      if (judgement.change() == Change.CLEARED) {
        siren.over(judgement);
        latches.unlimit(judgement, actions);
        if (edge != null && edge.action() == EdgeAct.SHED) {
          actions.add(new Action.ShedOver());
        }
      } else if (edge != null && edge.against(judgement.severity())) {
        switch (edge.action()) {
          case CUT -> cut(judgement, edge, now, actions);
          case STOP -> stop(judgement, now, actions);
          case SHED -> load.shed(Cause.of(judgement), now, actions);
          case SIREN -> sound(judgement, now, actions);
          case LIMIT -> limit(judgement, edge, now, actions);
        }
      }
    }
    if (!found.isEmpty()) {
      siren.decide(latches, actions);
    }
  }

  private void cut(Judgement judgement, Rule.Edge edge, Moment now, List<Action> actions) {
    Latch latch = latches.find(judgement.rule().id(), judgement.subject());
    if (latch != null) {
      // Already dead: said once more to the hardware, not to the hub.
      latch.bays.forEach(bay -> actions.add(new Action.CutOff(bay)));
      return;
    }
    SortedSet<Integer> bays = edge.scope().bays(judgement.subject(), registration);
    if (!bays.isEmpty() || edge.scope() != EdgeScope.LOW) {
      cutter.engage(Cause.of(judgement), bays, now, actions);
    }
    if (edge.scope() == EdgeScope.CIRCUIT) {
      actions.add(new Action.TripUpstream(judgement.subject()));
    }
  }

  private void stop(Judgement judgement, Moment now, List<Action> actions) {
    int bay = BayDevices.bayOf(judgement.subject());
    if (bay > 0 && !latches.bays().contains(bay)) {
      StationEvent event = event("safety.stop", judgement, now);
      actions.add(new Action.Stop(bay, judgement.rule().id(), event));
    }
  }

  private void sound(Judgement judgement, Moment now, List<Action> actions) {
    if (judgement.change() == Change.RAISED) {
      siren.raise(Cause.of(judgement));
      actions.add(new Action.Tell(event("safety.siren", judgement, now)));
    }
  }

  private void limit(Judgement judgement, Rule.Edge edge, Moment now, List<Action> actions) {
    SortedSet<Integer> bays = edge.scope().bays(judgement.subject(), registration);
    if (latches.limit(Cause.of(judgement), bays, now.wall(), actions)) {
      actions.add(new Action.Tell(event("safety.limit", judgement, now)));
    }
  }

  private StationEvent event(String type, Judgement judgement, Moment now) {
    Cause cause = Cause.of(judgement);
    return new StationEvent(
        ids.apply(now.wall()),
        type,
        now.wall(),
        cause.subject(),
        cause.ruleAndVersion(),
        cause.data());
  }

  /** What nobody has to reset ends with its cause, once the hub is sure to be told of it. */
  private void lift(List<Action> actions) {
    for (Latch latch : List.copyOf(latches.all())) {
      if (!latch.cause.latches() && latch.recordedAny() && !resets.holds(latch.cause)) {
        latches.remove(latch);
        latch.bays.forEach(bay -> actions.add(new Action.Show(bay, latches.reasonAt(bay))));
      }
    }
  }

  /** An event of {@link Action.Tell} is durable; until then a restart tells it again. */
  public void written(StationEvent event) {
    cutter.written(event);
  }

  /** An event of {@link Action.Tell} could not be written down: it is told again in a while. */
  public void unwritten(StationEvent event, Moment now) {
    cutter.unwritten(event, now);
  }

  /**
   * Says what becomes of a wish to take the latches off a subject: nothing while what caused one
   * still holds. Nothing is switched on.
   *
   * @param subject {@code bay/3}, or {@code station} for what holds of all of it
   * @param by who wants it
   * @param now the time now
   */
  public Reset reset(String subject, String by, Moment now) {
    return resets.reset(subject, by, now);
  }

  /**
   * Takes off the latches of a reset whose events are durable. One whose cause has come back in the
   * meantime is cut and told anew.
   */
  public List<Action> release(Reset reset, Moment now) {
    List<Action> actions = resets.release(reset, now);
    siren.decide(latches, actions);
    return actions;
  }

  /** The bays that are latched. */
  public SortedSet<Integer> latchedBays() {
    return latches.bays();
  }

  /** The bays that are not to be started, because the sensor that should watch them is silent. */
  public SortedSet<Integer> unwatched() {
    return latches.limits().bays();
  }

  /** The latches, for people. */
  public List<ShownLatch> latches() {
    return latches.shown();
  }

  /** Each latched bay with the rule that holds it, empty for latches that could not be read. */
  public SortedMap<Integer, String> held() {
    return latches.held();
  }

  /** What displays show now: the reason at each latched bay. */
  public List<Action.Show> shown() {
    return latches.shownBays().map(bay -> new Action.Show(bay, latches.reasonAt(bay))).toList();
  }

  /** An event for each latch, for a hub that may not know of it. */
  public List<StationEvent> latched(Moment now) {
    return latches.all().stream()
        .map(
            latch ->
                latch.event(
                    latch.cause.latches() ? "safety.latched" : "safety.cut", ids.apply(now.wall())))
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
  public List<Action> restore(byte[] state, Moment now) throws IOException {
    List<Action> actions = new ArrayList<>();
    for (Latch latch : latches.restore(state)) {
      latch.restored(now);
      for (int bay : latch.bays) {
        latch.awaiting.put(bay, new Latch.Order(now.steady()));
        actions.add(new Action.CutOff(bay));
      }
      Cause cause = latch.cause;
      long since = Math.min(latch.cutAt(), now.steady());
      judge.open(cause.rule(), cause.subject(), cause.severity(), since);
    }
    latches.limits().reopen(judge, now.steady());
    actions.addAll(shown());
    siren.decide(latches, actions);
    return actions;
  }

  /** True while the siren is to sound. */
  public boolean sirenSounds() {
    return siren.sounding();
  }

  /** What was latched before a restart is not known any more: everything is cut and latched. */
  public List<Action> latchEverything(Moment now) {
    List<Action> actions = new ArrayList<>();
    cutter.engage(Cause.UNREADABLE, new TreeSet<>(registration.bays().keySet()), now, actions);
    return actions;
  }
}
