package cn.yizhan.edge.bays;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What a keeper knows of one bay. Steady times. */
final class Kept {
  private static final long RELAY_HOLDS =
      Objects.requireNonNull(PointCatalogue.standard().typeOf("bay/1/relay")).maxAge().toMillis();

  /** How much sooner than promised a timer may fire, ms: it counts whole seconds, late words. */
  private static final long TOLERANCE = 5_000;

  /** A time that is not known. */
  private static final long UNKNOWN = Long.MAX_VALUE;

  /** A relay heard to be on so soon after it was ordered off may have been read before, ms. */
  private static final long MAY_BE_OLD = 200;

  /** A relay that goes off within this time of the order has followed it, ms: the hold of S07. */
  private static final long FOLLOWS = 10_000;

  /** An order to switch on that is not followed is repeated after this time, ms. */
  private static final long REPEAT_AFTER = 10_000;

  /** After many orders it is repeated this seldom, ms. */
  private static final long REPEAT_SELDOM = 60_000;

  private static final int MANY = 10;

  /** A timer is wound up so many times in the time after which it fires. */
  private static final int ARMED_OF = 3;

  private static final String RULE = "S15";

  KeptBay wanted;
  private final LongFunction<String> ids;
  final Set<Hold> holds = EnumSet.noneOf(Hold.class);
  final Arming arming = new Arming();

  /** Rises with every decision about the bay, so that an older one is not carried out. */
  private long turn;

  boolean latched;

  /** Somebody has started a bay that is off when it is free. */
  private boolean started;

  /** The dead-man has been told and not yet that the agent is back. */
  private boolean fired;

  /** When it was last ordered off. */
  private long orderedOff = Ages.NONE;

  /** How often it has been switched on in vain. */
  int attempts;

  private @Nullable Boolean on;
  private long heardAt = Ages.NONE;

  /** It was on before the restart, and when it was armed then; NONE otherwise. */
  private long armedBefore = Ages.NONE;

  Kept(KeptBay wanted, LongFunction<String> ids) {
    this.wanted = wanted;
    this.ids = ids;
  }

  /** True when it should be live. */
  boolean entitled() {
    return !latched && holds.isEmpty() && (wanted.liveWhenFree() || started);
  }

  long turn() {
    return turn;
  }

  /** True when it is known to be off. */
  boolean isOff() {
    return on != null && !on;
  }

  /** True when it is known to be on. */
  boolean isOn(long now) {
    return on != null && on && now - heardAt < RELAY_HOLDS;
  }

  /** True when it is on without any right to be, and was not told so lately. */
  boolean isWronglyOn(Moment now, long repeat) {
    boolean due = orderedOff == Ages.NONE || now.steady() - orderedOff >= repeat;
    return !entitled() && !latched && isOn(now.steady()) && due;
  }

  /** True when its timer is to be wound up: several times before it can fire. */
  boolean toArm(Moment now) {
    long last = arming.last();
    long every = wanted.deadManSeconds() * 1_000L / ARMED_OF;
    return wanted.deadManSeconds() > 0
        && entitled()
        && isOn(now.steady())
        && (last == Ages.NONE || now.steady() - last >= every);
  }

  /** True when it is to be switched on, and was not lately. */
  boolean toSwitchOn(Moment now) {
    long last = arming.last();
    long wait = attempts < MANY ? REPEAT_AFTER : REPEAT_SELDOM;
    return entitled() && isOff() && (last == Ages.NONE || now.steady() - last >= wait);
  }

  /** The relay has been heard to be on. */
  void on(long at, Moment now, List<KeeperOrder> orders) {
    if (at < heardAt) {
      return;
    }
    boolean wasOn = on != null && on;
    on = true;
    heardAt = at;
    arming.heard(at);
    attempts = 0;
    boolean follows = orderedOff == Ages.NONE || at - orderedOff >= MAY_BE_OLD;
    if (!wasOn && follows) {
      // Somebody on site has switched it on, or it has followed the order to.
      boolean respected = holds.removeAll(Set.of(Hold.AT_PLUG, Hold.STOPPED));
      if (respected || (!started && holds.isEmpty() && !latched)) {
        started = true;
        turn++;
      }
    }
    if (entitled()) {
      back(now, orders);
    }
  }

