package cn.yizhan.edge.bays;

import cn.yizhan.edge.mapping.Moment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A keeper of three bays, 1 and 3 live when free, 2 off when free and without a timer; times in
 * seconds since the start.
 */
final class KeptWatch {
  static final List<KeptBay> BAYS =
      List.of(new KeptBay(1, 120, true), new KeptBay(2, 0, false), new KeptBay(3, 120, true));

  Keeper keeper = new Keeper(BAYS, now -> "id" + now);
  final Set<Integer> latched = new TreeSet<>();
  final List<String> log = new ArrayList<>();
  private long steadySet;

  Moment at(double since) {
    long ms = Math.round(since * 1_000);
    return new Moment(BayWatch.T0 + ms, BayWatch.T0 + steadySet + ms);
  }

  List<KeeperOrder> hear(String point, double value, double since) {
    return note(keeper.hear(BayWatch.heard(point, value, at(since)), at(since)), since);
  }

  void relay(int bay, boolean on, double since) {
    hear("bay/" + bay + "/relay", on ? 1 : 0, since);
  }

  List<KeeperOrder> tick(double since) {
    return note(keeper.tick(latched, at(since)), since);
  }

  void hold(int bay, Hold hold, double since) {
    note(keeper.hold(bay, hold, at(since)), since);
  }

  /** Ticks every second, and the relays of bays that are switched say so at once. */
  void run(double from, double to) {
    for (double since = from; since < to; since++) {
      for (KeeperOrder order : tick(since)) {
        if (order instanceof KeeperOrder.Energise on) {
          relay(on.bay(), true, since + 0.1);
        } else if (order instanceof KeeperOrder.Deenergise off) {
          relay(off.bay(), false, since + 0.1);
        }
      }
    }
  }

  void restart(double died, double back) throws IOException {
    byte[] state = keeper.state(at(died));
    steadySet += 98_765;
    keeper = new Keeper(BAYS, now -> "id" + now);
    keeper.restore(state, at(back));
  }

  private List<KeeperOrder> note(List<KeeperOrder> orders, double since) {
    for (KeeperOrder order : orders) {
      log.add(Math.round(since) + " " + text(order));
    }
    return orders;
  }

  private static String text(KeeperOrder order) {
    if (order instanceof KeeperOrder.Energise on) {
      return "on " + on.bay() + " " + on.autoOffSeconds();
    } else if (order instanceof KeeperOrder.Deenergise off) {
      return "off " + off.bay();
    } else if (order instanceof KeeperOrder.DeadManFired fired) {
      return fired.event().type() + " " + fired.event().subject() + " " + fired.event().rule();
    } else if (order instanceof KeeperOrder.Back back) {
      return back.event().type() + " " + back.event().subject() + " " + back.event().rule();
    }
    throw new IllegalStateException("unknown order " + order);
  }

  /** What has been wanted since this was last asked. */
  List<String> wanted() {
    List<String> all = List.copyOf(log);
    log.clear();
    return all;
  }
}
