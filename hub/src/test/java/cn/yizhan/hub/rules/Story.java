package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.rule.Thresholds;
import cn.yizhan.protocol.rule.Wiring;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A station's story as messages to its twin, and what the twin tells, in words. Seconds. */
final class Story {
  static final Profile STATION =
      new Profile(
          7,
          new StationCode("pc-007"),
          List.of(new Config.Bay(1, BayUse.E_BIKE), new Config.Bay(2, BayUse.PHONE)),
          List.of(new Item("water", "l", 20, 5)),
          Thresholds.standard(),
          new Wiring(4000, Set.of(), Set.of()));

  private final Map<Lane, Long> next = new EnumMap<>(Map.of(Lane.DATA, 1L, Lane.EVENT, 1L));
  private final List<String> told = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private Profile profile;
  private Twin twin;
  private double delay;

  Story() {
    this(STATION);
  }

  /** A story of a station that is registered otherwise. */
  Story(Profile profile) {
    this.profile = profile;
    this.twin = Twin.fresh(profile);
  }

  /** The station is registered otherwise from now on. */
  Story registered(Profile changed) {
    profile = changed;
    twin.profile(changed);
    return this;
  }

  /** From now on messages come that much later than their newest reading. */
  Story delayed(double seconds) {
    delay = seconds;
    return this;
  }

  /** A data message with one reading. */
  Story data(double at, String point, double value) {
    return message(Lane.DATA, at, List.of(reading(at, point, value)), List.of());
  }

  /** An event message with one reading. */
  Story urgent(double at, String point, double value) {
    return message(Lane.EVENT, at, List.of(reading(at, point, value)), List.of());
  }

  /** An event message with an event of a rule on a bay. */
  Story event(double at, String type, String rule, Map<String, Object> data) {
    return event(at, type, "bay/1", rule, data);
  }

  Story event(double at, String type, String subject, String rule, Map<String, Object> data) {
    StationEvent event =
        new StationEvent("e" + at, type, Math.round(at * 1000), subject, rule, data);
    return message(Lane.EVENT, at, List.of(), List.of(event));
  }

  Story cut(double at, String rule) {
    return event(at, "safety.cut", rule, Map.of("latched", true, "confirmed", true));
  }

  Story reset(double at, String rule) {
    return event(at, "safety.reset", rule, Map.of());
  }

  Story message(Lane lane, double at, List<Reading> readings, List<StationEvent> events) {
    long seq = next.merge(lane, 1L, Long::sum) - 1;
    Arrival arrival =
        new Arrival(
            lane,
            "J1",
            seq,
            Math.round((at + delay) * 1000),
            delay > 120,
            readings,
            events,
            lane.word() + "/J1/" + seq);
    arrivals.add(arrival);
    note(twin.accept(arrival).facts());
    return this;
  }

  static Reading reading(double at, String point, double value) {
    return new Reading(point, Math.round(at * 1000), value);
  }

  Story tick(double at) {
    return tick(at, at);
  }

  /** Lets time pass for a station that was last heard at that time. */
  Story tick(double at, double heard) {
    note(twin.tick(Math.round(at * 1000), Math.round(heard * 1000)));
    return this;
  }

  Story gap(double at) {
    note(twin.accept(new Missing(Lane.DATA, "J1", 4, 9L, Math.round(at * 1000))));
    return this;
  }

  /** A birth that declares so many messages of each lane as not yet sent. */
  Story birth(long dataBehind, long eventsBehind) {
    twin.declared(
        Map.of(
            Lane.DATA, new LanePosition("J1", next.getOrDefault(Lane.DATA, 1L) + dataBehind),
            Lane.EVENT, new LanePosition("J1", next.getOrDefault(Lane.EVENT, 1L) + eventsBehind)));
    return this;
  }

  Story restart() {
    twin = Twin.restore(profile, twin.state());
    return this;
  }

  Twin twin() {
    return twin;
  }

  /** All messages so far. */
  List<Arrival> arrivals() {
    return arrivals;
  }

  List<String> told() {
    return told;
  }

  List<Fact> facts() {
    return facts;
  }

  private void note(List<Fact> found) {
    for (Fact fact : found) {
      facts.add(fact);
      told.add(
          "%s %s %s %s %d %s%s"
              .formatted(
                  fact.matter().rule(),
                  fact.matter().subject(),
                  fact.change().word(),
                  fact.severity().word(),
                  fact.at() / 1000,
                  fact.telling().name().toLowerCase(java.util.Locale.ROOT),
                  fact.edgeAction() == null
                      ? ""
                      : fact.edgeAction().latched() ? " latched" : " released"));
    }
  }
}
