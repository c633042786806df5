package cn.yizhan.edge;

import cn.yizhan.edge.bays.BayState;
import cn.yizhan.edge.bays.Charging;
import cn.yizhan.edge.bays.ChargingFact;
import cn.yizhan.edge.bays.Hold;
import cn.yizhan.edge.bays.Keeper;
import cn.yizhan.edge.bays.KeeperOrder;
import cn.yizhan.edge.bays.StopReason;
import cn.yizhan.edge.journal.Ulid;
import cn.yizhan.edge.mapping.BayDevices;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.StationEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bays: which are live, whose timers are wound up, what is charged where. Confined to the
 * agent's event loop.
 */
final class BayDesk implements BaySide {
  /** How often orders are said anew to the rules, which forget what is old, ms. */
  private static final long SAY_AGAIN = 60_000;

  /**
   * What it works with.
   *
   * @param station the station
   * @param switches how hardware is reached
   * @param reporter where events go
   * @param files where its state is kept
   * @param clock its clocks
   */
  record Parts(
      Station station,
      Switchboard switches,
      Reporter reporter,
      AgentFiles files,
      StationClock clock) {}

  /** Where points go that the agent itself knows. */
  @FunctionalInterface
  interface Points {
    /** Judges and reports a value. */
    void say(String point, double value);
  }

  private final Parts parts;
  private final Charging charging;
  private final Keeper keeper;
  private final Points points;
  private final SafetyDesk safety;
  private final BayRecords records;
  private final BayNews news;
  private final Map<Integer, Long> chargingSince = new HashMap<>();
  private final Map<Integer, Boolean> ordered = new TreeMap<>();
  private final Map<Integer, Boolean> relays = new HashMap<>();
  private Map<Integer, String> lastHeld = Map.of();
  private IntPredicate tried = bay -> false;
  private long sayAt = Long.MIN_VALUE;

  BayDesk(Parts parts, SafetyDesk safety, Points points) {
    this.parts = parts;
    this.safety = safety;
    this.points = points;
    this.charging = new Charging(parts.station().registration().bays(), Ulid::at);
    this.keeper = new Keeper(parts.station().keptBays(), Ulid::at);
    this.records = new BayRecords(keeper, charging, parts.files());
    this.news = new BayNews(parts.reporter()::events);
  }

  /** Takes over what was kept over the restart. */
  void restore() {
    records.restore(parts.clock().now());
    cut();
  }

  /** Bays that a test on site decides about from now on. */
  void tried(IntPredicate bays) {
    tried = bays;
  }

  /** The station has other bays, or they are used otherwise. */
  void revised() {
    keeper.revise(parts.station().keptBays());
    learn(charging.revise(parts.station().registration().bays(), parts.clock().now()));
  }

  /** Takes a reading. */
  void hear(Heard heard, Moment now) {
    learn(charging.hear(heard, now));
    String point = heard.reading().point();
    int bay = bayOf(point);
    if (BayDevices.relayOf(point) > 0) {
      relays.put(bay, heard.reading().value() != 0);
    } else if (point.endsWith("/plug") && heard.reading().value() == 0) {
      keeper.unplugged(bay);
    }
    if (bay > 0 && !tried.test(bay)) {
      follow(keeper.hear(heard, now), now);
    }
  }

  private static int bayOf(String point) {
    return BayDevices.bayOf(point.substring(0, Math.max(0, point.lastIndexOf('/'))));
  }

  void tick() {
    Moment now = parts.clock().now();
    follow(keeper.unwatched(safety.unwatched(), chargingSince.keySet(), now), now);
    follow(keeper.tick(safety.held().keySet(), now), now);
    learn(charging.tick(now));
    if (now.steady() >= sayAt) {
      sayAt = now.steady() + SAY_AGAIN;
      new TreeMap<>(ordered).forEach(this::sayOrder);
    }
    records.keep(now);
    news.tick(now);
  }

  @Override
  public void stop(int bay, String rule) {
    stopFor(bay, StopReason.ofRule(rule));
  }

  @Override
  public int shed(String rule) {
    int bay =
        chargingSince.entrySet().stream()
            .filter(entry -> !keeper.holds(entry.getKey()).contains(Hold.SHED))
            .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .orElse(0);
    if (bay > 0) {
      Moment now = parts.clock().now();
      follow(keeper.hold(bay, Hold.SHED, now), now);
      learn(charging.ordered(bay, false, null, now));
      parts.switches().off(bay);
      say(bay, false);
    }
    return bay;
  }

  @Override
  public void shedOver() {
    parts.station().registration().bays().keySet().forEach(bay -> keeper.lift(bay, Hold.SHED));
  }

