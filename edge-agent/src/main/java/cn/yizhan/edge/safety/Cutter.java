package cn.yizhan.edge.safety;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.StationEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.LongFunction;

/**
 * Switches the bays of latches off and insists until the hardware of each has said that it is;
 * tells the hub how far that has come. A bay that has never been heard counts as on.
 */
final class Cutter {
  /** A cut not confirmed within this time is told as such, ms. */
  static final long TELL_AFTER = 500;

  /** A cut not confirmed is ordered again after this time, ms. */
  static final long REPEAT_AFTER = 1_000;

  /** After many orders it is repeated this seldom, ms. */
  static final long REPEAT_SELDOM = 10_000;

  /** A relay that has not followed for this long is stuck, ms: the hold of S07. */
  static final long STUCK_AFTER = 10_000;

  private static final int MANY_ORDERS = 10;
  private static final String STUCK = "S07";

  private final Latches latches;
  private final LongFunction<String> ids;
  private final Relays relays = new Relays();

  Cutter(Latches latches, LongFunction<String> ids) {
    this.latches = latches;
    this.ids = ids;
  }

  /** Latches bays and orders them off. */
  void engage(Cause cause, SortedSet<Integer> bays, Moment now, List<Action> actions) {
    Latch latch = new Latch(cause, bays, now.wall(), now.steady());
    latches.add(latch);
    bays.forEach(bay -> actions.add(new Action.Show(bay, Reasons.of(cause))));
    cut(latch, bays, now, actions);
  }

  /** Orders bays of a latch off; what the others of it are waited for stays as it is. */
  private void cut(Latch latch, Collection<Integer> bays, Moment now, List<Action> actions) {
    bays.forEach(bay -> actions.add(0, new Action.CutOff(bay)));
    for (int bay : bays) {
      if (!relays.off(bay, now.steady())) {
        latch.awaiting.put(bay, new Latch.Order(now.steady()));
      }
    }
    latch.doubt();
    latches.changed();
    if (latch.awaiting.isEmpty()) {
      confirmed(latch, now, actions);
    }
  }

  /** The hardware of a bay has said how its relay stood at that steady time. */
  void relay(int bay, boolean on, long at, Moment now, List<Action> actions) {
    if (!relays.heard(bay, on, at)) {
      return;
    }
    for (Latch latch : latches.all()) {
      if (!latch.bays.contains(bay)) {
        continue;
      }
      Latch.Order order = latch.awaiting.get(bay);
      if (!on) {
        if (order != null && Relays.follows(order, at)) {
          latch.awaiting.remove(bay);
          if (latch.awaiting.isEmpty()) {
            confirmed(latch, now, actions);
          }
        }
      } else if (order == null) {
        cut(latch, List.of(bay), now, actions);
      } else if (Relays.defies(order, at)) {
        if (latch.told() == Latch.Told.CONFIRMED) {
          cut(latch, List.of(bay), now, actions);
        } else {
          order.repeated(now.steady());
          actions.add(new Action.CutOff(bay));
        }
      }
    }
  }

  private void confirmed(Latch latch, Moment now, List<Action> actions) {
    latch.off(now.steady());
    if (latch.told() != Latch.Told.CONFIRMED) {
      tell(latch, Latch.Told.CONFIRMED, now, actions);
    }
  }

  /** Repeats what is due to the hardware and to the hub. */
  void insist(Moment now, List<Action> actions) {
    for (Latch latch : latches.all()) {
      if (latch.awaiting.isEmpty()) {
        confirmed(latch, now, actions);
      } else {
        insist(latch, now, actions);
      }
    }
  }

  private void insist(Latch latch, Moment now, List<Action> actions) {
    boolean late =
        latch.awaiting.values().stream().anyMatch(o -> now.steady() - o.since >= TELL_AFTER);
    if (late && latch.told() == Latch.Told.NOTHING) {
      tell(latch, Latch.Told.UNCONFIRMED, now, actions);
    }
    latch.awaiting.forEach(
        (bay, order) -> {
          long wait = order.times < MANY_ORDERS ? REPEAT_AFTER : REPEAT_SELDOM;
          if (now.steady() - order.last >= wait) {
            order.repeated(now.steady());
            actions.add(new Action.CutOff(bay));
            if (order.stuck) {
              actions.add(new Action.TripUpstream("bay/" + bay));
            }
          }
          stuck(bay, order, now, actions);
        });
  }

  /**
   * Hardware that is heard and does not say that it is off leaves one thing to do. What has never
   * been heard may not exist.
   */
  private void stuck(int bay, Latch.Order order, Moment now, List<Action> actions) {
    if (order.stuck || now.steady() - order.since < STUCK_AFTER || !relays.known(bay)) {
      return;
    }
    order.stuck = true;
    actions.add(new Action.TripUpstream("bay/" + bay));
    actions.add(
        new Action.Tell(
            new StationEvent(
                ids.apply(now.wall()),
                "safety.stuck",
                now.wall(),
                "bay/" + bay,
                Cause.rule(STUCK),
                Map.of("orders", (double) order.times))));
  }

  private void tell(Latch latch, Latch.Told what, Moment now, List<Action> actions) {
    if (latch.mayTell(now.steady())) {
      actions.add(new Action.Tell(latch.tell(what, ids.apply(now.wall()))));
    }
  }

  /** An event is durable; until then a restart tells it again. */
  void written(StationEvent event) {
    Latch latch = latches.of(event);
    if (latch != null && latch.tells(event)) {
      latch.recorded();
      latches.changed();
    }
  }

  /** An event could not be written down: it is told again in a while. */
  void unwritten(StationEvent event, Moment now) {
    if (event.type().equals("safety.stuck")) {
      for (Latch latch : latches.all()) {
        latch.awaiting.forEach(
            (bay, order) -> order.stuck &= !event.subject().equals("bay/" + bay));
      }
    }
    Latch latch = latches.of(event);
    if (latch != null && latch.tells(event)) {
      latch.unrecorded(now.steady() + REPEAT_SELDOM);
    }
  }
}
