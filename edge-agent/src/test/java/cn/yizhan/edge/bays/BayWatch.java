package cn.yizhan.edge.bays;

import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An e-bike bay 3 and a phone bay 2 that are told readings; times in seconds since the start. */
final class BayWatch {
  static final long T0 = 1_795_392_000_000L;
  static final Map<Integer, BayUse> BAYS = Map.of(2, BayUse.PHONE, 3, BayUse.E_BIKE);

  Charging charging = new Charging(BAYS, now -> "id" + now);
  final List<ChargingFact> facts = new ArrayList<>();
  private long set;
  private long steadySet;

  /** The wall clock is set by so many seconds. */
  void set(long by) {
    set += by * 1_000;
  }

  Moment at(double since) {
    long ms = Math.round(since * 1_000);
    return new Moment(T0 + set + ms, T0 + steadySet + ms);
  }

  static Heard heard(String point, double value, Moment at) {
    return new Heard(new Reading(point, at.wall(), value), at.steady(), at.offset());
  }

  void hear(String point, double value, double since) {
    facts.addAll(charging.hear(heard(point, value, at(since)), at(since)));
  }

  /** A reading that the hardware says is older than its receipt. */
  void hearLate(String point, double value, double read, double since) {
    facts.addAll(charging.hear(heard(point, value, at(read)), at(since)));
  }

  void tick(double since) {
    facts.addAll(charging.tick(at(since)));
  }

  /** The e-bike bay's power, read every ten seconds from one time up to before another. */
  void power(double watts, double from, double to) {
    for (double since = from; since < to; since += 10) {
      hear("bay/3/power", watts, since);
    }
  }

  void off(StopReason reason, double since) {
    facts.addAll(charging.ordered(3, false, reason, at(since)));
  }

  void pause(double since) {
    facts.addAll(charging.ordered(3, false, null, at(since)));
  }

  void on(double since) {
    facts.addAll(charging.ordered(3, true, null, at(since)));
  }

  /** The agent dies at one time and another takes over at a later one, with a steady clock anew. */
  void restart(double died, double back) throws IOException {
    byte[] state = charging.state(at(died));
    steadySet += 12_345;
    charging = new Charging(BAYS, now -> "id" + now);
    charging.restore(state, at(back));
  }

  /** The state of the e-bike bay. */
  String state() {
    return state(3);
  }

  String state(int bay) {
    BayState state = charging.states().get(bay);
    return state == null ? "" : state.word();
  }

  /** A live bay that has charged with 150 W for ten minutes. */
  void charged() {
    hear("bay/3/relay", 1, 0);
    hear("bay/3/power", 0, 0);
    power(150, 10, 610);
  }

  List<String> states() {
    List<String> words = new ArrayList<>();
    for (ChargingFact fact : facts) {
      if (fact instanceof ChargingFact.Became became) {
        words.add(became.state().word());
      }
    }
    return words;
  }

  List<StationEvent> told(String type) {
    List<StationEvent> events = new ArrayList<>();
    for (ChargingFact fact : facts) {
      if (fact instanceof ChargingFact.Told told && told.event().type().equals(type)) {
        events.add(told.event());
      }
    }
    return events;
  }

  /** The only session that has ended. */
  StationEvent ended() {
    List<StationEvent> all = told("session.ended");
    if (all.size() != 1) {
      throw new AssertionError("expected one session: " + all);
    }
    return all.get(0);
  }

  String reason() {
    return String.valueOf(ended().data().get("reason"));
  }

  /** A number of the only session, times since the start. */
  double number(String key) {
    Object value = ended().data().get(key);
    double number = value instanceof Double d ? d : Double.NaN;
    return key.equals("start") || key.equals("end") ? number - T0 / 1000.0 : number;
  }
}