  /** The relay has been heard to be off. */
  void off(long at, Moment now, List<KeeperOrder> orders) {
    if (at < heardAt) {
      return;
    }
    Boolean was = on;
    on = false;
    heardAt = at;
    if (was != null && !was) {
      return;
    }
    if (entitled()) {
      long armed = was == null ? armedBefore : arming.effective(at);
      boolean byOrder = orderedOff != Ages.NONE && at - orderedOff < FOLLOWS;
      if (!byOrder && timerFired(armed, at)) {
        fire(armed, at, now, orders);
      } else if (!byOrder && was != null) {
        holds.add(Hold.AT_PLUG);
      }
      turn++;
    }
    armedBefore = Ages.NONE;
    arming.reset();
  }

  /** True when the hardware's own timer, last wound up then, has fired by that time. */
  private boolean timerFired(long armed, long at) {
    int seconds = wanted.deadManSeconds();
    return seconds > 0
        && armed != Ages.NONE
        && (armed == UNKNOWN || at - armed >= seconds * 1_000L - TOLERANCE);
  }

  private void fire(long armed, long at, Moment now, List<KeeperOrder> orders) {
    if (fired) {
      return;
    }
    fired = true;
    Map<String, Object> data =
        armed == UNKNOWN ? Map.of() : Map.of("silentSeconds", (at - armed) / 1000.0);
    StationEvent event = event("safety.dead-man", at + now.offset(), now, data);
    orders.add(new KeeperOrder.DeadManFired(wanted.number(), event));
  }

  /** The agent has the bay, be it on or off by its own will. */
  private void back(Moment now, List<KeeperOrder> orders) {
    if (fired) {
      fired = false;
      turn++;
      StationEvent event = event("safety.back", now.wall(), now, Map.of());
      orders.add(new KeeperOrder.Back(wanted.number(), event));
    }
  }

  private StationEvent event(String type, long at, Moment now, Map<String, Object> data) {
    Rule rule = RuleCatalogue.standard().find(RULE);
    String version = RULE + "@" + (rule == null ? 1 : rule.version());
    String subject = "bay/" + wanted.number();
    return new StationEvent(ids.apply(now.wall()), type, at, subject, version, data);
  }

  /** It is not to be live, for that reason. */
  void hold(Hold reason, Moment now, List<KeeperOrder> orders) {
    holds.add(reason);
    started &= reason == Hold.SHED;
    turn++;
    back(now, orders);
  }

  /** A reason is over. */
  void lift(Hold reason) {
    if (holds.remove(reason)) {
      turn++;
    }
  }

  /** Safety holds it, and orders it off. */
  void latch(Moment now, List<KeeperOrder> orders) {
    latched = true;
    orderedOff = now.steady();
    arming.reset();
    hold(Hold.CUT, now, orders);
  }

  /** Somebody wants it live. */
  void start() {
    holds.removeAll(Set.of(Hold.STOPPED, Hold.AT_PLUG, Hold.CUT));
    started = true;
    attempts = 0;
    if (isOff()) {
      arming.reset();
    }
    turn++;
  }

  /** Its session is over; true when it has to go off. */
  boolean ended() {
    if (wanted.liveWhenFree() || !started) {
      return false;
    }
    started = false;
    turn++;
    return true;
  }

  void orderOff(Moment now, List<KeeperOrder> orders) {
    if (!isOff()) {
      orderedOff = now.steady();
      arming.reset();
      orders.add(new KeeperOrder.Deenergise(wanted.number()));
    }
  }

  void write(DataOutput out, Ages ages) throws IOException {
    // What was shed is judged anew after a restart; nobody would ever lift it.
    List<Hold> lasting = holds.stream().filter(hold -> hold != Hold.SHED).toList();
    out.writeByte(lasting.size());
    for (Hold hold : lasting) {
      out.writeUTF(hold.name());
    }
    out.writeBoolean(started);
    out.writeBoolean(fired);
    boolean live = on == null ? armedBefore != Ages.NONE : on;
    out.writeBoolean(live);
    long last = on == null ? armedBefore : arming.last();
    ages.write(out, last == UNKNOWN ? Ages.NONE : last);
  }

  static Kept read(KeptBay wanted, DataInput in, Ages ages, LongFunction<String> ids)
      throws IOException {
    Kept kept = new Kept(wanted, ids);
    for (int n = in.readUnsignedByte(); n > 0; n--) {
      kept.holds.add(Hold.valueOf(in.readUTF()));
    }
    kept.started = in.readBoolean();
    kept.fired = in.readBoolean();
    boolean live = in.readBoolean();
    long last = ages.read(in);
    if (live) {
      kept.armedBefore = last == Ages.NONE || ages.gap < 0 ? UNKNOWN : last;
    }
    return kept;
  }
}
