package cn.yizhan.edge;

import cn.yizhan.edge.bays.BayState;
import cn.yizhan.edge.bays.StopReason;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Function;

/** What people have done at bays, on site or from far away. Confined to the agent's event loop. */
final class BayActions implements BayOrders {
  private static final Set<BayState> FREE = Set.of(BayState.AVAILABLE, BayState.UNAVAILABLE);

  private final Station station;
  private final BayDesk bays;
  private final Switchboard switches;
  private final TestMode tests;
  private final StationClock clock;
  private final BayWaits waits = new BayWaits();

  BayActions(
      Station station, BayDesk bays, Switchboard switches, TestMode tests, StationClock clock) {
    this.station = station;
    this.bays = bays;
    this.switches = switches;
    this.tests = tests;
    this.clock = clock;
  }

  void hear(Heard heard) {
    waits.hear(heard);
  }

  void tick() {
    waits.tick(clock.now());
  }

  @Override
  public Future<Outcome> start(int bay, String by) {
    return start(bay, false);
  }

  /** Switches a bay on for somebody who is, or is not, at the station. */
  Future<Outcome> start(int bay, boolean onSite) {
    return at(
        bay,
        there -> {
          String why = bays.start(there, onSite);
          return why == null
              ? followed(there, true)
              : Future.succeededFuture(new Outcome(false, why));
        });
  }

  @Override
  public Future<Outcome> stop(int bay, String by) {
    return at(
        bay,
        there -> {
          Future<Outcome> off = followed(there, false);
          bays.stopFor(there, StopReason.REMOTE);
          return off;
        });
  }

  private Future<Outcome> followed(int bay, boolean on) {
    String word = on ? "on" : "off";
    return waits
        .relay(bay, on, clock.now())
        .map(
            followed ->
                followed
                    ? new Outcome(true, "bay/" + bay + " is " + word)
                    : new Outcome(false, "bay/" + bay + " has not said that it is " + word));
  }

  /** By a light or a sound where the hardware has one; otherwise a free bay is switched. */
  @Override
  public Future<Outcome> identify(int bay, String by) {
    return at(
        bay,
        there -> {
          if (switches.identify(there)) {
            return Future.succeededFuture(new Outcome(true, "its hardware makes itself noticed"));
          }
          BayState state = bays.states().get(there);
          if (state == null || !FREE.contains(state)) {
            return Future.succeededFuture(
                new Outcome(false, "its hardware cannot, and a bay in use is not switched for it"));
          }
          bays.stopFor(there, StopReason.REMOTE);
          return followed(there, false)
              .compose(off -> off.done() ? start(there, false) : Future.succeededFuture(off))
              .map(on -> new Outcome(on.done(), "switched off and on: " + on.detail()));
        });
  }

  @Override
  public Future<Outcome> use(int bay, boolean available, String by) {
    return at(
        bay,
        there -> {
          bays.use(there, available);
          String word = available ? " is in use" : " is out of use";
          return Future.succeededFuture(new Outcome(true, "bay/" + there + word));
        });
  }

  @Override
  public Future<Outcome> test(int minutes, String by) {
    Moment now = clock.now();
    return minutes == 0
        ? tests.end(by, "finished").map(sheet -> new Outcome(true, sheet))
        : tests.begin(by, minutes, now).map(until -> new Outcome(true, until));
  }

  private Future<Outcome> at(int bay, Function<Integer, Future<Outcome>> what) {
    return station.registration().bays().containsKey(bay)
        ? what.apply(bay)
        : Future.succeededFuture(new Outcome(false, "there is no bay/" + bay));
  }
}