  @Override
  public void cut() {
    Moment now = parts.clock().now();
    SortedMap<Integer, String> held = safety.held();
    Map<Integer, String> before = lastHeld;
    lastHeld = held;
    Map<Integer, StopReason> reasons = new TreeMap<>();
    held.forEach(
        (bay, rule) -> {
          StopReason reason = StopReason.ofRule(rule);
          reasons.put(bay, reason == null ? StopReason.EMERGENCY_STOP : reason);
          say(bay, false);
        });
    follow(keeper.latched(held.keySet(), now), now);
    learn(charging.latched(reasons, now));
    before.forEach(
        (bay, rule) -> {
          if (!held.containsKey(bay) && EndingRules.endForTheirBays(rule)) {
            keeper.lift(bay, Hold.CUT);
          }
        });
  }

  /** Somebody wants a bay live; why it stays off, or null. */
  @Nullable String start(int bay, boolean onSite) {
    return keeper.start(bay, onSite);
  }

  /** Somebody wants a bay off until it is started. */
  void stopFor(int bay, @Nullable StopReason reason) {
    Moment now = parts.clock().now();
    follow(keeper.hold(bay, Hold.STOPPED, now), now);
    learn(charging.ordered(bay, false, reason, now));
    parts.switches().off(bay);
    say(bay, false);
  }

  /** A bay is taken out of use, or into use again. */
  void use(int bay, boolean available) {
    Moment now = parts.clock().now();
    if (available) {
      keeper.lift(bay, Hold.OUT_OF_USE);
    } else {
      follow(keeper.hold(bay, Hold.OUT_OF_USE, now), now);
      parts.switches().off(bay);
      say(bay, false);
    }
    learn(charging.available(bay, available, now));
  }

  /**
   * True for points of a bay that are found out here: its orders, and its state once it is known.
   */
  boolean finds(String point) {
    int bay = bayOf(point);
    return bay > 0
        && (point.endsWith("/order") || (point.endsWith("/state") && states().containsKey(bay)));
  }

  /** The state of each bay of which something is known. */
  SortedMap<Integer, BayState> states() {
    return charging.states();
  }

  /** The bays whose hardware does not go off by itself. */
  List<Integer> withoutDeadMan() {
    return keeper.withoutDeadMan();
  }

  private void follow(List<KeeperOrder> orders, Moment now) {
    for (KeeperOrder order : orders) {
      if (order instanceof KeeperOrder.Energise on) {
        energise(on, now);
      } else if (order instanceof KeeperOrder.Deenergise off) {
        if (!tried.test(off.bay())) {
          parts.switches().off(off.bay());
          say(off.bay(), false);
        }
      } else if (order instanceof KeeperOrder.DeadManFired fired) {
        learn(charging.explain(fired.bay(), StopReason.DEAD_MAN, now));
        tell(fired.event());
      } else if (order instanceof KeeperOrder.Back back) {
        tell(back.event());
      } else {
        throw new IllegalStateException("unknown order " + order);
      }
    }
  }

  private void energise(KeeperOrder.Energise on, Moment now) {
    if (keeper.stands(on) && !tried.test(on.bay()) && !safety.held().containsKey(on.bay())) {
      if (Boolean.TRUE.equals(relays.get(on.bay()))) {
        parts.switches().rearm(on.bay(), on.autoOffSeconds());
      } else {
        parts.switches().on(on.bay(), on.autoOffSeconds());
      }
      learn(charging.ordered(on.bay(), true, null, now));
      say(on.bay(), true);
    }
  }

  private void say(int bay, boolean on) {
    Boolean before = ordered.put(bay, on);
    if (before == null || before != on) {
      sayOrder(bay, on);
    }
  }

  private void sayOrder(int bay, boolean on) {
    points.say("bay/" + bay + "/order", on ? 1 : 0);
  }

  private void learn(List<ChargingFact> facts) {
    for (ChargingFact fact : facts) {
      if (fact instanceof ChargingFact.Became became) {
        became(became.bay(), became.state());
      } else if (fact instanceof ChargingFact.Told told) {
        tell(told.event());
      } else {
        throw new IllegalStateException("unknown fact " + fact);
      }
    }
  }

  private void became(int bay, BayState state) {
    Moment now = parts.clock().now();
    if (state == BayState.CHARGING) {
      chargingSince.putIfAbsent(bay, now.steady());
    } else if (state == BayState.AVAILABLE) {
      keeper.unplugged(bay);
    }
    if (state == BayState.FINISHING || state == BayState.AVAILABLE) {
      chargingSince.remove(bay);
      follow(keeper.ended(bay, now), now);
    }
    points.say("bay/" + bay + "/state", state.code());
  }

  private void tell(StationEvent event) {
    news.tell(event, parts.clock().now());
  }
}
