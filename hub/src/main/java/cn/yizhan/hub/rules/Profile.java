package cn.yizhan.hub.rules;

import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.rule.Thresholds;
import cn.yizhan.protocol.rule.Wiring;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is registered of a station, as far as judging needs it.
 *
 * @param station database id
 * @param code its code
 * @param bays charging bays
 * @param items supplies
 * @param thresholds thresholds in force that differ from the rule catalogue
 * @param wiring how the bays hang on the mains
 * @param course the thresholds by the event time from which they count, milliseconds; the first
 *     count before, too
 */
public record Profile(
    int station,
    StationCode code,
    List<Config.Bay> bays,
    List<Item> items,
    Thresholds thresholds,
    Wiring wiring,
    NavigableMap<Long, Thresholds> course) {

  /** A station whose thresholds have always been these. */
  public Profile(
      int station,
      StationCode code,
      List<Config.Bay> bays,
      List<Item> items,
      Thresholds thresholds,
      Wiring wiring) {
    this(
        station,
        code,
        bays,
        items,
        thresholds,
        wiring,
        new TreeMap<>(Map.of(Long.MIN_VALUE, thresholds)));
  }

  /** A station of whose wiring nothing is registered. */
  public Profile(
      int station,
      StationCode code,
      List<Config.Bay> bays,
      List<Item> items,
      Thresholds thresholds) {
    this(station, code, bays, items, thresholds, Wiring.unknown());
  }
}
