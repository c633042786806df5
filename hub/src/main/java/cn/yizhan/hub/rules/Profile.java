package cn.yizhan.hub.rules;

import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.rule.Thresholds;
import cn.yizhan.protocol.rule.Wiring;
import java.util.List;

/**
 * What is registered of a station, as far as judging needs it.
 *
 * @param station database id
 * @param code its code
 * @param bays charging bays
 * @param items supplies
 * @param thresholds thresholds in force that differ from the rule catalogue
 * @param wiring how the bays hang on the mains
 */
public record Profile(
    int station,
    StationCode code,
    List<Config.Bay> bays,
    List<Item> items,
    Thresholds thresholds,
    Wiring wiring) {

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
