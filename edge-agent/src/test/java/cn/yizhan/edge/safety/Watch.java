package cn.yizhan.edge.safety;

import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Thresholds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A guard that is told readings at times since its start, and whose wall clock can be set. */
final class Watch {
  static final long T0 = 1_795_392_000_000L;
  static final Map<Integer, BayUse> BAYS =
      Map.of(1, BayUse.E_BIKE, 2, BayUse.PHONE, 3, BayUse.E_BIKE);

  SafetyGuard guard = guard(Thresholds.standard());
  private final Map<String, Heard> newest = new HashMap<>();
  private long set;

  static SafetyGuard guard(Thresholds thresholds) {
    return new SafetyGuard(new Registration(BAYS, Map.of(), thresholds), now -> "id" + now);
  }

  /** The wall clock is set by so many milliseconds. */
  void set(long by) {
    set += by;
  }

  /** That long after the start. */
  Moment at(long since) {
    return new Moment(T0 + set + since, T0 + since);
  }

  /** A reading without a time of its own. */
  List<Action> hear(String point, double value, long since) {
    return say(point, value, at(since).wall(), since);
  }

  /** A reading of which the hardware says that it was read at that wall time. */
  List<Action> say(String point, double value, long saidAt, long since) {
    Heard heard = Heard.of(new Reading(point, saidAt, value), newest.get(point), at(since));
    newest.merge(point, heard, (old, next) -> next.at() >= old.at() ? next : old);
    return guard.hear(heard, at(since));
  }

  List<Action> tick(long since) {
    return guard.tick(at(since));
  }

  /** What the actions tell becomes durable. */
  void write(List<Action> actions) {
    told(actions).forEach(guard::written);
  }

  /** The agent dies and another one takes over what it had kept. */
  List<Action> restart(long since) throws IOException {
    byte[] state = guard.state();
    guard = guard(Thresholds.standard());
    newest.clear();
    return guard.restore(state, at(since));
  }

  /** Makes bay 3 too hot: 70 degrees for longer than the critical hold. */
  List<Action> overheat() {
    hear("bay/3/relay", 1, 0);
    hear("bay/3/temperature", 70, 0);
    return hear("bay/3/temperature", 71, 5_000);
  }

  /** Bay 3 cools down for long enough. */
  void cool() {
    for (long since = 10_000; since <= 700_000; since += 10_000) {
      hear("bay/3/temperature", 30, since);
    }
    tick(700_000);
  }

  static List<Integer> cuts(List<Action> actions) {
    List<Integer> bays = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.CutOff cut) {
        bays.add(cut.bay());
      }
    }
    bays.sort(null);
    return bays;
  }

  static List<StationEvent> told(List<Action> actions) {
    List<StationEvent> events = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.Tell tell) {
        events.add(tell.event());
      }
    }
    return events;
  }
}
